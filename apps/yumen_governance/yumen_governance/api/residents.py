"""Residents over HTTP: the one search box."""

import frappe

from yumen_governance.registry import find
from yumen_governance.registry.sensitive_access import record_access

# Fields of a row whose record has a title, and the field of that title
TITLES = {"sex": ("Code Value", "label"), "grid": ("Grid", "grid_name")}


@frappe.whitelist(methods=["POST"])
def find_residents(text: str, limit: int = find.MOST) -> list[dict]:
	"""Find residents by name part, pinyin initials, whole or last four of a number, or address.

	A search by a whole number is written into the Sensitive Access Log.

	:return: masked rows; sex_title and grid_title beside the names
	:raises frappe.PermissionError: no permission to read residents
	"""
	frappe.has_permission("Resident", "read", throw=True)
	rows = find.find(text, frappe.session.user, min(limit, find.MOST))
	if find.is_whole_number(text):
		found = rows[0].name if len(rows) == 1 else None
		record_access("Resident", found, "Whole Number", action="Search", row_count=len(rows))
	for fieldname, (doctype, title) in TITLES.items():
		_add_titles(rows, fieldname, doctype, title)
	return rows


def _add_titles(rows: list[dict], fieldname: str, doctype: str, title: str) -> None:
	names = {row.get(fieldname) for row in rows} - {None}
	titles = dict(
		frappe.get_all(doctype, {"name": ["in", list(names)]}, ["name", title], as_list=True) if names else ()
	)
	for row in rows:
		row[f"{fieldname}_title"] = titles.get(row.get(fieldname))
