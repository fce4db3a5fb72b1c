"""The same step with many events: in one transaction, each by Frappe's own apply_workflow, with an answer for each.

What is refused stays as it was and doesn't stop the others; what breaks the transaction (a deadlock, a lost
connection, a fault) undoes them all.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import frappe
from frappe import _
from frappe.model.workflow import apply_workflow
from frappe.utils import strip_html

from yumen_governance.events.board.intents import Wish, way_back
from yumen_governance.events.board.queues import EVENT
from yumen_governance.events.supervision import urging
from yumen_governance.permissions.case import refusal
from yumen_governance.time_limits import memo
from yumen_governance.time_limits.clocks import store
from yumen_governance.time_limits.stages import asked_fields

MOST = 200
SAVEPOINT = "board_row"
# A refusal by a rule; anything else is a fault
REFUSALS = (frappe.ValidationError, frappe.PermissionError)
PROPOSED = ("lead_grid", "lead_unit")

Progress = Callable[[int, int], None]


class NoProposalError(frappe.ValidationError):
	pass


@dataclass(frozen=True)
class Row:
	"""What became of one event: its new state, or why it was refused; undo: the action that leads back."""

	name: str
	done: bool
	state: str | None = None
	reason: str | None = None
	undo: str | None = None


@dataclass(frozen=True)
class Task:
	"""A step for many events: the wish, the answers to what the transition asks, the person.

	as_proposed: each event goes to the grid or unit that the routing proposed for it.
	"""

	wish: Wish
	answers: dict
	user: str
	as_proposed: bool = False


def take_step(names: list[str], task: Task, progress: Progress | None = None) -> list[Row]:
	"""Take a step with each event, in the order of the numbers, and answer in the order in which they were named.

	:raises frappe.ValidationError: too many events
	"""
	_check_number(names)
	standing = _standing(names)
	with memo.asked_once(), store.read_ahead(EVENT, list(standing)):
		return _each(names, lambda name: _step(name, standing.get(name), task), progress)


def urge(
	names: list[str], user: str, now: datetime, words: str, progress: Progress | None = None
) -> list[Row]:
	"""Urge whoever has each event."""
	_check_number(names)

	def one(name: str) -> Row:
		urging.urge(name, user, now, words)
		return Row(name, True)

	return _each(names, one, progress)


def _check_number(names: list[str]) -> None:
	if len(names) > MOST:
		frappe.throw(_("At most {0} events at once.").format(MOST))


def _each(names: list[str], act: Callable[[str], Row], progress: Progress | None) -> list[Row]:
	"""Always in the same order, so that two people's bulks can't wait for each other in a circle."""
	rows: dict[str, Row] = {}
	for number, name in enumerate(sorted(set(names)), 1):
		rows[name] = _guarded(name, act)
		if progress:
			progress(number, len(names))
	return [rows[name] for name in dict.fromkeys(names)]


def _guarded(name: str, act: Callable[[str], Row]) -> Row:
	frappe.db.savepoint(SAVEPOINT)
	with _own_messages():
		try:
			return act(name)
		except REFUSALS as refusal:
			frappe.db.rollback(save_point=SAVEPOINT)
			return Row(name, False, reason=_said(refusal))


def _standing(names: list[str]) -> dict[str, dict]:
	"""Where the events stand that the person sees at all, in one query."""
	fields = ["name", "workflow_state", *(f"proposed_{name}" for name in PROPOSED)]
	rows = frappe.get_list(EVENT, {"name": ["in", names]}, fields, limit=0, order_by=None)
	return {row.name: row for row in rows}


def _step(name: str, standing: dict | None, task: Task) -> Row:
	if not standing:
		frappe.throw(refusal(EVENT), frappe.PermissionError)
	before, roles = standing.workflow_state, frappe.get_roles(task.user)
	row = task.wish.transition_from(before, roles)
	doc = frappe.get_doc({"doctype": EVENT, "name": name})
	doc.flags.answers = _answers(standing, row, task)
	state = apply_workflow(doc, row.action).workflow_state
	return Row(name, True, state, undo=way_back(state, before, roles))


def _answers(standing: dict, row, task: Task) -> dict:
	"""What is filled in: every field that the transition asks for, so that nothing of an earlier step is left over."""
	asked = asked_fields(row.get("asks_for"))
	answers = {name: task.answers.get(name) for name in asked if name in task.answers}
	if task.as_proposed:
		answers |= _proposal(standing)
	chosen = [name for name in PROPOSED if answers.get(name)]
	if chosen:
		answers |= {name: None for name in PROPOSED if name in asked and name not in chosen}
	return answers


def _proposal(standing: dict) -> dict:
	proposed = {name: standing.get(f"proposed_{name}") for name in PROPOSED}
	if not any(proposed.values()):
		frappe.throw(_("No rule proposes where this event should go."), NoProposalError)
	return proposed


@contextmanager
def _own_messages() -> Iterator[None]:
	"""Keep what the framework says about one event out of the answer about all."""
	kept = list(frappe.local.message_log)
	try:
		yield
	finally:
		frappe.local.message_log = kept


def _said(refusal: Exception) -> str:
	return strip_html(str(refusal)).strip() or _("You are not permitted to do this.")
