"""What must be true of a site whatever was killed, flushed or blocked. Each rule returns sentences, none when it holds."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta

import frappe

from yumen_governance.events.intake import keys as intake_keys
from yumen_governance.events.intake import related
from yumen_governance.events.tally import layout, recount
from yumen_governance.events.tally.tasks import fold_counts
from yumen_governance.registry import search_keys
from yumen_governance.registry.doctype.sensitive_access_log import chain
from yumen_governance.time_limits import tasks
from yumen_governance.time_limits.clocks import ladder, store
from yumen_governance.time_limits.clocks.calendars import calendar
from yumen_governance.time_limits.outbox.tasks import deliver_messages
from yumen_governance.time_limits.watchdog import now_of_database

EVENT = "Governance Event"
NUMBER = r"^GE-[0-9]{4}-[0-9]+$"
ROUNDS = 3
# A step that comes due while the rules are looked at
GRACE = timedelta(minutes=1)
# Whose rows belong to a case that must be there
OF_CASES = (
	"Timeline Entry",
	"Case Clock",
	"Case Escalation",
	"Outgoing Notice",
	"Message Delivery",
	"Workflow Action",
)
OF_ROWS = (
	("Case Clock Change", "parent", "Case Clock"),
	("Case Escalation", "clock", "Case Clock"),
	("Message Delivery", "notice", "Outgoing Notice"),
	("Event Task", "event", EVENT),
	("Event Request", "event", EVENT),
	("Supervision Order", "event", EVENT),
	("Workflow Action Permitted Role", "parent", "Workflow Action"),
)
PLAIN_TABLES = (
	(related.TABLE, "event", EVENT),
	(intake_keys.TABLE, "event", EVENT),
	(search_keys.TABLE, "resident", "Resident"),
)
Rule = Callable[[], Iterable[str]]


def settle() -> None:
	"""Let the jobs do what waits, as the scheduler would within some minutes."""
	frappe.set_user("Administrator")
	for _round in range(ROUNDS):
		if not (tasks.sweep() + deliver_messages() + fold_counts()):
			break


def violations(acknowledged: Mapping[str, str] | None = None) -> list[str]:
	"""Return every broken promise, in one sentence each, as the site stands now.

	:param acknowledged: the event that was answered for each idempotency key
	"""
	frappe.db.rollback()
	return found_in_this_transaction(acknowledged)


def found_in_this_transaction(acknowledged: Mapping[str, str] | None = None) -> list[str]:
	"""Return what `violations` returns, what this transaction wrote included."""
	found = [sentence for rule in RULES for sentence in rule()]
	return sorted({*found, *is_stored(acknowledged or {})})


def is_stored(acknowledged: Mapping[str, str]) -> Iterator[str]:
	"""What was acknowledged is stored: each key leads to the event of its answer, and to no other."""
	if not acknowledged:
		return
	events = Counter(acknowledged.values())
	yield from (f"{event} was the answer to {times} keys" for event, times in events.items() if times > 1)
	rows = frappe.db.sql(
		f"""select k.idempotency_key, e.name from `{intake_keys.TABLE}` k join `tab{EVENT}` e on e.name = k.event
		where k.idempotency_key in %s""",
		(tuple(acknowledged),),
	)
	stored = dict(rows)
	for key, event in acknowledged.items():
		if stored.get(key) != event:
			yield f"{event} was acknowledged under {key}, which holds {stored.get(key)}"


def keys_and_events_are_pairs() -> Iterator[str]:
	"""No event was taken in under two keys of a source, and no key without its event (see orphans)."""
	rows = frappe.db.sql(
		f"select event, count(*) from `{intake_keys.TABLE}` group by event having count(*) > 1"
	)
	yield from (f"{event} was taken in {times} times" for event, times in rows)


def numbers_are_unique() -> Iterator[str]:
	"""Every number stands for one event, and the next one is free."""
	rows = frappe.db.sql(f"select name from `tab{EVENT}` where name regexp %s", NUMBER)
	found = Counter(tuple(map(int, name.split("-")[1:])) for (name,) in rows)
	yield from (f"number {number[1]} of {number[0]} is given twice" for number in found if found[number] > 1)
	for year in {year for year, _number in found}:
		following = frappe.db.sql(f"select next_not_cached_value from `governance_event_{year}`")
		highest = max(number for of, number in found if of == year)
		if following and following[0][0] <= highest:
			yield f"the next number of {year} would be {following[0][0]}, and {highest} is given"


def events_are_whole() -> Iterator[str]:
	"""Every event that was taken in has its first line of the timeline and at least one clock of its case."""
	for doctype in ("Timeline Entry", "Case Clock"):
		rows = frappe.db.sql(
			f"""select k.event from `{intake_keys.TABLE}` k left join `tab{doctype}` t
			on t.reference_doctype = %s and t.reference_name = k.event where t.name is null""",
			EVENT,
		)
		yield from (f"{event} has no {doctype}" for (event,) in rows)


def steps_happen_once() -> Iterator[str]:
	"""No step of a clock happened twice, and none before its time."""
	rows = frappe.db.sql(
		"select clock, step, count(*) from `tabCase Escalation` group by clock, step having count(*) > 1"
	)
	yield from (f"step {step} of clock {clock} happened {times} times" for clock, step, times in rows)
	early = frappe.db.sql("select clock, step from `tabCase Escalation` where step_on > escalated_on")
	yield from (f"step {step} of clock {clock} happened before its time" for clock, step in early)


def steps_that_are_due_have_happened() -> Iterator[str]:
	"""Of a running clock, every step whose time has come has happened, and the next one is known."""
	table, office, now = frappe.qb.DocType(store.CLOCK), calendar(), now_of_database()
	query = frappe.qb.from_(table).select(*store.FIELDS, table.next_step_on)
	rows = query.where((table.status == "Running") & (table.failures == 0)).run(as_dict=True)
	done = store.done_steps([row.name for row in rows])
	for row in rows:
		clock = store.clock_of(row)
		steps = ladder.pending(office, clock.run, ladder.ladder_of(clock.ladder), done.get(row.name, ()))
		yield from (
			f"step {step.number} of clock {row.name} was due and hasn't happened"
			for time, step in steps
			if time <= now - GRACE
		)
		if row.next_step_on != (steps[0][0] if steps else None):
			yield f"clock {row.name} waits for {row.next_step_on}, its next step is another"


def counters_are_right() -> Iterator[str]:
	"""The tally says what a recount of all events says, and nothing waits to be counted."""
	for drift in recount.drifts(now_of_database()):
		yield f"{drift.area} {drift.measure} {drift.value}: {drift.counted} are counted, {drift.true} are there"
	uncounted = frappe.db.sql(f"select name from `tab{EVENT}` where `{layout.UNCOUNTED}` = 1")
	yield from (f"{name} isn't counted where it stands" for (name,) in uncounted)


def access_log_is_whole() -> Iterator[str]:
	"""No row of the access log was changed, added or removed."""
	yield from (f"access log {each.chain} at {each.sequence}: {each.reason}" for each in chain.breaks())


def nothing_is_orphaned() -> Iterator[str]:
	"""Nothing points to a case, a clock or a notice that isn't there."""
	for doctype in OF_CASES:
		rows = frappe.db.sql(
			f"""select t.name from `tab{doctype}` t left join `tab{EVENT}` e on e.name = t.reference_name
			where t.reference_doctype = %s and e.name is null""",
			EVENT,
		)
		yield from (f"{doctype} {name} belongs to no event" for (name,) in rows)
	tables = [(f"tab{child}", field, parent) for child, field, parent in OF_ROWS]
	for table, field, parent in (*tables, *PLAIN_TABLES):
		rows = frappe.db.sql(
			f"""select distinct t.`{field}` from `{table}` t left join `tab{parent}` p on p.name = t.`{field}`
			where t.`{field}` is not null and t.`{field}` <> '' and p.name is null"""
		)
		yield from (f"{table} names the {parent} {name}, which isn't there" for (name,) in rows)


