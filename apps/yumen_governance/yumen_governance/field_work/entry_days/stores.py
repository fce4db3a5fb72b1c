"""Plans and summaries of entry days on a member's phone (hook `sync_stores`)."""

import frappe
from frappe.utils import add_days, getdate

from yumen_governance.field_work.entry_days import shown
from yumen_governance.field_work.sync.stores import Store
from yumen_governance.grid_management.related_rows import child_rows
from yumen_governance.permissions.scope import Scope
from yumen_governance.permissions.visits import PLAN, SUMMARY, sights

# A phone keeps what is the person's own work, never the whole city by a role of the centre
DAYS_KEPT = 40


def entry_plans() -> Store:
	"""The plans of one's own and of the grids that one leads, of the last weeks."""
	table = frappe.qb.DocType(PLAN)
	return Store(
		doctype=PLAN,
		fields=("grid", "member", "member_name", "user", "entry_day", "status", "summary", "changed_on"),
		criterion=lambda scope: sights(PLAN, scope),
		live=table.entry_day >= add_days(getdate(), -DAYS_KEPT),
		shape=shown.finish_plans,
	)


def entry_summaries() -> Store:
	"""The summaries of the grids that one leads, of the last weeks."""
	table = frappe.qb.DocType(SUMMARY)
	numbers = ("plans", "plans_done", "visits_made", "nobody_home", "findings", "findings_open", "needs_open")
	return Store(
		doctype=SUMMARY,
		fields=("grid", "entry_day", "status", "summary", "summed_up_by_name", "summed_up_on", *numbers),
		criterion=lambda scope: sights(SUMMARY, scope),
		live=table.entry_day >= add_days(getdate(), -DAYS_KEPT),
		shape=shown.finish_summaries,
	)


def activities() -> Store:
	"""The activities of an entry day."""
	return Store(
		doctype="Entry Activity",
		fields=("activity_name", "description", "sort_order", "opens", "is_active"),
		shape=_name_activities,
		by_territory=False,
	)


def _name_activities(rows: list[dict], scope: Scope) -> list[dict]:
	names = [row["name"] for row in rows]
	items = child_rows("Entry Activity Knowledge", "Entry Activity", names, ["item"])
	for row in rows:
		row["label"] = row["activity_name"]
		row["knowledge"] = [item["item"] for item in items[row["name"]]]
	return rows
