"""Queries over HTTP: what each of them names as fields, filters, order and grouping is checked before it runs."""

from dataclasses import dataclass

import frappe
from frappe import _

from yumen_governance.hardening import columns
from yumen_governance.hardening.arguments import listed, mapping, parsed, put_back
from yumen_governance.hardening.calls import Call
from yumen_governance.hardening.ours import is_ours, meta_of, seen_in_full


@dataclass(frozen=True)
class Query:
	"""Under which arguments a function takes the parts of a query."""

	fields: tuple[str, ...] = ()
	filters: tuple[str, ...] = ()
	orders: tuple[str, ...] = ()


LIST = Query(("fields",), ("filters", "or_filters"), ("order_by", "group_by"))
# The functions of the list view hand on whatever argument of the query they are given
VIEW = Query(("fields", "pluck"), LIST.filters, LIST.orders)
QUERIES = {
	"frappe.api.v2.count": LIST,
	"frappe.client.get": Query((), ("filters",)),
	"frappe.client.get_count": Query((), ("filters",)),
	"frappe.client.get_list": LIST,
	"frappe.client.get_single_value": Query(("field",)),
	"frappe.client.get_value": Query(("fieldname",), ("filters",)),
	"frappe.client.validate_link": Query(("fields",)),
	"frappe.desk.calendar.get_events": Query(("fields",), ("filters",)),
	"frappe.desk.form.utils.get_next": Query((), ("filters",), ("sort_field",)),
	"frappe.desk.listview.get_group_by_count": Query(("field",), ("current_filters",)),
	"frappe.desk.query_report.get_data_for_custom_field": Query(("field",)),
	"frappe.desk.reportview.export_query": VIEW,
	"frappe.desk.reportview.get": VIEW,
	"frappe.desk.reportview.get_count": VIEW,
	"frappe.desk.reportview.get_list": VIEW,
	"frappe.desk.reportview.get_sidebar_stats": Query(("stats",), ("filters",)),
	"frappe.desk.reportview.get_stats": Query(("stats",), ("filters",)),
	"frappe.desk.search.search_link": Query(("searchfield",), ("filters",)),
	"frappe.desk.search.search_widget": Query(("searchfield", "filter_fields"), ("filters",)),
	"frappe.geo.utils.get_coords": Query((), ("filters",)),
}
SEARCHES = ("frappe.desk.search.search_link", "frappe.desk.search.search_widget")
CARDS = (
	"frappe.desk.doctype.number_card.number_card.get_result",
	"frappe.desk.doctype.number_card.number_card.get_percentage_difference",
)
CHART = "frappe.desk.doctype.dashboard_chart.dashboard_chart.get"
REPORTS = ("frappe.desk.query_report.run", "frappe.desk.query_report.export_query")
SORT_ORDERS = ("asc", "desc")
FILTERS = ("filters", "or_filters", "current_filters")


def check(call: Call, form) -> None:
	"""Refuse or narrow a query that names what the person may not read.

	:raises ColumnError, frappe.PermissionError: as `columns` and the checks below say
	"""
	if call.is_list or call.method.startswith("frappe."):
		_refuse_texts(form)
	query = LIST if call.is_list else QUERIES.get(call.method)
	doctype = call.doctype or form.get("doctype")
	if query and meta_of(doctype):
		_check_query(query, doctype, form)
	if call.method in SEARCHES:
		_keep_rules_in_search(doctype, form)
	if call.method in CARDS:
		_check_card(form)
	if call.method == CHART:
		_check_chart(form)
	if call.method in REPORTS:
		_check_report(form)


def _refuse_texts(form) -> None:
	"""Refuse filters that are bare texts: version 15 puts them into the statement as they are, in any function."""
	for key in FILTERS:
		filters = parsed(form.get(key))
		texts = [item for item in filters if isinstance(item, str)] if isinstance(filters, list) else []
		if texts and not frappe.__version__.startswith("16."):
			columns.refuse(texts[0])


