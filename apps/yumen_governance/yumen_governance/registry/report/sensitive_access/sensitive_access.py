"""Who looked how often: the Sensitive Access Log of a period, by person, purpose, kind of record or day."""

import frappe
from frappe import _
from frappe.query_builder.functions import Count, Date, Max, Sum
from frappe.utils import add_days, getdate, today
from pypika import Case, Order

LOG = "Sensitive Access Log"
SEEN = ("Reveal", "Open", "Search", "Print")
# What a row stands for: label, column of the log
GROUPS = {
	"Person": "user",
	"Purpose": "purpose",
	"Kind of Record": "reference_doctype",
	"Field or Content": "what",
	"Day": "logged_on",
}
CHART_BARS = 20


def execute(filters: dict | None = None):
	"""Return columns, rows, message and chart of the report."""
	filters = frappe._dict(filters or {})
	group = filters.group_by if filters.group_by in GROUPS else "Person"
	rows = rows_of(filters, group)
	return columns_of(group), rows, None, chart_of(rows, group)


def columns_of(group: str) -> list[dict]:
	"""Return the columns, the first one named after the group."""
	first = {"fieldname": "group_name", "label": _(group), "fieldtype": "Data", "width": 240}
	if group == "Day":
		first["fieldtype"] = "Date"
	numbers = (
		("accesses", "Accesses"),
		("reveals", "Values Revealed"),
		("records", "Records"),
		("people", "Number of People"),
		("refusals", "Refusals"),
		("outside", "Outside Own Territory"),
		("exported_rows", "Rows Exported"),
	)
	last = {"fieldname": "last_on", "label": _("Last On"), "fieldtype": "Datetime", "width": 190}
	return [
		first,
		*(
			{"fieldname": name, "label": _(label), "fieldtype": "Int", "width": 120}
			for name, label in numbers
		),
		last,
	]


def rows_of(filters: dict, group: str) -> list[dict]:
	"""Return one row for each value of the group, those with most accesses first; days in their order."""
	log = frappe.qb.DocType(LOG)
	column = Date(log.logged_on) if group == "Day" else log[GROUPS[group]]
	name = Max(log.user_name) if group == "Person" else column
	sums = sums_of(log)
	query = frappe.qb.from_(log).select(
		name.as_("group_name"), *(term.as_(key) for key, term in sums.items())
	)
	query = query.where(criterion_of(log, filters)).groupby(column)
	query = query.orderby(column) if group == "Day" else query.orderby(sums["accesses"], order=Order.desc)
	translated = group in ("Kind of Record", "Field or Content", "Purpose")
	return [_shown(row, translated) for row in query.run(as_dict=True)]


def sums_of(log) -> dict:
	"""Return what is counted in each group, by column."""
	allowed, seen = log.outcome == "Allowed", log.action.isin(SEEN)
	return {
		"accesses": _number(allowed & seen),
		"reveals": _number(allowed & (log.action == "Reveal")),
		"records": Count(Case().when(allowed & seen, log.reference_name)).distinct(),
		"people": Count(log.user).distinct(),
		"refusals": _number(log.outcome == "Refused"),
		"outside": _number(allowed & seen & (log.outside_territory == 1)),
		"exported_rows": Sum(Case().when(allowed & (log.action == "Export"), log.row_count).else_(0)),
		"last_on": Max(log.logged_on),
	}


def criterion_of(log, filters: dict):
	"""Return what the filters ask for; without dates the last thirty days."""
	begin = getdate(filters.get("from_date") or add_days(today(), -29))
	end = getdate(filters.get("to_date") or today())
	criterion = (log.logged_on >= begin) & (log.logged_on < add_days(end, 1))
	for name in ("user", "action", "outcome", "purpose", "reference_doctype", "reference_name"):
		if filters.get(name):
			criterion &= log[name] == filters[name]
	return criterion


def chart_of(rows: list[dict], group: str) -> dict | None:
	"""Return a chart of accesses and refusals; a line over days, bars otherwise."""
	shown = rows if group == "Day" else rows[:CHART_BARS]
	if not shown:
		return None
	series = (("Accesses", "accesses"), ("Refusals", "refusals"))
	return {
		"data": {
			"labels": [str(row["group_name"]) for row in shown],
			"datasets": [{"name": _(label), "values": [row[key] for row in shown]} for label, key in series],
		},
		"type": "line" if group == "Day" else "bar",
		"colors": ["#318AD8", "#CB2929"],
	}


def _number(criterion):
	return Sum(Case().when(criterion, 1).else_(0))


def _shown(row: dict, translated: bool) -> dict:
	name = row["group_name"]
	numbers = {key: int(value or 0) for key, value in row.items() if key not in ("group_name", "last_on")}
	return {**row, **numbers, "group_name": (_(name) if translated and name else name) or _("Not named")}
