"""The filters of a list, taken over into an export: only those that its reader could set, told in words."""

import json

import frappe
from frappe import _

from yumen_governance.registry.exporting.columns import columns_of

STANDARD = ("name", "owner", "creation", "modified", "modified_by")
OPERATORS = (
	"=",
	"!=",
	">",
	"<",
	">=",
	"<=",
	"like",
	"not like",
	"in",
	"not in",
	"is",
	"between",
	"timespan",
	"descendants of",
	"ancestors of",
	"not descendants of",
	"not ancestors of",
)
MOST = 20

Filter = list


class FilterError(frappe.ValidationError):
	pass


def checked(doctype: str, filters: list | str | None, user: str) -> list[Filter]:
	"""Return the filters as rows of DocType, field, operator and value.

	:param filters: as the list has them: rows of three or four, or more with what it keeps for itself
	:raises FilterError: a filter names another DocType, or a field that the person may not read
	"""
	rows = frappe.parse_json(filters) if isinstance(filters, str) else filters
	if not isinstance(rows or [], list) or len(rows or []) > MOST:
		raise_unknown(str(filters)[:100])
	return [_checked_row(doctype, row, _readable(doctype, user)) for row in rows or []]


def raise_unknown(what: str) -> None:
	"""Refuse a filter.

	:raises FilterError: always
	"""
	frappe.throw(
		_("This filter can't be taken over into an export: {0}").format(frappe.utils.escape_html(what)),
		FilterError,
	)


def in_words(doctype: str, filters: list[Filter]) -> str:
	"""Return the filters as lines that an approver understands."""
	meta = frappe.get_meta(doctype)
	lines = [
		f"{_(meta.get_label(field))} {_(operator)} {_value_in_words(meta, field, value)}"
		for _doctype, field, operator, value in filters
	]
	return "\n".join(lines) or _("All records that the requester may see")


def _readable(doctype: str, user: str) -> set[str]:
	return {column.fieldname for column in columns_of(doctype, user)} | set(STANDARD)


def _checked_row(doctype: str, row, readable: set[str]) -> Filter:
	if not isinstance(row, list | tuple) or len(row) < 3:
		raise_unknown(json.dumps(row, ensure_ascii=False, default=str)[:100])
	own, field, operator, value = row[:4] if len(row) > 3 else (doctype, *row)
	known = own == doctype and field in readable and str(operator).lower() in OPERATORS
	if not known or isinstance(value, dict):
		raise_unknown(str(field)[:100])
	return [doctype, field, str(operator).lower(), value]


def _value_in_words(meta, field: str, value) -> str:
	df = meta.get_field(field)
	values = value if isinstance(value, list | tuple) else [value]
	return ", ".join(_title(df, item) for item in values)


def _title(df, value) -> str:
	if df and df.fieldtype == "Link" and value:
		linked = frappe.get_meta(df.options)
		if linked.title_field and linked.show_title_field_in_link:
			return str(frappe.db.get_value(df.options, value, linked.title_field) or value)
	return _(str(value))