def _check_query(query: Query, doctype: str, form) -> None:
	_refuse_rows_of_tables(doctype)
	for key in query.fields:
		_narrow_fields(doctype, form, key)
	for key in query.filters:
		_check_filters(doctype, form, key)
	for key in query.orders:
		columns.check_order(doctype, form.get(key))
	if form.get("sort_order") and str(form["sort_order"]).lower() not in SORT_ORDERS:
		columns.refuse(str(form["sort_order"]))
	if on := form.get("aggregate_on_field"):
		columns.kept_fields(form.get("aggregate_on_doctype") or doctype, [on])
	for fieldname in mapping(form.get("field_map")).values():
		columns.kept_fields(doctype, [fieldname])


def _refuse_rows_of_tables(doctype: str) -> None:
	"""Rows of a child table come with the record that they belong to, where its rules are asked."""
	if frappe.get_meta(doctype).istable and is_ours(doctype) and frappe.session.user != "Administrator":
		frappe.throw(
			_("{0} are read with the record that they belong to.").format(_(doctype)), frappe.PermissionError
		)


def _narrow_fields(doctype: str, form, key: str) -> None:
	before = form.get(key)
	fields = listed(before)
	if not fields:
		return
	kept = columns.kept_fields(doctype, fields)
	if len(kept) < len(fields):
		put_back(form, key, before, kept)


def _check_filters(doctype: str, form, key: str) -> None:
	filters = parsed(form.get(key))
	if isinstance(filters, dict | list | tuple):
		columns.check_filters(doctype, filters)


def _keep_rules_in_search(doctype: str, form) -> None:
	"""Searching without user permissions would also leave out the rules of the list."""
	if (
		form.get("ignore_user_permissions")
		and meta_of(doctype)
		and not seen_in_full(doctype, frappe.session.user)
	):
		form["ignore_user_permissions"] = 0


def _check_card(form) -> None:
	"""Check a number card that a request describes, and the stored one that it names."""
	card = frappe._dict(mapping(form.get("doc")))
	stored = frappe.db.get_value("Number Card", card.name, "document_type") if card.name else None
	for doctype in filter(meta_of, {card.document_type, stored}):
		_refuse_rows_of_tables(doctype)
		columns.kept_fields(doctype, [card.aggregate_function_based_on or "name"])
		_check_filters(doctype, form, "filters")


def _check_chart(form) -> None:
	chart = frappe._dict(mapping(form.get("chart")))
	if form.get("chart_name"):
		chart = frappe.get_cached_doc("Dashboard Chart", form["chart_name"])
	doctype = chart.get("document_type")
	if not meta_of(doctype):
		return
	_refuse_rows_of_tables(doctype)
	for key in ("based_on", "value_based_on", "group_by_based_on", "aggregate_function_based_on"):
		columns.kept_fields(doctype, [chart.get(key) or "name"])
	columns.check_filters(doctype, parsed(chart.get("filters_json")) or [])
	_check_filters(doctype, form, "filters")
	if chart.get("type") == "Heatmap" and not seen_in_full(doctype, frappe.session.user):
		frappe.throw(
			_("A calendar of {0} would count more than you may see.").format(_(doctype)),
			frappe.PermissionError,
		)


def _check_report(form) -> None:
	"""Columns that a person adds to a report are read for all records; a prepared report is its owner's."""
	custom = listed(form.get("custom_columns")) + _saved_columns(form.get("report_name"))
	for column in filter(lambda column: isinstance(column, dict) and column.get("link_field"), custom):
		_require_full_sight(column.get("doctype"), column.get("fieldname"))
	prepared = mapping(form.get("filters")).get("prepared_report_name")
	if prepared and frappe.db.get_value("Prepared Report", prepared, "owner") != frappe.session.user:
		frappe.throw(_("This report was prepared for somebody else."), frappe.PermissionError)


def _saved_columns(report: str | None) -> list:
	"""Return the columns that somebody saved with a report under a name of its own."""
	kind, saved = frappe.db.get_value("Report", report, ["report_type", "json"]) or (None, None)
	return mapping(saved).get("columns") or [] if kind == "Custom Report" else []


def _require_full_sight(doctype: str, fieldname: str) -> None:
	columns.kept_fields(doctype, [fieldname])
	if not seen_in_full(doctype, frappe.session.user):
		columns.refuse(f"{doctype}.{fieldname}")
