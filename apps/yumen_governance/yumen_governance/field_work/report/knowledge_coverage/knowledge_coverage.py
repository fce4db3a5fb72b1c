"""How well each grid of the lowest level is known (三知三清六掌握), households seen and plans done. Each within their territory."""

import frappe
from frappe import _
from frappe.utils import cint, getdate

from yumen_governance.field_work.knowledge import coverage
from yumen_governance.grid_management.related_rows import titles_of

DAYS = 90
WELL_KNOWN = 80


def execute(filters: dict | None = None) -> tuple:
	"""Return columns, rows, no message, no chart and summary, as Frappe's query report wants them.

	:param filters: under (a grid), days (households count as seen within so many), below (percent)
	"""
	filters = frappe._dict(filters or {})
	rows = _rows(filters)
	if filters.below:
		rows = [row for row in rows if row["percent"] < cint(filters.below)]
	return _columns(), rows, None, None, _summary(rows)


def _rows(filters) -> list[dict]:
	today = getdate()
	begun = coverage.since(cint(filters.days) or DAYS, today)
	rows = coverage.by_grid(coverage.seen_by(frappe.session.user), begun, today)
	rows = coverage.under(rows, filters.under)
	_name_parents(rows)
	for row in rows:
		row["seen_share"] = round(100 * row["seen"] / row["households"]) if row["households"] else 0
	return rows


def _name_parents(rows: list[dict]) -> None:
	names = titles_of("Grid", "grid_name", (row["parent"] for row in rows))
	for row in rows:
		row["parent_name"] = names.get(row["parent"], "")


def _columns() -> list[dict]:
	def column(fieldname: str, label: str, fieldtype: str = "Int", width: int = 110, **more) -> dict:
		return {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "width": width, **more}

	return [
		column("grid", _("Grid"), "Link", 200, options="Grid", align="left"),
		column("parent_name", _("Parent Grid"), "Data", 150),
		column("percent", _("Known (%)"), "Percent", 120),
		column("known", _("Items Known"), width=100),
		column("items", _("Items of Knowledge"), width=80),
		column("households", _("Households"), width=90),
		column("seen", _("Households Seen")),
		column("seen_share", _("Seen (%)"), "Percent", 120),
		column("plans", _("Plans")),
		column("plans_done", _("Plans Done")),
	]


def _summary(rows: list[dict]) -> list[dict]:
	items, known = sum(row["items"] for row in rows), sum(row["known"] for row in rows)
	percent = round(100 * known / items) if items else 0
	return [
		{"label": _("Grids"), "value": len(rows), "datatype": "Int"},
		{
			"label": _("Known (%)"),
			"value": percent,
			"datatype": "Percent",
			"indicator": "Green" if percent >= WELL_KNOWN else "Orange",
		},
		{"label": _("Households Seen"), "value": sum(row["seen"] for row in rows), "datatype": "Int"},
		{"label": _("Plans Done"), "value": sum(row["plans_done"] for row in rows), "datatype": "Int"},
	]
