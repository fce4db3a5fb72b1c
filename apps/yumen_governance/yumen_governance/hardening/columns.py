"""Which columns a person may name in a query: to read, to filter by, to sort or group by.

The framework leaves out columns above the reader's level when it answers, but lets anybody filter and sort by them, which
tells their values one question at a time. It joins linked DocTypes without their own rules, and
takes fragments of SQL in several places. Here a query may name plain columns, the usual sums of them,
and nothing else.
"""

import re
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.utils.caching import request_cache

from yumen_governance.hardening.ours import meta_of, seen_in_full

# Columns of stock DocTypes that nobody asks for by name
SECRETS = {
	"User": frozenset(
		{
			"api_key",
			"last_ip",
			"last_reset_password_key_generated_on",
			"redirect_url",
			"reset_password_key",
			"restrict_ip",
		}
	)
}
NAME = r"`?\w+`?"
COLUMN = rf"(?:(?P<table>`tab[^`]+`|\w+)\.)?(?P<column>{NAME}|\*)"
AGGREGATE = rf"(?P<function>count|sum|avg|min|max)\(\s*(?:distinct\s+)?(?:{COLUMN}|1)\s*\)"
ALIAS = r"""(?:\s+as\s+['"`]?[\w:. \-]+['"`]?)?"""
PLAIN = re.compile(rf"(?:distinct\s+)?{COLUMN}{ALIAS}", re.IGNORECASE)
AGGREGATED = re.compile(rf"{AGGREGATE}{ALIAS}", re.IGNORECASE)
ORDERED = re.compile(rf"{COLUMN}(?:\s+(?:asc|desc))?", re.IGNORECASE)
KEEP_ORDER = "KEEP_DEFAULT_ORDERING"


class ColumnError(frappe.PermissionError):
	pass


@dataclass(frozen=True)
class Column:
	"""One column of a query on a DocType; `link` is the Link field through which it is joined."""

	doctype: str
	fieldname: str
	link: str = ""


def kept_fields(doctype: str, fields: list) -> list:
	"""Return the fields of a query without those that the person may not read.

	:raises ColumnError: a field is no plain column or usual sum, or none is left
	"""
	kept = [field for field in fields if _may_read(doctype, field)]
	if fields and not kept:
		refuse(str(fields[0]))
	return kept


def _may_read(doctype: str, field) -> bool:
	texts = _texts(field)
	return all(_open(doctype, _matched(text, AGGREGATED, PLAIN)) for text in texts)


def _texts(field) -> list[str]:
	"""Return the columns that a field stands for: newer versions write {"COUNT": "name", "as": "total"}."""
	if isinstance(field, dict):
		return [text for key, value in field.items() if key.lower() != "as" for text in _texts(value)]
	if isinstance(field, list):
		return [text for item in field for text in _texts(item)]
	return [str(field).strip()] if field else []


def check_filters(doctype: str, filters) -> None:
	"""Refuse filters by columns that the person may not read, and filters that are pieces of SQL.

	:param filters: {column: condition}, [[column, operator, value], …] or [[doctype, column, operator, value], …]
	:raises ColumnError: names the column
	"""
	for table, fieldname in _filtered(doctype, filters):
		match = PLAIN.fullmatch(str(fieldname).strip())
		if not match:
			refuse(str(fieldname))
		if table != doctype and not _table_field(doctype, table):
			refuse(f"{table}.{fieldname}")
		if not _open(table, match, parent=doctype):
			refuse(str(fieldname))


def _filtered(doctype: str, filters) -> list[tuple[str, str]]:
	if isinstance(filters, dict):
		return [(doctype, key) for key in filters]
	found = []
	for item in filters or []:
		if isinstance(item, dict):
			found += [(doctype, key) for key in item]
		elif not isinstance(item, list | tuple) or len(item) < 2:
			refuse(str(item))
		else:
			found.append((doctype, item[0]) if len(item) < 4 else (item[0] or doctype, item[1]))
	return found


def check_order(doctype: str, order: str | None) -> None:
	"""Refuse an order or a grouping by columns that the person may not read, or by expressions.

	:raises ColumnError: names the part
	"""
	if not order or order == KEEP_ORDER:
		return
	for part in str(order).split(","):
		match = ORDERED.fullmatch(part.strip())
		if not match or not _open(doctype, match):
			refuse(part.strip())


def _matched(text: str, *patterns: re.Pattern) -> re.Match:
	for pattern in patterns:
		if match := pattern.fullmatch(text):
			return match
	return refuse(text)


def _open(doctype: str, match: re.Match, parent: str | None = None) -> bool:
	if not match["column"] or match["column"] == "*":
		return True
	column = _column(doctype, match["table"], match["column"].strip("`"))
	if column.link:
		return seen_in_full(column.doctype, frappe.session.user) and not is_closed(
			column.doctype, column.fieldname
		)
	return not is_closed(column.doctype, column.fieldname, parent or doctype)


def _column(doctype: str, table: str | None, fieldname: str) -> Column:
	meta = meta_of(doctype)
	if not table:
		return Column(_owner_of(meta, doctype, fieldname), fieldname)
	if table.strip("`").startswith("tab") and meta_of(table.strip("`")[3:]):
		named = table.strip("`")[3:]
		if named != doctype and not _table_field(doctype, named):
			refuse(f"{table}.{fieldname}")
		return Column(named, fieldname)
	df = meta and meta.get_field(table)
	if not df or not df.options or is_closed(doctype, table):
		refuse(f"{table}.{fieldname}")
	return Column(df.options, fieldname, link=table if df.fieldtype == "Link" else "")


def _owner_of(meta, doctype: str, fieldname: str) -> str:
	"""Return the DocType that a bare filter column belongs to: the framework looks into child tables as well."""
	if not meta or meta.get_field(fieldname):
		return doctype
	for df in meta.get_table_fields():
		if frappe.get_meta(df.options).get_field(fieldname):
			return df.options if _table_field(doctype, df.options) else refuse(fieldname)
	return doctype


def _table_field(doctype: str, child: str):
	"""Return the table field of a DocType that holds rows of a child DocType, None without a readable one."""
	meta = meta_of(doctype)
	for df in meta.get_table_fields() if meta else ():
		if df.options == child and not is_closed(doctype, df.fieldname):
			return df
	return None


def is_closed(doctype: str, fieldname: str, parent: str | None = None) -> bool:
	"""Tell whether the person of the session may not read a column at all.

	:param parent: the DocType whose rules count, for a column of a child table
	"""
	return fieldname in closed_columns(doctype, parent, frappe.session.user)


@request_cache
def closed_columns(doctype: str, parent: str | None, user: str) -> frozenset[str]:
	"""Return the columns of a DocType that a person may not read."""
	meta, secrets = meta_of(doctype), SECRETS.get(doctype, frozenset())
	if not meta:
		return secrets
	levels = meta.get_permlevel_access(parenttype=parent if meta.istable else None, user=user)
	return secrets | {
		df.fieldname
		for df in meta.fields
		if df.fieldtype == "Password" or (df.permlevel and df.permlevel not in levels)
	}


def refuse(what: str) -> None:
	"""Refuse a query for a column or an expression.

	:raises ColumnError: always
	"""
	frappe.throw(_("{0} can't be asked for.").format(frappe.utils.escape_html(what[:140])), ColumnError)
