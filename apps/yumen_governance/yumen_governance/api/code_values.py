"""Choosing a code: what a coded field offers while somebody types."""

import frappe

FIELDS = ("code", "label", "pinyin_initials")


@frappe.whitelist(methods=["GET", "POST"])
def search(
	doctype: str,
	txt: str,
	searchfield: str,
	start: int,
	page_len: int,
	filters: dict | list | str | None = None,
) -> list[list[str]]:
	"""Search Code Values by code, name and pinyin initials, the best first; the query behind every link to one.

	:return: rows of name, label and code
	:raises frappe.PermissionError: no permission to read code values
	"""
	words = txt.strip().lower()
	rows = frappe.get_list(
		"Code Value",
		filters=frappe.parse_json(filters) if isinstance(filters, str) else filters,
		or_filters=[[field, "like", f"%{words}%"] for field in FIELDS] if words else None,
		fields=["name", *FIELDS],
		order_by="name",
		limit=0,
	)
	rows.sort(key=lambda row: rank(row, words))
	return [[row.name, row.label, row.code] for row in rows[int(start) : int(start) + int(page_len)]]


def rank(row: dict, words: str) -> int:
	"""Return how well a value answers: the code itself, beginnings of code, name or initials, then the rest."""
	values = [str(row.get(field) or "").lower() for field in FIELDS]
	if words == values[0]:
		return 0
	return min([place for place, value in enumerate(values, 1) if value.startswith(words)], default=9)
