"""Intake: events from every channel, one or many at once, each exactly once.

What came in is read, judged by the rules of the form (`intake_rules`), routed, numbered and written by a few statements
whatever the number of reports. A source gives each report a key of its own (`intake_keys`): sent again, a report is
answered as before; another report under the same key is refused.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import frappe
from frappe import _

from yumen_governance.events.handling.steps import EVENT, arrival, next_roles
from yumen_governance.events.intake import keys as intake_keys
from yumen_governance.events.intake import pictures, related, settling, telling
from yumen_governance.events.intake import requests as intake_requests
from yumen_governance.events.intake import rows as intake_rows
from yumen_governance.events.intake.keys import Entry, Key
from yumen_governance.events.intake.numbers import NUMBERS
from yumen_governance.events.intake.requests import Request
from yumen_governance.events.intake.rules import (
	Person,
	References,
	complete,
	grids_of,
	may_use,
	person,
	problems,
	references,
	source_refusal,
)
from yumen_governance.events.routing import routes as routing
from yumen_governance.events.routing.dispatch import dispatch
from yumen_governance.grid_management.grid_points import grids_of_points
from yumen_governance.time_limits import clocks, memo
from yumen_governance.time_limits.transitions import Step
from yumen_governance.time_limits.workflow_actions import open_workflow_actions

NEW, REPEATED, REFUSED, CONFLICT = "New", "Repeated", "Refused", "Conflict"
MOST_AT_ONCE = 500


class IntakeError(frappe.ValidationError):
	pass


class KeyConflictError(frappe.ValidationError):
	http_status_code = 409


@dataclass(frozen=True)
class Taken:
	"""What became of one report: its event, or the sentences that refuse it."""

	outcome: str
	event: str | None = None
	problems: tuple[str, ...] = ()


@dataclass
class Arrival:
	"""A report on its way to an event: the columns of the event, and where it goes."""

	request: Request
	record: dict
	decision: routing.Decision = field(default_factory=routing.Decision)


def take_in(sent: dict, user: str, now: datetime) -> Taken:
	"""Take in one report.

	:param sent: source, idempotency_key, pictures and the fields of `intake_requests.LABELS`; with a result it was
		settled on the spot
	:param user: who reports
	:raises KeyConflictError: the key was used for another report
	:raises IntakeError: says everything that is wrong with the report
	"""
	settled = isinstance(sent, dict) and sent.get("result")
	taken = _settled(sent, user, now) if settled else take_in_many([sent], user, now)[0]
	if taken.outcome == CONFLICT:
		frappe.throw(taken.problems[0], KeyConflictError)
	if taken.outcome == REFUSED:
		frappe.throw("<br>".join(map(frappe.utils.escape_html, taken.problems)), IntakeError)
	return taken


def _settled(sent: dict, user: str, now: datetime) -> Taken:
	request = intake_requests.read(sent)
	if request.problems:
		return Taken(REFUSED, problems=request.problems)
	entry, is_new = settling.settle(request, user, now)
	own, firsts = ({entry.event}, {request.key: id(request)}) if is_new else (set(), {})
	return _answer(request, {}, {request.key: entry}, firsts, own)


def take_in_many(sent: Sequence[dict], user: str, now: datetime) -> list[Taken]:
	"""Take in up to 500 reports, each by itself: a wrong one keeps none of the others out.

	:return: what became of each, in the same order
	:raises IntakeError: too many at once
	:raises frappe.PermissionError: no transition of the Workflow lets the person report
	"""
	if len(sent) > MOST_AT_ONCE:
		frappe.throw(_("At most {0} reports at once.").format(MOST_AT_ONCE), IntakeError)
	with memo.asked_once():
		return _taken(sent, user, now)


def _taken(sent: Sequence[dict], user: str, now: datetime) -> list[Taken]:
	reporter = person(user)
	step = arrival(reporter.roles)
	if not step:
		frappe.throw(_("Your account may not report events."), frappe.PermissionError)
	requests = [intake_requests.read(each, is_settled=False) for each in sent]
	refused, arrivals, entries = _judged(requests, reporter)
	made = _stored(arrivals, step, user, now)
	entries |= made
	firsts = {arrival.request.key: id(arrival.request) for arrival in arrivals}
	own = {arrival.record["name"] for arrival in arrivals}
	return [_answer(request, refused, entries, firsts, own) for request in requests]


def _answer(request: Request, refused: dict, entries: dict, firsts: dict, own: set[str]) -> Taken:
	if wrong := request.problems or refused.get(id(request)):
		return Taken(REFUSED, problems=tuple(wrong))
	entry = entries.get(request.key)
	if not entry:
		return Taken(REFUSED, problems=(_("An earlier report of this batch with the same key was refused."),))
	if entry.digest != request.digest:
		words = _("The key {0} was used for another report. Give each report a key of its own.")
		return Taken(CONFLICT, problems=(words.format(request.idempotency_key),))
	is_new = entry.event in own and firsts.get(request.key) == id(request)
	return Taken(NEW if is_new else REPEATED, entry.event)


def _judged(requests: list[Request], reporter: Person) -> tuple[dict, list[Arrival], dict[Key, Entry]]:
	"""Sort reports into refused ones (with why), new ones, and the entries of those that were taken in before."""
	readable = [request for request in requests if not request.problems]
	known = references({"source": request.source, **request.values} for request in readable)
	refused = {id(each): wrong for each in readable if (wrong := _source_problems(each, known, reporter))}
	allowed = [request for request in readable if id(request) not in refused]
	entries = intake_keys.known({request.key for request in allowed})
	new = {request.key: request for request in reversed(allowed) if request.key not in entries}
	arrivals = [Arrival(each, {"source": each.source, **each.values}) for each in allowed]
	arrivals = [each for each in arrivals if new.get(each.request.key) is each.request]
	_place([each.record for each in arrivals], known)
	for each in arrivals:
		complete(each.record, known)
		if wrong := list(problems(each.record, known, reporter)):
			refused[id(each.request)] = wrong
	arrivals = [each for each in arrivals if id(each.request) not in refused]
	_derive(arrivals, known)
	return refused, arrivals, entries


def _source_problems(request: Request, known: References, reporter: Person) -> list[str]:
	source = known.sources.get(request.source)
	return [source_refusal(source)] if source and not may_use(source, reporter) else []


def _place(records: list[dict], known: References) -> None:
	"""Find the grids of those that name a point in place of a grid."""
	lost = [record for record in records if not record.get("grid")]
	found = grids_of_points(_point(record) for record in lost if None not in _point(record))
	known.grids.update(grids_of(set(found.values()) - set(known.grids)))
	for record in lost:
		record["grid"] = found.get(_point(record))


def _point(record: dict) -> tuple[float | None, float | None]:
	return record.get("longitude"), record.get("latitude")


def _derive(arrivals: Iterable[Arrival], known: References) -> None:
	"""Set path and route; the rules are read once."""
	rules = routing.load_rules()
	for each in arrivals:
		record, category = each.record, known.categories[each.record["category"]]
		record["grid_path"] = known.grids[record["grid"]].grid_path
		each.decision = routing.route(routing.matter_of(record, category, record["grid_path"]), rules)


def _stored(arrivals: list[Arrival], step: Step, user: str, now: datetime) -> dict[Key, Entry]:
	"""Write new events; where another request was first with a key, what it stored is what holds."""
	if not arrivals:
		return {}
	names = NUMBERS.take(len(arrivals), now.year)
	for each, name in zip(arrivals, names, strict=True):
		each.record["name"] = name
	wanted = {each.request.key: Entry(each.request.digest, each.record["name"]) for each in arrivals}
	held = intake_keys.claim(wanted, now)
	mine = [each for each in arrivals if held[each.request.key].event == each.record["name"]]
	if mine:
		_write(mine, step, user, now)
	return held


def _write(arrivals: list[Arrival], step: Step, user: str, now: datetime) -> None:
	records = [_reported(each, step, now) for each in arrivals]
	phones = {record["name"]: record.get("reporter_phone") for record in records}
	deeds, due = clocks.plan_new(EVENT, records, now)
	for record in records:
		record["due_on"] = due.get(record["name"])
		intake_rows.prepare(record)
	intake_rows.insert_events(records, user, now)
	clocks.write(EVENT, deeds, now, user, {})
	entries = intake_rows.insert_timeline(records, step, user, now)
	open_workflow_actions(
		EVENT,
		[
			(record["name"], record["workflow_state"], next_roles(record["workflow_state"]))
			for record in records
		],
	)
	related.insert([row for record in records for row in related.rows_of(record, now)])
	telling.tell_taken_in(records, phones, step, user, entries)
	for each in arrivals:
		pictures.attach(each.record["name"], each.request.pictures)
		if each.decision.at_once and not each.request.for_dispatcher:
			dispatch(each.record["name"], each.decision)


def _reported(each: Arrival, step: Step, now: datetime) -> dict:
	"""Return the record of an event in the state in which dispatchers find it."""
	return each.record | {
		"workflow_state": step.to_state,
		"stage": step.to_stage,
		"reported_on": now,
		**routing.proposal(each.decision),
	}
