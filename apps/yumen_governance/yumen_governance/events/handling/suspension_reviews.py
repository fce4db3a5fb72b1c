"""Suspended events whose review date has come."""

from datetime import date

import frappe

from yumen_governance.events.handling import notices

EVENT = "Governance Event"
AT_ONCE = 500


def remind(today: date, after: str = "") -> tuple[int, str]:
	"""Remind of the next suspended events whose review date has come; each date is told of once.

	:param after: the name after which to go on
	:return: how many there were, and the last name
	"""
	events = frappe.get_all(
		EVENT,
		{"stage": "Suspended", "review_on": ["<=", today], "name": [">", after]},
		["name", "review_on", "lead_grid", "lead_unit"],
		order_by="name",
		limit=AT_ONCE,
	)
	if events:
		notices.suspensions_to_review(events)
	return len(events), events[-1].name if events else ""
