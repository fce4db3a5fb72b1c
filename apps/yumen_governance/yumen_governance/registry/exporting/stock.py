"""The framework's own exports of lists and reports, given a watermark and freed of formulas before they are sent.

The framework's function runs as it is, with its checks; what it is about to send is written anew.
"""

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import frappe
from frappe import _
from frappe.utils import cint, cstr, now_datetime
from openpyxl import load_workbook

from yumen_governance.permissions.case import CASE_DOCTYPES
from yumen_governance.permissions.registry import REGISTRY_DOCTYPES
from yumen_governance.registry.exporting.sheets import EXTENSIONS, SHEETS
from yumen_governance.registry.exporting.watermark import watermark_of
from yumen_governance.registry.sensitive_access import record_access
from yumen_governance.registry.shape import shaped_doctypes

# A job in the background would send its file past this module
BACKGROUND = ("export_in_background",)


def refuse_registry(doctype: str | None) -> None:
	"""Refuse the framework's export of registry records, to everybody.

	:raises frappe.PermissionError: the DocType is one of the registry
	"""
	if isinstance(doctype, str) and doctype in _guarded():
		frappe.throw(
			_(
				"Records of the registry are exported by request: choose “Ask for an Export” in the list's menu."
			),
			frappe.PermissionError,
		)


def refuse_people(doctype: str | list | None) -> None:
	"""Refuse the framework's templates filled with data, which go out unmarked, for what tells of people.

	:raises frappe.PermissionError: the DocType is one of the registry, or a case
	"""
	refuse_registry(doctype)
	named = doctype if isinstance(doctype, list) else [doctype]
	if set(named) & {*_guarded(), *CASE_DOCTYPES}:
		frappe.throw(_("Use the export of the list instead: it carries a watermark."), frappe.PermissionError)


def stay_in_foreground() -> None:
	"""Make the framework answer with the file itself."""
	for name in BACKGROUND:
		frappe.local.form_dict.pop(name, None)


def csv_params() -> dict:
	"""Return how the person wants the csv, before the framework takes the parameters away."""
	form = frappe.local.form_dict
	return {
		"delimiter": cstr(form.get("csv_delimiter") or ",")[0],
		"quoting": cint(form.get("csv_quoting", csv.QUOTE_NONNUMERIC)),
	}


def rewrite(doctype: str | None, title: str, params: dict) -> None:
	"""Write the file that is about to be sent anew, and the export into the access log.

	:param params: delimiter and quoting of a csv
	"""
	response = frappe.local.response
	if response.get("type") != "binary" or not response.get("filecontent"):
		return
	is_csv = cstr(response.get("filename")).endswith(f".{EXTENSIONS['CSV']}")
	rows = _csv_rows(response.filecontent, params) if is_csv else _xlsx_rows(response.filecontent)
	response["filecontent"], count = _written("CSV" if is_csv else "Excel", title, iter(rows), params)
	record_access(doctype, None, title, action="Export", row_count=count)


def _guarded() -> set[str]:
	"""The DocTypes of the registry, those of special groups among them."""
	return {*REGISTRY_DOCTYPES, *shaped_doctypes()}


def _written(file_format: str, title: str, rows: Iterator[list], params: dict) -> tuple[bytes, int]:
	mark = watermark_of(frappe.session.user, now_datetime())
	options = {**params, "escapechar": "\\"} if file_format == "CSV" else {}
	with TemporaryDirectory() as folder:
		path, count = Path(folder) / f"table.{EXTENSIONS[file_format]}", 0
		sheet = SHEETS[file_format](path, _(title), mark, next(rows, []), **options)
		for row in rows:
			sheet.append(row)
			count += 1
		sheet.close()
		return path.read_bytes(), count


def _csv_rows(content: bytes, params: dict) -> list[list]:
	"""Read what the framework wrote; where it tells numbers from texts by quotes, they stay numbers."""
	text = content.decode("utf-8-sig")
	try:
		rows = list(csv.reader(StringIO(text, newline=""), **params))
	except ValueError:
		rows = list(csv.reader(StringIO(text, newline=""), delimiter=params["delimiter"]))
	return [[_whole(value) for value in row] for row in rows]


def _whole(value: str | float) -> str | float | int:
	return int(value) if isinstance(value, float) and value.is_integer() else value


def _xlsx_rows(content: bytes) -> Iterator[list]:
	book = load_workbook(BytesIO(content), read_only=True)
	for row in book.active.iter_rows(values_only=True):
		yield list(row)
