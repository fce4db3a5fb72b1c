"""What Time Limit Rules ask of cases, read for many of them in one query."""

from collections.abc import Iterable

import frappe

from yumen_governance.time_limits import memo
from yumen_governance.time_limits.clocks.rules import Facts, Rule

# The fields of a case by which rules choose; a case may lack any
ASKED = ("category", "urgency", "source", "grid_path")


def fields_of(doctype: str, rules: Iterable[Rule]) -> list[str]:
	"""Return the fields of a case DocType that its rules ask about."""
	meta = frappe.get_meta(doctype)
	named = [*ASKED, *(rule.only_if_set for rule in rules if rule.only_if_set)]
	return [name for name in dict.fromkeys(named) if meta.has_field(name)]


def facts_of(doctype: str, rules: Iterable[Rule], cases: Iterable) -> list[Facts]:
	"""Return the facts of each case, in order.

	:param cases: documents or rows with the fields of `fields_of`
	"""
	cases, set_fields = list(cases), {rule.only_if_set for rule in rules if rule.only_if_set}
	lines = _category_lines(doctype)
	return [_facts(case, set_fields, lines.get(case.get("category"), ())) for case in cases]


def _facts(case, set_fields: set[str], line) -> Facts:
	own = line[0] if line else None
	return Facts(
		categories=tuple(row.name for row in line),
		urgency=case.get("urgency") or None,
		source=case.get("source") or None,
		grids=tuple(name for name in reversed((case.get("grid_path") or "").split(".")) if name),
		filled=frozenset(name for name in set_fields if case.get(name)),
		limit=(own.time_limit, own.time_limit_unit) if own and own.time_limit else None,
	)


def _category_lines(doctype: str) -> dict[str, list]:
	"""The line of each category from itself to the highest, with the time limits that they say."""
	field = frappe.get_meta(doctype).get_field("category")
	if not field or field.fieldtype != "Link":
		return {}
	return memo.of(field.options, lambda: _load_lines(field.options), "lines")


def _load_lines(tree: str) -> dict[str, list]:
	if not frappe.get_meta(tree).is_nested_set():
		return {}
	own, above = frappe.qb.DocType(tree).as_("own"), frappe.qb.DocType(tree).as_("above")
	limits = [
		above[name] for name in ("time_limit", "time_limit_unit") if frappe.get_meta(tree).has_field(name)
	]
	rows = (
		frappe.qb.from_(own)
		.inner_join(above)
		.on((above.lft <= own.lft) & (above.rgt >= own.rgt))
		.select(own.name.as_("of"), above.name, *limits)
		.orderby(above.lft, order=frappe.qb.desc)
	).run(as_dict=True)
	lines: dict[str, list] = {}
	for row in rows:
		lines.setdefault(row.of, []).append(row)
	return lines


def category_tree(doctype: str) -> str | None:
	"""Return the DocType of a case's categories, None when they are no tree."""
	field = frappe.get_meta(doctype).get_field("category")
	return field.options if field and frappe.get_meta(field.options).is_nested_set() else None
