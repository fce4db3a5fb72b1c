"""Visits and what helps to write them down on a member's phone (hook `sync_stores`)."""

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from frappe.utils import add_days, getdate

from yumen_governance.field_work.sync.stores import Store
from yumen_governance.field_work.visits.rules import asks_repeat_reason
from yumen_governance.field_work.visits.states import AWAITING, HELP_OPEN, PURPOSE_SET, VISIT
from yumen_governance.grid_management.related_rows import child_rows, titles_of
from yumen_governance.permissions.scope import Scope
from yumen_governance.permissions.visits import leads, sights

DAYS_KEPT = 90
UNFINISHED = (PURPOSE_SET, AWAITING)
COLUMNS = (
	*("household", "head_name", "address", "grid", "status", "visited_on", "visited_by", "visitor_name"),
	*("unit", "plan", "about_event", "purpose", "purpose_on", "met", "met_names", "findings", "needs_help"),
	*("help_wanted", "help_status", "help_answer", "help_answered_by_name", "help_answered_on", "feedback"),
	*("feedback_on", "feedback_due_on", "again_from", "earlier_visit_on", "earlier_visitor"),
	*("repeat_reason", "event", "hazard"),
)


def visits() -> Store:
	"""Visits of one's grid, of the last months; unfinished ones and open needs as long as they are."""
	table = frappe.qb.DocType(VISIT)
	lately = table.modified >= add_days(getdate(), -DAYS_KEPT)
	return Store(
		doctype=VISIT,
		fields=COLUMNS,
		criterion=lambda scope: sights(VISIT, scope),
		live=lately | table.status.isin(UNFINISHED) | (table.help_status == HELP_OPEN),
		shape=finish,
	)


def visit_choices() -> Store:
	"""The wordings that are tapped instead of typed."""
	table = frappe.qb.DocType("Visit Choice")
	return Store(
		doctype="Visit Choice",
		fields=("choice_label", "choice_kind", "sort_order"),
		live=table.is_active == 1,
		shape=_name_choices,
		by_territory=False,
	)


def finish(rows: list[dict], scope: Scope) -> list[dict]:
	"""Add to visits what they brought up to date, labels, and what the reader may do."""
	names = [row["name"] for row in rows]
	known, photos = _knowledge(names), _photos(names)
	units = titles_of("Functional Unit", "unit_name", (row["unit"] for row in rows))
	for row in rows:
		row["is_mine"] = int(row["visited_by"] == scope.user)
		row["may_answer"] = int(leads(scope.user, row["grid_path"]))
		row["asks_repeat_reason"] = int(asks_repeat_reason(frappe._dict(row)))
		row["unit_title"] = units.get(row["unit"], "")
		row["knowledge"], row["photos"] = known.get(row["name"], []), photos.get(row["name"], 0)
		for name in ("status", "met", "help_status"):
			row[f"{name}_label"] = _(row[name]) if row[name] else ""
	return rows


def _knowledge(visits: list[str]) -> dict[str, list[dict]]:
	found = child_rows("Visit Knowledge", VISIT, visits, ["item", "note"])
	return {visit: [{**row, "label": row["item"]} for row in rows] for visit, rows in found.items()}


def _photos(visits: list[str]) -> dict[str, int]:
	file = frappe.qb.DocType("File")
	return dict(
		frappe.qb.from_(file)
		.select(file.attached_to_name, Count(file.name))
		.where((file.attached_to_doctype == VISIT) & file.attached_to_name.isin(visits))
		.groupby(file.attached_to_name)
		.run()
	)


def _name_choices(rows: list[dict], scope: Scope) -> list[dict]:
	for row in rows:
		row["label"], row["kind"] = row["choice_label"], row["choice_kind"]
	return rows