def people_are_named() -> Iterator[str]:
	"""What a person did bears their name: no event and no line of a timeline is Administrator's or nobody's."""
	strangers = ("Administrator", "Guest", "")
	for field in ("owner", "modified_by"):
		rows = frappe.db.sql(
			f"""select e.name, e.`{field}` from `tab{EVENT}` e left join `{intake_keys.TABLE}` k on k.event = e.name
			where coalesce(e.`{field}`, '') in %s and (k.event is not null or (%s = 'owner' and e.name regexp %s))""",
			(strangers, field, NUMBER),
		)
		yield from (f"{field} of {name} is {user or 'nobody'}" for name, user in rows)
	rows = frappe.db.sql(
		"""select name, owner, actor from `tabTimeline Entry` where reference_doctype = %s and actor is not null
		and (actor in %s or owner <> actor)""",
		(EVENT, strangers),
	)
	yield from (f"Timeline Entry {name} by {actor} was written as {owner}" for name, owner, actor in rows)


RULES: tuple[Rule, ...] = (
	keys_and_events_are_pairs,
	numbers_are_unique,
	events_are_whole,
	steps_happen_once,
	steps_that_are_due_have_happened,
	counters_are_right,
	access_log_is_whole,
	nothing_is_orphaned,
	people_are_named,
)
