"""Counting records over HTTP as the person who asks, in place of stock endpoints that count all."""

from collections import Counter

import frappe
from frappe import _
from frappe.desk.listview import get_group_by_count as stock_get_group_by_count
from frappe.desk.notifications import get_filters_for
from frappe.desk.notifications import get_open_count as stock_get_open_count

Filters = dict | list | str | None
# What the stock functions stop at
MOST_GROUPS, MOST_LINKED = 50, 100


@frappe.whitelist(methods=["GET", "POST"])
def get_count(
	doctype: str,
	filters: Filters = None,
	debug: bool | int | str = False,
	cache: bool | int | str = False,
) -> int:
	"""Count the records of a DocType that the person may see, for frappe.client.get_count.

	`debug` and `cache` are accepted for its callers and have no effect.

	:raises frappe.PermissionError: no permission to read the DocType
	"""
	meta = frappe.get_meta(doctype)
	total = f"count(distinct `tab{meta.name}`.`name`) as total"
	rows = frappe.get_list(meta.name, filters=_parsed(filters), fields=[total], order_by=None)
	return rows[0].total if rows else 0


@frappe.whitelist(methods=["GET", "POST"])
def get_workflow_state_count(doctype: str, workflow_state_field: str, states: list | str) -> list[dict]:
	"""Count the visible records in each state but the given ones, for the Workflow form's own function.

	:raises frappe.PermissionError: no permission to read the DocType
	:raises frappe.ValidationError: the DocType has no such field
	"""
	meta = frappe.get_meta(doctype)
	if not meta.has_field(workflow_state_field):
		frappe.throw(_("{0} has no field {1}.").format(_(meta.name), workflow_state_field))
	rows = frappe.get_list(
		meta.name,
		fields=[workflow_state_field, "count(*) as count"],
		filters={workflow_state_field: ["not in", _parsed(states)]},
		group_by=workflow_state_field,
		order_by=None,
	)
	return [row for row in rows if row[workflow_state_field]]


@frappe.whitelist(methods=["GET", "POST"])
def get_group_by_count(doctype: str, current_filters: list | str, field: str) -> list[dict]:
	"""Count the visible records by the values of a field or by whom they are assigned to, for the list's sidebar.

	:raises frappe.PermissionError: no permission to read the DocType
	"""
	if field != "assigned_to":
		return stock_get_group_by_count(doctype, frappe.as_json(_parsed(current_filters)), field)
	open_ones = {"reference_type": doctype, "status": ["!=", "Cancelled"], "allocated_to": ["is", "set"]}
	assigned = frappe.get_all("ToDo", open_ones, ["allocated_to", "reference_name"])
	among = [doctype, "name", "in", list({row.reference_name for row in assigned})]
	visible = frappe.get_list(
		doctype, [*_rows(doctype, current_filters), among], pluck="name", limit=0, order_by=None
	)
	seen = set(visible)
	counted = Counter(row.allocated_to for row in assigned if row.reference_name in seen)
	return [{"name": user, "count": count} for user, count in counted.most_common(MOST_GROUPS)]


@frappe.whitelist(methods=["GET", "POST"])
def get_open_count(doctype: str, name: str | int, items: list | str | None = None) -> dict:
	"""Count the visible records that a form shows as connected with its own.

	:raises frappe.PermissionError: the person may not read the form's record
	"""
	frappe.get_doc(doctype, name).check_permission("read")
	answer = stock_get_open_count(doctype, name, items)
	connections = frappe.get_meta(doctype).get_dashboard_data()
	for entry in _entries(answer["count"]):
		_count_visible(entry, name, connections)
	return answer


def _entries(counted: list | dict) -> list[dict]:
	"""Return what was counted by DocType: official v15 keeps external and internal links apart."""
	lists = counted.values() if isinstance(counted, dict) else [counted]
	return [entry for entries in lists for entry in entries]


def _count_visible(entry: dict, name: str, connections) -> None:
	doctype = entry.get("doctype") or entry["name"]
	fieldname = (connections.get("non_standard_fieldnames") or {}).get(doctype, connections.get("fieldname"))
	keys = [key for key in ("count", "open_count") if entry.get(key)]
	if not keys:
		return
	if not frappe.has_permission(doctype, "read"):
		entry.update(dict.fromkeys(keys, 0))
	elif "names" in entry:
		entry["names"] = frappe.get_list(doctype, {"name": ["in", entry["names"]]}, pluck="name", limit=0)
		entry["count"] = len(entry["names"])
	else:
		filters = {"count": {}, "open_count": get_filters_for(doctype) or {}}
		for key in keys:
			entry[key] = len(
				frappe.get_list(doctype, {**filters[key], fieldname: name}, limit=MOST_LINKED, distinct=True)
			)


def _rows(doctype: str, filters: list | str) -> list:
	filters = _parsed(filters) or []
	if isinstance(filters, dict):
		return [[doctype, *frappe.utils.make_filter_tuple(doctype, *item)[1:]] for item in filters.items()]
	return list(filters)


def _parsed(value):
	return frappe.parse_json(value) if isinstance(value, str) else value
