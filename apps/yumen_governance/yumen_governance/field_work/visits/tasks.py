"""What happens by itself with visits, every day."""

import frappe
from frappe.utils import getdate

from yumen_governance.field_work.visits import reminders


def remind_of_feedback() -> int:
	"""Remind the visitors of every visit whose feedback is due, a batch at a time.

	:return: how many visits somebody was told of
	"""
	told = 0
	while batch := reminders.remind(getdate()):
		told += batch
		frappe.db.commit()
	return told
