"""Trying the Routing Rules: which one an event would meet, and why not the others."""

import frappe
from frappe import _

from yumen_governance.events.routing import trials as routing_trials

RULE, EVENT = "Routing Rule", "Governance Event"


@frappe.whitelist(methods=["POST"])
def try_values(
	category: str,
	grid: str,
	source: str | None = None,
	urgency: str | None = None,
	text: str | None = None,
) -> dict:
	"""Try every active rule on an event as it might be.

	:return: `lead`, where it would go, `rule`, and `trials`: each rule with its conditions and whether they are met
	:raises frappe.PermissionError: no permission to read the rules
	"""
	_check_permission()
	values = {"category": category, "grid": grid, "source": source, "urgency": urgency, "title": text}
	return routing_trials.explain(values)


@frappe.whitelist(methods=["POST"])
def try_event(event: str) -> dict:
	"""Try every active rule on a stored event; see try_values.

	:raises frappe.PermissionError: no permission to read the rules or the event
	"""
	_check_permission()
	doc = frappe.get_doc(EVENT, event)
	doc.check_permission("read")
	return routing_trials.explain(doc.as_dict())


def _check_permission() -> None:
	if not frappe.has_permission(RULE, "read"):
		frappe.throw(_("You are not permitted to see the routing rules."), frappe.PermissionError)
