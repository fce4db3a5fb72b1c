"""Messages: what became of them, sending again, trying a channel and a text, and how one wants to be told."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from yumen_governance.time_limits.outbox import replaying, sampling, summary
from yumen_governance.time_limits.outbox.rows import CHANNEL, DELIVERY
from yumen_governance.time_limits.outbox.wishes import PREFERENCE


@frappe.whitelist(methods=["GET", "POST"])
def told(doctype: str, name: str) -> dict:
	"""Return how many persons were told of a record (told), could not be (failed), are still to be (waiting).

	:raises frappe.PermissionError: the person may not read the record
	"""
	frappe.get_doc(doctype, name).check_permission("read")
	return summary.of_record(doctype, name)


@frappe.whitelist(methods=["POST"])
def replay(names: list | str, doctype: str = DELIVERY) -> int:
	"""Send parked messages again and return how many there were; twice is once."""
	names = [str(name) for name in frappe.parse_json(names)]
	for name in names:
		frappe.get_doc(doctype, name).check_permission("write")
	return replaying.replay(doctype, names, now_datetime())


@frappe.whitelist(methods=["POST"])
def send_test(channel: str, address: str | None = None) -> str:
	"""Send a test message by a channel, active or not, and return where it went."""
	doc = frappe.get_doc(CHANNEL, channel)
	doc.check_permission("write")
	return replaying.send_test(doc, address)


@frappe.whitelist(methods=["POST"])
def preview(event_type: str, channel_kind: str, subject: str | None = None, body: str | None = None) -> dict:
	"""Return what a template would say: subject, text, length in characters and in text messages, its variables."""
	_require("Message Template", "read")
	return sampling.preview(event_type, channel_kind, subject, body)


@frappe.whitelist(methods=["POST"])
def my_preference() -> str:
	"""Return the name of one's own preferences, made with the usual choices when there are none."""
	_require(PREFERENCE, "create")
	name = frappe.db.exists(PREFERENCE, frappe.session.user)
	return name or frappe.get_doc({"doctype": PREFERENCE, "choices": sampling.usual_choices()}).insert().name


def _require(doctype: str, right: str) -> None:
	if not frappe.has_permission(doctype, right):
		frappe.throw(_("You may not see {0}.").format(_(doctype)), frappe.PermissionError)
