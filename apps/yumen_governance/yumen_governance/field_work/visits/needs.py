"""Needs for help that visits brought: answered, or handed on, by a leader of the grid; the visitor is told."""

from datetime import datetime

import frappe
from frappe import _

from yumen_governance.field_work.visits.rules import VisitError
from yumen_governance.field_work.visits.states import HELP_OPEN
from yumen_governance.permissions.visits import leads, may_open_event
from yumen_governance.time_limits import outbox

HANDED_ON, ANSWERED = DECISIONS = ("Handed On", "Answered")


def answer(visit, decision: str, words: str, user: str, now: datetime, event: str | None = None) -> None:
	"""Say what becomes of a need; a need that was handed on is answered later.

	:param event: the event by which it was handed on
	:raises frappe.PermissionError: the person leads no grid above the household
	:raises VisitError: no open need, no such decision, or no words
	"""
	if not leads(user, visit.grid_path):
		frappe.throw(_("Only the grid leader answers a need for help."), frappe.PermissionError)
	if visit.help_status not in (HELP_OPEN, HANDED_ON):
		frappe.throw(_("There is no need for help without an answer here."), VisitError)
	if decision not in DECISIONS or decision == visit.help_status:
		frappe.throw(_("Choose whether the need is handed on or answered."), VisitError)
	if not (words or "").strip():
		frappe.throw(_("Write what is done about the need."), VisitError)
	if event and not may_open_event(event):
		frappe.throw(_("Choose an event that you may open."), frappe.PermissionError)
	visit.update(
		{
			"help_status": decision,
			"help_answer": words.strip(),
			"help_answered_by": user,
			"help_answered_by_name": frappe.get_cached_value("User", user, "full_name"),
			"help_answered_on": now,
			"event": event or visit.event,
		}
	)
	visit.flags.by_code = True
	visit.save()
	_tell(visit, now)


def _tell(visit, now: datetime) -> None:
	outbox.post(
		outbox.Notice(
			"Need Answered",
			visit.doctype,
			visit.name,
			outbox.users(visit.visited_by),
			{"decision": visit.help_status, "opinion": visit.help_answer},
			key=f"need-answered:{visit.name}:{visit.help_status}",
		)
	)
