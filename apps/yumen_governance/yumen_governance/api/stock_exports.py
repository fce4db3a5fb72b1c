"""The framework's export endpoints, in whose place these stand: the same checks, then a watermark and no formulas."""

import frappe
from frappe.core.doctype.data_export.exporter import export_data as stock_export_data
from frappe.core.doctype.data_import.data_import import download_template as stock_download_template
from frappe.desk.query_report import export_query as stock_export_report
from frappe.desk.reportview import export_query as stock_export_list

from yumen_governance.registry.exporting import stock

Json = dict | list | str | None


@frappe.whitelist(methods=["GET", "POST"])
def export_list() -> None:
	"""Export a list, for frappe.desk.reportview.export_query; its parameters stand in the form.

	:raises frappe.PermissionError: no right to export the DocType, or it is one of the registry
	"""
	doctype = frappe.local.form_dict.get("doctype")
	frappe.has_permission(doctype, "read", throw=True)
	stock.refuse_registry(doctype)
	title, params = frappe.local.form_dict.get("title") or doctype, stock.csv_params()
	stock.stay_in_foreground()
	stock_export_list()
	stock.rewrite(doctype, title, params)


@frappe.whitelist(methods=["GET", "POST"])
def export_report() -> None:
	"""Export a report, for frappe.desk.query_report.export_query; its parameters stand in the form.

	:raises frappe.PermissionError: no right to export the report's DocType, or it is one of the registry
	"""
	report = frappe.local.form_dict.get("report_name")
	doctype = frappe.get_cached_value("Report", report, "ref_doctype")
	frappe.has_permission(doctype, "report", throw=True)
	stock.refuse_registry(doctype)
	params = stock.csv_params()
	stock.stay_in_foreground()
	stock_export_report()
	stock.rewrite(doctype, report, params)


@frappe.whitelist(methods=["GET", "POST"])
def export_data(
	doctype: list | str | None = None,
	parent_doctype: str | None = None,
	all_doctypes: bool | str = True,
	with_data: bool | str = False,
	select_columns: Json = None,
	file_type: str = "CSV",
	template: bool | str = False,
	filters: Json = None,
	export_without_column_meta: bool | str = False,
) -> None:
	"""Export records as a template, for frappe.core.doctype.data_export.exporter.export_data.

	:raises frappe.PermissionError: the records are people's
	"""
	stock.refuse_people(doctype)
	frappe.has_permission(parent_doctype or doctype, "read", throw=True)
	stock_export_data(
		doctype,
		parent_doctype,
		all_doctypes,
		with_data,
		select_columns,
		file_type,
		template,
		filters,
		export_without_column_meta,
	)


@frappe.whitelist(methods=["GET", "POST"])
def download_template(
	doctype: str,
	export_fields: Json = None,
	export_records: str | None = None,
	export_filters: Json = None,
	file_type: str = "CSV",
) -> None:
	"""Give the template of an import, for frappe.core.doctype.data_import.data_import.download_template.

	:raises frappe.PermissionError: it is to be filled with records of people
	"""
	if export_records != "blank_template":
		stock.refuse_people(doctype)
	frappe.has_permission(doctype, "read", throw=True)
	stock_download_template(doctype, export_fields, export_records, export_filters, file_type)
