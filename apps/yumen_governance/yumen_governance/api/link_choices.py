"""What a link field offers while somebody types: records of the registry by their title, told apart by words.

Stock adds the name of each record and the fields that it searched: numbers of the system's own, which nobody knows.
"""

import frappe
from frappe import _
from frappe.desk.search import search_link as stock_search_link

from yumen_governance.registry import find
from yumen_governance.registry.sensitive_access import record_access

Filters = dict | list | str | None
# DocType: what tells records of the same title apart
DESCRIBED = {
	"Building": ("grid",),
	"Code List": ("standard",),
	"Code Value": ("code",),
	"Hazard": ("grid",),
	"Household": ("household_number", "grid"),
	"Key Area": ("grid",),
	"Organization": ("uscc", "grid"),
	"Public Facility": ("facility_number", "grid"),
	"Rental House": ("landlord_name", "grid"),
	"Resident": ("id_number", "grid"),
	"Standard Address": ("grid",),
}
CANDIDATES = 50
BETWEEN = " · "


@frappe.whitelist(methods=["GET", "POST"])
def search_link(
	doctype: str,
	txt: str,
	query: str | None = None,
	filters: Filters = None,
	page_length: int | str = 10,
	searchfield: str | None = None,
	reference_doctype: str | None = None,
	ignore_user_permissions: bool | int | str = False,
	link_fieldname: str | None = None,
) -> list[dict] | None:
	"""Search as stock does, and describe the registry's records in words.

	:return: the choices, where the framework returns them and doesn't put them into its response
	:raises frappe.PermissionError: no permission to read the DocType
	"""
	arguments = locals()
	if doctype in DESCRIBED and not frappe.has_permission(doctype, "read"):
		frappe.throw(_("Insufficient Permission for {0}").format(_(doctype)), frappe.PermissionError)
	found = frappe.call(stock_search_link, **arguments)
	rows = frappe.response.get("results") if found is None else found
	if rows and doctype in DESCRIBED:
		described = descriptions(doctype, [row["value"] for row in rows])
		for row in rows:
			row["description"] = described.get(row["value"], "")
	return found


def descriptions(doctype: str, names: list[str]) -> dict[str, str]:
	"""Return what tells these records apart, by name, for the person who asks."""
	fields = DESCRIBED[doctype]
	rows = frappe.get_list(doctype, {"name": ["in", names]}, ["name", *fields], limit=0)
	grids = {row.grid for row in rows if row.get("grid")}
	titles = (
		dict(frappe.get_all("Grid", {"name": ["in", list(grids)]}, ["name", "grid_name"], as_list=True))
		if grids
		else {}
	)
	return {
		row.name: BETWEEN.join(filter(None, (titles.get(row[field], row[field]) for field in fields)))
		for row in rows
	}


@frappe.whitelist(methods=["GET", "POST"])
def search_residents(
	doctype: str, txt: str, searchfield: str, start: int, page_len: int, filters: Filters = None
) -> list[list[str]]:
	"""Search residents for a link by what the search box understands; the query behind every link to one.

	:return: rows of name and resident name
	:raises frappe.PermissionError: no permission to read residents
	"""
	rows = frappe.get_list(
		"Resident",
		filters=[*conditions(filters), *_found(txt.strip())],
		fields=["name", "resident_name"],
		order_by="modified desc",
		limit_start=int(start),
		limit=int(page_len),
	)
	return [[row.name, row.resident_name] for row in rows]


def conditions(filters: Filters) -> list[list]:
	"""Return filters in the one form that others can be added to."""
	filters = frappe.parse_json(filters) if isinstance(filters, str) else filters
	if not isinstance(filters, dict):
		return list(filters or [])
	return [
		[field, *value] if isinstance(value, list | tuple) else [field, "=", value]
		for field, value in filters.items()
	]


def _found(text: str) -> list[list]:
	if not text:
		return []
	names = [row.name for row in find.find(text, frappe.session.user, CANDIDATES)]
	if find.is_whole_number(text):
		found = names[0] if len(names) == 1 else None
		record_access("Resident", found, "Whole Number", action="Search", row_count=len(names))
	if names or find.terms_of(text):
		return [["name", "in", names or [""]]]
	return [["resident_name", "like", f"{text}%"]]
