"""What follows from a visit: its row in the plan, what is known of the grid, and who is told of a need."""

import frappe
from frappe.utils import getdate

from yumen_governance.field_work.entry_days.planning import PLAN
from yumen_governance.field_work.knowledge import filling
from yumen_governance.field_work.visits.states import HELP_OPEN, NOBODY, SEEN
from yumen_governance.time_limits import outbox


def follow(visit) -> None:
	"""Let what a visit says be seen elsewhere, once it took place."""
	before = visit.get_doc_before_save()
	if visit.status in SEEN and not (before and before.status in SEEN):
		filling.fill_from_visit(visit)
	if visit.met and not (before and before.met == visit.met):
		_note_in_plan(visit)
	if visit.help_status == HELP_OPEN and not (before and before.help_status):
		_tell_of_need(visit)


def _note_in_plan(visit) -> None:
	"""Write into the visitor's plan of that day that the household was called on."""
	name = visit.plan or _plan_of(visit)
	if not name:
		return
	plan = frappe.get_doc(PLAN, name, for_update=True)
	row = next((row for row in plan.visits if row.household == visit.household), None)
	if not row or row.outcome == "Seen":
		return
	row.outcome, row.visit, row.note = ("Nobody at Home" if visit.met == NOBODY else "Seen"), visit.name, None
	plan.flags.by_code = True
	plan.save(ignore_permissions=True)  # the visitor's own plan, whose rows only code writes


def _plan_of(visit) -> str | None:
	"""The visitor's plan of the day that has the household, where the visit doesn't name one."""
	plan, row = frappe.qb.DocType(PLAN), frappe.qb.DocType("Planned Visit")
	found = (
		frappe.qb.from_(row)
		.inner_join(plan)
		.on((plan.name == row.parent) & (row.parenttype == PLAN))
		.select(plan.name)
		.where((row.household == visit.household) & (plan.user == visit.visited_by))
		.where(plan.entry_day == getdate(visit.visited_on))
		.limit(1)
	).run(pluck=True)
	if found:
		visit.db_set("plan", found[0], update_modified=False)
	return found[0] if found else None


def _tell_of_need(visit) -> None:
	outbox.post(
		outbox.Notice(
			"Help Needed",
			visit.doctype,
			visit.name,
			outbox.leaders_of(visit.grid) | outbox.leaders_of(visit.grid, 1),
			{"actor": visit.visitor_name},
			key=f"help-needed:{visit.name}",
		)
	)
