"""The urge button: whoever has an event is asked to hurry, and not again within the quiet period."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import add_to_date, format_datetime, get_datetime

from yumen_governance.events.handling import acts, notices
from yumen_governance.events.supervision.orders import may_issue
from yumen_governance.permissions.scope import scope_of

EVENT = "Governance Event"
WITH_SOMEBODY = ("Assigned", "Handling", "Suspended")


class UrgeError(frappe.ValidationError):
	pass


def urge(event: str, user: str, now: datetime, words: str = "") -> None:
	"""Ask whoever has an event to hurry.

	:raises frappe.PermissionError: the person is neither of the centre, nor its registrar, nor above who has it
	:raises UrgeError: nobody has it, or it was urged within the quiet period; says when it is possible again
	"""
	doc = frappe.get_doc(EVENT, event, for_update=True)
	doc.check_permission("read")
	if not _may(doc, user):
		doc.raise_no_permission_to("write")
	_check(doc, now)
	frappe.db.set_value(EVENT, event, "last_urged_on", now, update_modified=False)
	acts.note(doc, "Urge", user, now, words or None)
	notices.urged(doc, user, words, now)


def _may(doc, user: str) -> bool:
	return doc.owner == user or may_issue(doc, scope_of(user))


def _check(doc, now: datetime) -> None:
	if doc.stage not in WITH_SOMEBODY or not (doc.lead_grid or doc.lead_unit):
		frappe.throw(_("Nobody has this event who could be urged."), UrgeError)
	again = doc.last_urged_on and add_to_date(get_datetime(doc.last_urged_on), hours=quiet_hours())
	if again and now < again:
		frappe.throw(
			_("This event was urged already. It can be urged again from {0} on.").format(
				format_datetime(again)
			),
			UrgeError,
		)


def quiet_hours() -> int:
	"""Return for how many hours an event isn't urged again."""
	return frappe.get_cached_doc("Event Settings").urge_quiet_hours or 0
