"""Counting records over HTTP as the person who asks, in place of stock endpoints that count all."""

import frappe
from frappe import _

Filters = dict | list | str | None


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


def _parsed(value):
	return frappe.parse_json(value) if isinstance(value, str) else value
