"""What becomes of phones, answers and photos by itself."""

import frappe
from frappe.utils import add_days, now_datetime

from yumen_governance.field_work.sync import answers, devices, gone, uploads
from yumen_governance.field_work.sync.settings import setting

KEPT = (
	(answers.forget, "answer_days"),
	(gone.forget, "departure_days"),
	(uploads.forget, "upload_days"),
	(devices.forget, "device_days"),
)


def let_keys_go() -> None:
	"""Let the keys of sessions go that ended without a word."""
	devices.forget_ended_sessions()
	frappe.db.commit()


def forget_what_is_over() -> None:
	"""Forget old answers, departures, photos that nothing took and devices that nobody uses, a batch a transaction."""
	now = now_datetime()
	for forget, days in KEPT:
		before = add_days(now, -setting(days))
		while forget(before):
			frappe.db.commit()
		frappe.db.commit()
