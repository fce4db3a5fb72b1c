"""Summing up an entry day (汇总、分类处理): what came in of a grid, and what the leader decided of each finding."""

from datetime import datetime

import frappe
from frappe import _
from frappe.query_builder.functions import Coalesce, Count, Sum
from frappe.utils import getdate
from pypika import Case

from yumen_governance.field_work.visits.states import HELP_OPEN, NOBODY, SEEN, VISIT

PLAN = "Entry Day Plan"
OPEN, SUMMED_UP = "To Sum Up", "Summed Up"


class SummaryError(frappe.ValidationError):
	pass


def count(summary) -> None:
	"""Write what came in of a grid on its entry day into the summary."""
	summary.update(_plans(summary) | _visits(summary) | _findings(summary))


def sum_up(summary, user: str, now: datetime) -> None:
	"""Close a summary.

	:raises SummaryError: the day isn't over or hasn't come, a finding has no decision, or no word says what came of the day
	"""
	if getdate(summary.entry_day) > now.date():
		frappe.throw(_("The entry day hasn't come yet."), SummaryError)
	if not (summary.summary or "").strip():
		frappe.throw(_("Write the summary of the entry day."), SummaryError)
	count(summary)
	if summary.findings_open:
		frappe.throw(
			_("{0} findings have no decision yet. Decide what becomes of each first.").format(
				summary.findings_open
			),
			SummaryError,
		)
	summary.update({"status": SUMMED_UP, "summed_up_by": user, "summed_up_on": now})
	summary.summed_up_by_name = frappe.get_cached_value("User", user, "full_name")


def _plans(summary) -> dict:
	plan = frappe.qb.DocType(PLAN)
	row = (
		frappe.qb.from_(plan)
		.select(Count(plan.name).as_("plans"), _sum_of(plan.status == "Done").as_("plans_done"))
		.where((plan.grid == summary.grid) & (plan.entry_day == summary.entry_day))
	).run(as_dict=True)[0]
	return _whole(row)


def _visits(summary) -> dict:
	visit = frappe.qb.DocType(VISIT)
	row = (
		frappe.qb.from_(visit)
		.select(
			_sum_of(visit.status.isin(SEEN)).as_("visits_made"),
			_sum_of(visit.status == NOBODY).as_("nobody_home"),
			_sum_of(visit.help_status == HELP_OPEN).as_("needs_open"),
		)
		.where(visit.grid_path.like(f"{summary.grid_path}%"))
		.where(visit.visited_on[_start(summary) : _end(summary)])
	).run(as_dict=True)[0]
	return _whole(row)


def _findings(summary) -> dict:
	plan, row = frappe.qb.DocType(PLAN), frappe.qb.DocType("Planned Activity")
	found = (
		frappe.qb.from_(plan)
		.inner_join(row)
		.on((row.parent == plan.name) & (row.parenttype == PLAN))
		.select(
			Count(row.name).as_("findings"),
			_sum_of(Coalesce(row.decision, "") == "").as_("findings_open"),
		)
		.where((plan.grid == summary.grid) & (plan.entry_day == summary.entry_day))
		.where(Coalesce(row.findings, "") != "")
	).run(as_dict=True)[0]
	return _whole(found)


def _sum_of(criterion):
	return Sum(Case().when(criterion, 1).else_(0))


def _whole(row: dict) -> dict:
	return {key: int(value or 0) for key, value in row.items()}


def _start(summary) -> str:
	return f"{summary.entry_day} 00:00:00"


def _end(summary) -> str:
	return f"{summary.entry_day} 23:59:59"
