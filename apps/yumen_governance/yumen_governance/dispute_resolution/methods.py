"""The Resolution Methods of the site as the guide and the steps read them, kept in the process while none changes."""

from collections.abc import Mapping

import frappe

from yumen_governance.time_limits import memo

DOCTYPE = "Resolution Method"
CHILDREN = {
	"conditions": (
		"Resolution Method Condition",
		["check", "method", "dispute_type", "effect", "message"],
	),
	"dispute_types": ("Resolution Method Type", ["dispute_type"]),
	"may_follow": ("Resolution Method Follower", ["method"]),
	"documents": ("Resolution Method Document", ["document_name", "is_required", "note"]),
}


def all_methods() -> Mapping[str, frappe._dict]:
	"""Return every method by name, in its order, with the rows of its tables."""
	return memo.of(DOCTYPE, load)


def method_of(name: str) -> frappe._dict:
	"""Return one method.

	:raises frappe.DoesNotExistError: there is none of that name
	"""
	found = all_methods().get(name)
	return found or frappe._dict(frappe.get_doc(DOCTYPE, name).as_dict())


def load() -> dict[str, frappe._dict]:
	"""Read every method with its rows, by name, in its order."""
	methods = {row.name: row for row in frappe.get_all(DOCTYPE, fields=["*"], order_by="sequence, name")}
	for table, (child, fields) in CHILDREN.items():
		for method in methods.values():
			method[table] = []
		where = {"parenttype": DOCTYPE, "parentfield": table}
		for row in frappe.get_all(child, filters=where, fields=["parent", *fields], order_by="parent, idx"):
			if row.parent in methods:
				methods[row.parent][table].append(row)
	return methods
