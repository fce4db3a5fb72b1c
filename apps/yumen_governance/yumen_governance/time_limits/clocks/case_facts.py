"""What Time Limit Rules ask of cases, read for many of them in one query."""

from collections.abc import Iterable
from datetime import date, datetime

import frappe
from frappe.utils import get_datetime, getdate

from yumen_governance.time_limits import memo
from yumen_governance.time_limits.clocks.rules import Facts, Rule

# Which field of a case DocType says its category, where it isn't `category` (hooks.py)
HOOK = "case_categories"
# The fields of a case by which rules choose, beside its category; a case may lack any
ASKED = ("urgency", "source", "grid_path")


def category_field(doctype: str) -> str:
	"""Return the field that says the category of a case of this DocType."""
	named = (frappe.get_hooks(HOOK) or {}).get(doctype)
	return named[-1] if named else "category"


def fields_of(doctype: str, rules: Iterable[Rule]) -> list[str]:
	"""Return the fields of a case DocType that its rules ask about."""
	meta = frappe.get_meta(doctype)
	named = [category_field(doctype), *ASKED, *(name for rule in rules for name in rule.fields)]
	return [name for name in dict.fromkeys(named) if meta.has_field(name)]


def facts_of(doctype: str, rules: Iterable[Rule], cases: Iterable) -> list[Facts]:
	"""Return the facts of each case, in order.

	:param cases: documents or rows with the fields of `fields_of`
	"""
	cases, named = list(cases), {name for rule in rules for name in rule.fields}
	field, lines = category_field(doctype), _category_lines(doctype)
	dated = _dated(doctype, named)
	return [_facts(case, named, dated, _line(lines, case.get(field))) for case in cases]


def _facts(case, named: set[str], dated: dict[str, str], line) -> Facts:
	own = line[0] if line else frappe._dict()
	values = {name: case.get(name) for name in named if case.get(name)}
	return Facts(
		categories=tuple(row.name for row in line),
		urgency=case.get("urgency") or None,
		source=case.get("source") or None,
		grids=tuple(name for name in reversed((case.get("grid_path") or "").split(".")) if name),
		filled=frozenset(values),
		limit=(own.time_limit, own.time_limit_unit) if own.time_limit else None,
		values={name: str(value) for name, value in values.items()},
		dates={name: _moment(values[name], kind) for name, kind in dated.items() if name in values},
	)


def _dated(doctype: str, named: Iterable[str]) -> dict[str, str]:
	meta = frappe.get_meta(doctype)
	fields = {name: meta.get_field(name) for name in named}
	return {name: df.fieldtype for name, df in fields.items() if df and df.fieldtype in ("Date", "Datetime")}


def _moment(value, fieldtype: str) -> date | datetime:
	return getdate(value) if fieldtype == "Date" else get_datetime(value)


def differs(before, doc, fields: Iterable[str]) -> bool:
	"""Tell whether one of the fields has another value now; a date is the same as its text from a form."""
	return any(str(before.get(name) or "") != str(doc.get(name) or "") for name in fields)


def _line(lines: dict[str, list], category: str | None) -> list:
	"""The line of a category; of one whose DocType says nothing but names, itself."""
	if not category:
		return []
	return lines.get(category) or [frappe._dict(name=category)]


def _category_lines(doctype: str) -> dict[str, list]:
	"""The line of each category from itself to the highest, with the time limits that they say."""
	of = category_doctype(doctype)
	return memo.of(of, lambda: _load_lines(of), "lines") if of and _says_more(of) else {}


def _says_more(of: str) -> bool:
	meta = frappe.get_meta(of)
	return bool(meta.is_nested_set() or meta.has_field("time_limit"))


def _load_lines(of: str) -> dict[str, list]:
	meta, own, above = (
		frappe.get_meta(of),
		frappe.qb.DocType(of).as_("own"),
		frappe.qb.DocType(of).as_("above"),
	)
	limits = [above[name] for name in ("time_limit", "time_limit_unit") if meta.has_field(name)]
	query = frappe.qb.from_(own).inner_join(above)
	if meta.is_nested_set():
		query = query.on((above.lft <= own.lft) & (above.rgt >= own.rgt))
		query = query.orderby(above.lft, order=frappe.qb.desc)
	else:
		query = query.on(above.name == own.name)
	lines: dict[str, list] = {}
	for row in query.select(own.name.as_("of"), above.name, *limits).run(as_dict=True):
		lines.setdefault(row.of, []).append(row)
	return lines


def category_doctype(doctype: str) -> str | None:
	"""Return the DocType of a case's categories, a tree or a list; None when it has none."""
	field = frappe.get_meta(doctype).get_field(category_field(doctype))
	return field.options if field and field.fieldtype == "Link" else None
