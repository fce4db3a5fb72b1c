"""More time for an event: the one place that tells its clock."""

from datetime import datetime

from yumen_governance.time_limits import clocks

HANDLE = "Handle"


def extend(event, new_due: datetime, reason: str | None) -> None:
	"""Move the due time of an event's handling, as far as the rule of its clock allows.

	:raises frappe.ValidationError: no clock of it runs, or the rule allows no extension, no further one, or less
	"""
	clocks.extend(event.doctype, event.name, HANDLE, new_due, reason)
