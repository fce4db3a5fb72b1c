"""Who is told of what happens to an event besides its transitions, in the transaction in which it happens."""

import frappe
from frappe import _

from yumen_governance.grid_management.grid_words import listing
from yumen_governance.permissions import roles
from yumen_governance.time_limits import outbox
from yumen_governance.time_limits.clocks.rules import EMERGENCY

CENTRE = outbox.role(roles.DISPATCHER)


def _tell(event_type: str, event, audience, key: str, urgent: bool | None = None, **values) -> None:
	outbox.post(
		outbox.Notice(
			event_type=event_type,
			doctype=event.doctype,
			name=event.name,
			audience=audience,
			values=values,
			key=key,
			urgent=urgent,
		)
	)


def with_(grid: str | None, unit: str | None):
	"""The people of whoever has an event: the leaders of its grid or the handlers of its unit."""
	return outbox.leaders_of(grid) if grid else outbox.unit(unit)


def title_of(grid: str | None, unit: str | None) -> str:
	"""Return what a grid or a unit is called."""
	if unit:
		return frappe.db.get_value("Functional Unit", unit, "unit_name") or ""
	return (frappe.db.get_value("Grid", grid, "grid_name") or "") if grid else ""


def request_decided(event, request) -> None:
	"""Tell who asked what the centre decided, when it puts the event out of their hands.

	What stays with them they hear of as its next actors.
	"""
	if request.status != "Granted" or request.kind == "Extension":
		return
	asked, key = outbox.users(request.asked_by), f"decided:{request.name}"
	if request.kind == "Return":
		_tell("Return Decided", event, asked, key, decision=request.status, opinion=request.opinion)
	else:
		_tell("Suspended", event, asked, key, reason=request.reason, review_on=request.review_on)


def task_assigned(event, task) -> None:
	"""Tell a unit or grid that assists what is asked of it."""
	key = f"task:{task.name}"
	values = {"unit": title_of(task.grid, task.unit), "opinion": task.asked}
	if task.is_joint_action:
		_tell("Joint Action", event, with_(task.grid, task.unit), key, answer_by_on=task.answer_by, **values)
	else:
		values |= {"role_in_case": task.role, "due_on": task.due_on}
		_tell("Task Assigned", event, with_(task.grid, task.unit), key, **values)


def supervised(event, order) -> None:
	"""Tell whoever has an event of an order on it, and for a red or listed one those above and the centre."""
	outbox.post(_of_order(event, order))


def supervised_many(pairs: list[tuple]) -> None:
	"""Tell of orders on events, all in one statement."""
	outbox.post_many([_of_order(event, order) for event, order in pairs])


def _of_order(event, order):
	return outbox.Notice(
		event_type="Supervision Order",
		doctype="Governance Event",
		name=event.name,
		audience=_supervised(event, order),
		values={"level": order.level, "reason": order.reason, "answer_by_on": order.answer_by},
		key=f"order:{order.name}",
	)


def _supervised(event, order):
	audience = with_(order.grid, order.unit)
	if order.level == "Yellow":
		return audience
	above = outbox.leaders_of(order.grid or event.grid, levels_up=1)
	centre = audience | above | CENTRE
	return centre | township(event) | outbox.role(roles.ADMINISTRATOR) if order.level == "Listed" else centre


def township(event):
	"""The leaders of the township or street in which an event lies."""
	grids = (event.grid_path or "").strip(".").split(".")
	return outbox.leaders_of(grids[1] if len(grids) > 1 else None)


def answered(event, order) -> None:
	"""Tell who issued an order, and the centre, that it was answered."""
	issued = outbox.users(order.issued_by) if order.issued_by else CENTRE
	_tell(
		"Supervision Answered",
		event,
		issued | CENTRE,
		f"answered:{order.name}",
		level=order.level,
		reason=order.reply,
	)


def lifted(event, order) -> None:
	"""Tell whoever has an event that an order on it was lifted."""
	_tell(
		"Supervision Lifted",
		event,
		with_(order.grid, order.unit),
		f"lifted:{order.name}",
		level=order.level,
	)


def urged(event, user: str, words: str, now) -> None:
	"""Tell whoever has an event to hurry."""
	values = {
		"actor": frappe.db.get_value("User", user, "full_name"),
		"opinion": words,
		"due_on": event.due_on,
	}
	audience = with_(event.lead_grid, event.lead_unit)
	_tell("Urged", event, audience, f"urged:{event.name}:{now:%Y%m%d%H%M%S%f}", **values)


def raised_many(events: list, escalations: dict[str, str]) -> None:
	"""Tell those who get events that the ladder handed up, all in one statement."""
	outbox.post_many(
		[
			outbox.Notice(
				event_type="Level Raised",
				doctype="Governance Event",
				name=event.name,
				audience=outbox.leaders_of(event.lead_grid, levels_up=1) | CENTRE,
				values={},
				key=f"raised:{escalations[event.name]}",
			)
			for event in events
		]
	)


def emergency(event) -> None:
	"""Tell the centre and the township at once that an event may become a mass incident or a petition past the county."""
	fields = [name for name in ("mass_incident", "skip_level_petition") if event.get(name)]
	reason = listing(_(event.meta.get_label(name)) for name in fields)
	key = f"emergency:{event.name}:{event.emergency_since}"
	clock = {"reference_doctype": event.doctype, "reference_name": event.name, "kind": EMERGENCY}
	due = frappe.db.get_value("Case Clock", {**clock, "status": "Running"}, "due_on")
	_tell("Emergency", event, CENTRE | township(event), key, urgent=True, reason=reason, due_on=due)


def suspensions_to_review(events: list) -> None:
	"""Remind the centre and whoever has them of suspended events whose review date has come, once for each date."""
	outbox.post_many(
		[
			outbox.Notice(
				event_type="Suspension Review",
				doctype="Governance Event",
				name=event.name,
				audience=CENTRE | with_(event.lead_grid, event.lead_unit),
				values={"review_on": event.review_on},
				key=f"suspension-review:{event.name}:{event.review_on}",
			)
			for event in events
		]
	)
