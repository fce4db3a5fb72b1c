"""Choosing a source: what the form of an event offers while somebody types."""

import frappe

from yumen_governance.events.intake import rules as intake_rules


@frappe.whitelist(methods=["GET", "POST"])
def search(
	doctype: str,
	txt: str,
	searchfield: str,
	start: int,
	page_len: int,
	filters: dict | list | str | None = None,
) -> list[list[str]]:
	"""Search the sources that the person may report from, in their order.

	:return: rows of name and title
	:raises frappe.PermissionError: no permission to read sources
	"""
	rows = frappe.get_list(
		"Event Source",
		filters=frappe.parse_json(filters) if isinstance(filters, str) else filters,
		or_filters=[[field, "like", f"%{txt.strip()}%"] for field in ("source_name", "name")],
		fields=["name", "source_name"],
		order_by="sort_order, name",
		limit=0,
	)
	usable = intake_rules.usable_sources([row.name for row in rows], frappe.session.user)
	offered = [[row.name, row.source_name] for row in rows if row.name in usable]
	return offered[int(start) : int(start) + int(page_len)]
