"""The dispatch board over HTTP: its queues, an event beside the list, and steps with many events at once."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import now_datetime

from yumen_governance.events.board import bulk
from yumen_governance.events.board import views as board
from yumen_governance.events.board.intents import WAYS, Wish, intents_of
from yumen_governance.events.board.pages import EVENT, Wanted, mark_of, place_at, place_of, read_page
from yumen_governance.events.board.queues import Queue, queue_of, queues_of
from yumen_governance.events.tally.read import Counts, counts_of
from yumen_governance.permissions.case import refusal
from yumen_governance.permissions.scope import scope_of

LONGEST_PAGE = 200
PROGRESS_EVERY = 10
PROGRESS = "governance_board_progress"


@frappe.whitelist(methods=["GET", "POST"])
def open_board(
	queue: str | None = None, filters: dict | str | None = None, after: str | None = None, limit: int = 50
) -> dict:
	"""Return all that the board shows at first: the queues with their counts, and a page of one of them.

	:param queue: the key of a queue; the first of the person's without it
	:param filters: urgency, category, source, grid (with all under it), unit, text (part of a title or number)
	:param after: the `next` of the page before
	:param limit: rows of the page, 1 to 200
	:return: `queues`, `queue`, `events` by due time, `titles` of what they name, `sign_by`, `next` while there are more
	:raises frappe.PermissionError: no role of the person reads events
	:raises frappe.ValidationError: an unknown queue, filter or place
	"""
	user, now = _reader(), now_datetime()
	chosen = _queue(user, queue)
	wanted = _wanted(chosen, _filters(filters), now)
	limit = max(1, min(limit, LONGEST_PAGE))
	rows = read_page(user, wanted, place_at(after), limit + 1, board.ROW_FIELDS)
	page = rows[:limit]
	return {
		"queues": _counted(user, counts_of(user, now)),
		"queue": chosen.key,
		"intents": intents_of(user),
		"events": page,
		"titles": board.titles_of(page),
		"sign_by": board.sign_times(page),
		"next": mark_of(place_of(page[-1], wanted)) if len(rows) > limit else None,
	}


@frappe.whitelist(methods=["GET", "POST"])
def get_counts() -> list[dict]:
	"""Return the person's queues with how many events stand in each.

	:raises frappe.PermissionError: no role of the person reads events
	"""
	user = _reader()
	return _counted(user, counts_of(user, now_datetime()))


@frappe.whitelist(methods=["GET", "POST"])
def preview(name: str) -> dict:
	"""Return an event as it stands beside the list: what the person may read, its last steps, what may be done.

	:raises frappe.PermissionError: the person may not see the event
	"""
	doc = frappe.get_doc(EVENT, name)
	doc.check_permission("read")
	return board.preview(doc)


@frappe.whitelist(methods=["POST"])
def take_step(
	names: list | str,
	intent: str | None = None,
	action: str | None = None,
	answers: dict | str | None = None,
	as_proposed: bool = False,
) -> dict:
	"""Take the same step with up to 200 events in one transaction; one that is refused doesn't stop the others.

	:param intent: accept, dispatch or sign: the Workflow's action that does it, for each event its own
	:param action: instead of it, an action of the Workflow by its name
	:param answers: the fields that the transition asks for
	:param as_proposed: each event goes where the routing proposed
	:return: `rows` with what became of each, `done` and `refused` as numbers, `undo`: the action that leads back, if any
	:raises frappe.PermissionError: no role of the person reads events
	"""
	user = _reader()
	if bool(intent) == bool(action) or (intent and intent not in WAYS):
		frappe.throw(_("Say what is to be done with the events."))
	task = bulk.Task(Wish(intent, action), _valid_answers(answers), user, as_proposed)
	return _answer(bulk.take_step(_names(names), task, _progress()))


@frappe.whitelist(methods=["POST"])
def urge(names: list | str, words: str = "") -> dict:
	"""Urge whoever has each of up to 200 events, in one transaction; one that is refused doesn't stop the others.

	:raises frappe.PermissionError: no role of the person reads events
	"""
	return _answer(bulk.urge(_names(names), _reader(), now_datetime(), words, _progress()))


def _reader() -> str:
	if not frappe.has_permission(EVENT, "read"):
		frappe.throw(refusal(EVENT), frappe.PermissionError)
	return frappe.session.user


def _queue(user: str, key: str | None) -> Queue:
	try:
		return queue_of(scope_of(user), key)
	except KeyError:
		frappe.throw(_("There is no queue {0}.").format(key))


def _counted(user: str, counts: Counts) -> list[dict]:
	return [{"key": queue.key, "count": counts.of(queue)} for queue in queues_of(scope_of(user))]


def _filters(filters: dict | str | None) -> dict:
	asked = frappe.parse_json(filters) or {}
	known = {
		"urgency": None,
		"category": "Event Category",
		"source": None,
		"grid": "Grid",
		"unit": "Functional Unit",
	}
	if not isinstance(asked, dict) or not asked.keys() <= {*known, "text"}:
		frappe.throw(_("The board can't be searched by this."))
	asked = {key: str(value).strip() for key, value in asked.items() if value}
	for key, doctype in known.items():
		if doctype and asked.get(key) and not frappe.db.exists(doctype, asked[key]):
			frappe.throw(_("There is no {0} {1}.").format(_(doctype), asked[key]))
	return asked


def _wanted(queue: Queue, filters: dict, now: datetime) -> Wanted:
	due_from, due_before = queue.due_between(now)
	return Wanted(
		stages=queue.stages,
		states=queue.states(),
		flag=queue.flag,
		due_from=due_from,
		due_before=due_before,
		**({"order": queue.order} if queue.order else {}),
		**filters,
	)


def _names(names: list | str) -> list[str]:
	found = frappe.parse_json(names)
	if not isinstance(found, list) or not all(isinstance(name, str) for name in found) or not found:
		frappe.throw(_("Choose at least one event."))
	return found


def _valid_answers(answers: dict | str | None) -> dict:
	"""The answers, with what they name asked for once, as a save would for each event."""
	found = frappe.parse_json(answers) or {}
	meta = frappe.get_meta(EVENT)
	if not isinstance(found, dict) or not all(meta.has_field(name) for name in found):
		frappe.throw(_("An event has no such field."))
	for name, value in found.items():
		df = meta.get_field(name)
		if value and df.fieldtype == "Link" and not frappe.db.exists(df.options, value):
			frappe.throw(_("There is no {0} {1}.").format(_(df.options), value))
	return found


def _progress() -> Callable[[int, int], None]:
	user = frappe.session.user

	def tell(done: int, total: int) -> None:
		if done % PROGRESS_EVERY == 0 or done == total:
			frappe.publish_realtime(PROGRESS, {"done": done, "total": total}, user=user)

	return tell


def _answer(rows: list[bulk.Row]) -> dict:
	done = [row for row in rows if row.done]
	undo = {row.undo for row in done}
	return {
		"rows": [asdict(row) for row in rows],
		"done": len(done),
		"refused": len(rows) - len(done),
		"undo": undo.pop() if len(undo) == 1 else None,
	}
