"""What stands beside many records, each kind read at once: what those that they name are called, and the rows of their tables."""

from collections import defaultdict
from collections.abc import Iterable

import frappe


def titles_of(doctype: str, column: str, names: Iterable[str | None]) -> dict[str, str]:
	"""Return what records are called, by name; the permission to know it is the caller's to ask.

	:param column: the field with what they are called
	:param names: empty ones and repeated ones are left out; without any nothing is asked
	"""
	wanted = set(filter(None, names))
	if not wanted:
		return {}
	return dict(frappe.get_all(doctype, {"name": ["in", wanted]}, ["name", column], as_list=True))


def child_rows(
	table: str, parenttype: str, parents: Iterable[str], columns: Iterable[str], parentfield: str = ""
) -> dict[str, list[dict]]:
	"""Return the rows of a child table by parent, in their order; none for a parent without rows.

	:param parentfield: only those of this field, where a parent has several fields of the table
	"""
	found: dict[str, list[dict]] = defaultdict(list)
	wanted = set(parents)
	if not wanted:
		return found
	filters = {"parenttype": parenttype, "parent": ["in", wanted]}
	if parentfield:
		filters["parentfield"] = parentfield
	for row in frappe.get_all(table, filters, ["parent", *columns], order_by="parent, idx"):
		found[row.pop("parent")].append(row)
	return found
