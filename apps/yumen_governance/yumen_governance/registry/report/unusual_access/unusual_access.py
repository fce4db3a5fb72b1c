"""What the daily reports of a period found unusual, the newest first."""

import frappe
from frappe import _
from frappe.utils import add_days, getdate, today
from pypika import Order

REPORT, FINDING = "Access Report", "Access Report Finding"


def execute(filters: dict | None = None):
	"""Return columns, rows, message and chart of the report."""
	filters = frappe._dict(filters or {})
	begin = getdate(filters.from_date or add_days(today(), -29))
	end = getdate(filters.to_date or today())
	return columns(), rows_of(filters, begin, end), None, chart_of(filters, begin, end)


def columns() -> list[dict]:
	"""Return the columns of the report."""
	return [
		{"fieldname": "report_date", "label": _("Date"), "fieldtype": "Date", "width": 110},
		{"fieldname": "rule", "label": _("Rule"), "fieldtype": "Data", "width": 180},
		{"fieldname": "user_name", "label": _("Person"), "fieldtype": "Data", "width": 160},
		{"fieldname": "kind", "label": _("Kind of Record"), "fieldtype": "Data", "width": 120},
		{"fieldname": "reference_name", "label": _("Record"), "fieldtype": "Data", "width": 220},
		{"fieldname": "figure", "label": _("How Many"), "fieldtype": "Int", "width": 100},
		{"fieldname": "threshold", "label": _("From How Many"), "fieldtype": "Int", "width": 110},
	]


def rows_of(filters: dict, begin, end) -> list[dict]:
	"""Return the findings of a period."""
	report, finding = frappe.qb.DocType(REPORT), frappe.qb.DocType(FINDING)
	query = (
		frappe.qb.from_(finding)
		.inner_join(report)
		.on(report.name == finding.parent)
		.select(
			report.report_date,
			finding.rule,
			finding.user_name,
			finding.reference_doctype,
			finding.reference_name,
			finding.figure,
			finding.threshold,
		)
		.where(report.report_date[begin:end])
		.orderby(report.report_date, order=Order.desc)
		.orderby(finding.idx)
	)
	for name in ("user", "rule"):
		if filters.get(name):
			query = query.where(finding[name] == filters[name])
	rows = query.run(as_dict=True)
	return [{**row, "rule": _(row.rule), "kind": _(row.reference_doctype or "")} for row in rows]


def chart_of(filters: dict, begin, end) -> dict | None:
	"""Return accesses and findings by day."""
	days = frappe.get_all(
		REPORT,
		{"report_date": ["between", [begin, end]]},
		["report_date", "accesses", "unusual"],
		order_by="report_date",
	)
	if not days or filters.get("user") or filters.get("rule"):
		return None
	series = (("Accesses", "accesses"), ("Findings", "unusual"))
	return {
		"data": {
			"labels": [str(day.report_date) for day in days],
			"datasets": [{"name": _(label), "values": [day[key] for day in days]} for label, key in series],
		},
		"type": "bar",
		"colors": ["#318AD8", "#CB8E29"],
	}
