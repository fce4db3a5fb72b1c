"""Sixty events in every state, made by the code that the desk uses, as the people who would do it."""

from functools import cache

import frappe
from frappe.utils import add_days, now_datetime

from yumen_governance.demo.backdate import History, backdate
from yumen_governance.demo.clocks import climb
from yumen_governance.demo.dataset import accounts, mail_of, phone, read
from yumen_governance.demo.routes import ROUTES, schedule
from yumen_governance.time_limits.stages import workflow_of

DOCTYPE = "Governance Event"
LOADED = "governance_demo_events_loaded"

INTAKE_FIELDS = ("title", "description", "grid", "source", "address", "reporter_name")
OWNER_ACTIONS = ("Report", "Settle on Spot")
HANDLER_ACTIONS = ("Sign", "Start", "Submit Result", "Request Return", "Request Extension")
REOPENED = "Closed after reopen"


def ensure_events() -> None:
	"""Insert the events once; a second call finds the mark that was set in the same transaction."""
	if frappe.db.get_default(LOADED):
		return
	user, now = frappe.session.user, now_datetime()
	try:
		histories = [_make(row, number, now) for number, row in enumerate(read("events"))]
	finally:
		frappe.set_user(user)
	backdate(histories)
	climb(now)
	frappe.db.set_default(LOADED, "1")


def _make(row: dict, number: int, now) -> History:
	actions = ROUTES[row["route"]]
	history = History(DOCTYPE, "", schedule(actions, row["days"], now, number))
	owner = _registrar(row, number)
	history.written.append(now_datetime())
	doc = _register(row, number, owner, actions)
	history.name = doc.name
	for index, action in enumerate(actions):
		history.written.append(now_datetime())
		_take(doc.name, row, action, _actor(row, action, owner, number), repeated=action in actions[:index])
	return history


def _register(row: dict, number: int, owner: str, actions: tuple[str, ...]):
	frappe.set_user(owner)
	doc = frappe.new_doc(DOCTYPE)
	doc.update({key: row[key] for key in INTAKE_FIELDS if row.get(key)})
	doc.category = _category(row["category"])
	if row.get("reporter_name"):
		doc.reporter_phone = phone(1000 + number)
	if frappe.db.get_value("Event Source", row["source"], "requires_ticket"):
		doc.external_ticket = f"ZB{now_datetime():%Y}{1000 + number}"
	if actions[:1] == ("Settle on Spot",):
		doc.result = row["result"]
	return doc.insert()


def _take(name: str, row: dict, action: str, actor: str, repeated: bool) -> None:
	frappe.set_user(actor)
	doc = frappe.get_doc(DOCTYPE, name)
	doc.update(_asked_values(row, action, repeated) | _request_values(doc, row, action))
	doc.workflow_state = _next_state(doc.workflow_state, action)
	doc.save()


@cache
def _next_state(state: str, action: str) -> str:
	rows = workflow_of(DOCTYPE).transitions
	return next(row.next_state for row in rows if (row.state, row.action) == (state, action))


def _asked_values(row: dict, action: str, repeated: bool) -> dict:
	if action == "Accept":
		return {"urgency": row["urgency"]}
	if action == "Reject":
		return {"dispatch_opinion": row["opinion"]}
	if action == "Dispatch":
		assisting = [{"unit": _unit(name)} for name in row.get("assisting", ())]
		return {**_lead(row), "assisting_units": assisting, "dispatch_opinion": row["opinion"]}
	if action == "Submit Result":
		return {"result": row["result"]}
	if action == "Follow Up":
		return {"satisfaction": _satisfaction(row, repeated)}
	return {"dispatch_opinion": row["note"]} if action == "Send Back" else {}


def _request_values(doc, row: dict, action: str) -> dict:
	if action == "Request Return":
		return {"request_reason": row["reason"]}
	if action == "Request Extension":
		return {"request_reason": row["reason"], "requested_due_on": add_days(doc.due_on, row["more_days"])}
	if action == "Suspend":
		review_on = add_days(now_datetime(), row["review_days"]).date()
		plan = {"suspension_plan": row["plan"], "review_on": review_on}
		return {**plan, "decision_opinion": row["reason"]}
	return {}


def _satisfaction(row: dict, repeated: bool) -> str:
	return "Dissatisfied" if row["route"] == REOPENED and not repeated else row["satisfaction"]


def _lead(row: dict) -> dict:
	kind, target = row["lead"].split(":")
	return {"lead_grid": target} if kind == "grid" else {"lead_unit": _unit(target)}


def _registrar(row: dict, number: int) -> str:
	source = row["source"]
	if source in ("Hotline", "Window"):
		return mail_of(("window_clerk", "window_clerk2")[number % 2])
	if source == "Grid Member":
		return _in_grid(row["grid"], "Full-time Member")
	if source == "Department Report":
		return _handler_of("司法局")
	return _dispatcher(number)


def _actor(row: dict, action: str, owner: str, number: int) -> str:
	if action in OWNER_ACTIONS:
		return owner
	if action in HANDLER_ACTIONS:
		kind, target = row["lead"].split(":")
		return _in_grid(target, "Grid Leader") if kind == "grid" else _handler_of(target)
	return _dispatcher(number)


def _dispatcher(number: int) -> str:
	return mail_of(("dispatcher", "dispatcher2")[number % 3 == 2])


@cache
def _in_grid(grid: str, post: str) -> str:
	filters = {"grid": grid, "post": post, "user": ["is", "set"]}
	return frappe.db.get_value("Grid Member", filters, "user") or accounts()["grid_member"]


@cache
def _handler_of(unit_name: str) -> str:
	users = frappe.get_all(
		"Functional Unit Handler", {"parent": _unit(unit_name)}, pluck="user", order_by="idx"
	)
	return next(user for user in users if "Department Handler" in frappe.get_roles(user))


@cache
def _unit(unit_name: str) -> str:
	return frappe.db.get_value("Functional Unit", {"unit_name": unit_name})


@cache
def _category(category_name: str) -> str:
	return frappe.db.get_value("Event Category", {"category_name": category_name})
