"""The tree of functional units, for the desk's tree view."""

import frappe


@frappe.whitelist(methods=["GET", "POST"])
def get_children(doctype: str, parent: str = "", is_root: bool | str | None = None) -> list[dict]:
	"""Return the units right under a unit, or those without a unit above.

	`doctype` and `is_root` are what the tree view sends to any such function.
	"""
	rows = frappe.get_list(
		"Functional Unit",
		filters={"parent_unit": parent or ["is", "not set"]},
		fields=["name", "unit_name", "unit_type", "is_active", "is_sample", "active_handlers", "lft", "rgt"],
		order_by="lft",
		limit_page_length=0,
	)
	return [
		{**row, "value": row.name, "title": row.unit_name, "expandable": int(row.rgt > row.lft + 1)}
		for row in rows
	]
