"""What must hold of a case by itself: references in use, amounts, its level of confidentiality, and when it may end."""

import frappe
from frappe import _
from frappe.utils import cint, flt, getdate

from yumen_governance.dispute_resolution import tasks_of_case
from yumen_governance.grid_management.grid_words import listing
from yumen_governance.permissions.dispute import ORDINARY, SEALED
from yumen_governance.time_limits.stages import ENDED
from yumen_governance.time_limits.transitions import Step

STEP, TASK = "Resolution Step", "Case Task"


class DisputeError(frappe.ValidationError):
	pass


def check(case) -> None:
	"""Refuse a case that contradicts itself.

	:raises DisputeError: says what to do
	"""
	_check_people(case)
	_check_notice(case)
	if case.limitation_starts_on and getdate(case.limitation_starts_on) > getdate():
		frappe.throw(_("The limitation period can't start in the future."), DisputeError)


def _check_people(case) -> None:
	if case.is_group_case and cint(case.people_count) < 2:
		frappe.throw(_("Say how many people the group has, at least two."), DisputeError)
	if not case.is_group_case:
		case.people_count = 0
	if flt(case.amount_claimed) < 0:
		frappe.throw(_("The amount claimed can't be negative."), DisputeError)


def _check_notice(case) -> None:
	"""A case that the court sent names the court's notice, once the case is registered."""
	needed = frappe.db.get_value("Case Source", case.case_source, "needs_court_notice")
	if needed and not case.court_notice_number and case.workflow_state and case.stage != "Intake":
		frappe.throw(_("Enter the number of the court's notice."), DisputeError)


def seal_where_needed(case) -> None:
	"""Seal a case of a minor or of domestic violence, or of a type that is always sealed.

	:raises DisputeError: somebody tries to lower the level of such a case
	"""
	case.confidentiality = case.confidentiality or ORDINARY
	before = case.get_doc_before_save()
	reason = must_be_sealed(case)
	if not reason or case.confidentiality == SEALED:
		return
	if before and before.confidentiality == SEALED and case.has_value_changed("confidentiality"):
		frappe.throw(_("The case stays sealed: {0}.").format(reason), DisputeError)
	case.confidentiality = SEALED


def must_be_sealed(case) -> str | None:
	"""Say why a case must be sealed, None when it needn't be."""
	if case.involves_minor:
		return _("it involves a minor (Law on the Protection of Minors, article 4)")
	if case.domestic_violence:
		return _("it is about domestic violence (Law against Domestic Violence, article 5)")
	if case.dispute_type and frappe.db.get_value("Dispute Type", case.dispute_type, "is_sealed"):
		return _("disputes of this type are sealed")
	return None


def check_end(case, step: Step) -> None:
	"""Refuse to end a case, or to count it as resolved, while a step or a task of it is open.

	:raises DisputeError: names what is open
	"""
	if not (step.enters("Feedback") or step.enters(*ENDED)):
		return
	steps = frappe.get_all(
		STEP,
		{"dispute_case": case.name, "stage": ["not in", ENDED]},
		["method", "step_number"],
		order_by="step_number",
	)
	if steps:
		names = listing(_("step {0}: {1}").format(row.step_number, row.method) for row in steps)
		frappe.throw(
			_(
				"Not ended yet: {0}. Please end these steps first (People's Mediation Law, articles 26 and 27: a"
				" failed attempt is ended and the parties are told the other ways; what was done is put on file)."
			).format(names),
			DisputeError,
		)
	if open_tasks := tasks_of_case.open_parties(case.name):
		frappe.throw(
			_("Not done yet: {0}. Please wait for their results, or release these tasks.").format(
				listing(open_tasks)
			),
			DisputeError,
		)
