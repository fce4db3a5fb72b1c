"""B3: the sweep over N open clocks of which D have a step due.

Ours claims, writes escalation, timeline and notice, and sets the next step, 500 clocks in a transaction. Stock
saves the clock and inserts the rest as documents, a Notification Log for the notice; on a sample, as each takes the
same time. Raw writes the first two by INSERT … SELECT and moves the step by one UPDATE, without reading a calendar.
"""

import time

import frappe
from frappe.utils import add_to_date

from yumen_governance.time_limits.clocks import sweeping

from . import clocks
from .arms import AGAIN, Arm, Comparison
from .city import ensure_city
from .clocks import CLOCK, NOW, clocks_table
from .events import events_table
from .outcome import Outcome, Scale
from .ratios import Measure, at_least, at_most, ratio

NAME = "B3"
TITLE = "Sweep of due steps"
TARGETS = {
	"vs_stock": at_least(40),
	"idle_milliseconds": at_most(2.0),
	"idle_growth": at_most(1.5),
}
EVENT = "Governance Event"


def run(scale: Scale) -> Outcome:
	"""Idle at each size, and at the largest with some and with many due."""
	sizes = scale.pick(full=(10_000, 100_000, 1_000_000), small=(500, 2_000, 8_000))
	many, some = scale.pick(full=(10_000, 100), small=(400, 40))
	outcome = Outcome(scale.rounds)
	ensure_city()
	events, running, idle = events_table(), clocks_table(), {}
	for size in sizes:
		with events.at(size) as event_seconds, running.at(size) as clock_seconds:
			outcome.facts[f"fill_seconds_{size}"] = event_seconds + clock_seconds
			clocks.make_fresh(many)
			idle[size] = outcome.compare(f"nothing due of {size}", ours=_idle).seconds["ours"]
			outcome.check(f"nothing happens while nothing is due ({size})", _happened() == 0)
			if size == sizes[-1]:
				_compare(outcome, some, sample=min(some, 40), key="vs_stock_some")
				_compare(outcome, many, sample=min(many, 200), key="vs_stock")
			clocks.make_fresh(many)
	seconds = sorted(idle[sizes[-1]])
	outcome.measures["idle_milliseconds"] = Measure(
		1000 * seconds[len(seconds) // 2], 1000 * seconds[0], 1000 * seconds[-1]
	)
	outcome.measures["idle_growth"] = ratio(idle[sizes[-1]], idle[sizes[0]])
	return outcome


def _idle() -> int:
	count = sweeping.sweep(NOW)
	frappe.db.commit()
	return count


def _compare(outcome: Outcome, due: int, sample: int, key: str) -> None:
	"""The arms in turns, each on clocks made due anew; what making them due takes isn't counted."""
	arms: dict[str, tuple[Arm, float]] = {
		"ours": (_ours, 1),
		"stock": (lambda: _stock(sample), due / sample),
		"raw": (_raw, 1),
		AGAIN: (_ours, 1),
	}
	seconds: dict[str, list[float]] = {name: [] for name in arms}
	for _round in range(outcome.rounds + 1):
		for name, (arm, scale) in arms.items():
			clocks.make_due(due)
			began = time.perf_counter()
			arm()
			seconds[name].append((time.perf_counter() - began) * scale)
			if name != "stock":
				_check(outcome, name, due)
	comparison = Comparison("ours", {name: values[1:] for name, values in seconds.items()})
	outcome.comparisons[f"{due} due"] = comparison
	outcome.measures[key] = comparison.ratio("stock", "ours")
	outcome.measures[f"{key.replace('stock', 'raw')}"] = comparison.ratio("raw", "ours")


def _ours() -> None:
	while sweeping.sweep(NOW):
		frappe.db.commit()
	frappe.db.commit()


def _stock(sample: int) -> None:
	due = {"next_step_on": ["<=", NOW]}
	for name in frappe.get_all(CLOCK, due, pluck="name", order_by="next_step_on", limit=sample):
		clock = frappe.get_doc(CLOCK, name)
		clock.next_step_on = add_to_date(clock.next_step_on, hours=20)
		about = {"reference_doctype": clock.reference_doctype, "reference_name": clock.reference_name}
		clock.flags.ignore_links = clock.flags.written_by_code = True
		clock.save()
		step = {"clock": name, "step": 1, "kind": "Handle", "does": "Notify", "escalated_on": NOW}
		_insert({"doctype": "Case Escalation", **about, **step})
		_insert({"doctype": "Timeline Entry", **about, "action": "Deadline Notice", "acted_on": NOW})
		told = {"for_user": "Administrator", "subject": "80 %", "type": "Alert"}
		_insert({"doctype": "Notification Log", **told})
		frappe.db.commit()


def _insert(values: dict) -> None:
	doc = frappe.get_doc(values)
	doc.flags.written_by_code = True
	doc.insert(ignore_permissions=True, ignore_links=True)


def _raw() -> None:
	values = {"now": NOW}
	common = "uuid(), %(now)s, %(now)s, 'Administrator', 'Administrator', reference_doctype, reference_name"
	columns = "name, creation, modified, owner, modified_by, reference_doctype, reference_name"
	due = "from `tabCase Clock` where next_step_on <= %(now)s"
	frappe.db.sql(
		f"""insert into `tabCase Escalation` ({columns}, clock, step, kind, does, step_on, escalated_on)
		select {common}, name, 1, kind, 'Notify', next_step_on, %(now)s {due}""",
		values,
	)
	frappe.db.sql(
		f"""insert into `tabTimeline Entry` ({columns}, action, acted_on)
		select {common}, 'Deadline Notice', %(now)s {due}""",
		values,
	)
	frappe.db.sql(
		"update `tabCase Clock` set next_step_on = next_step_on + interval 20 hour where next_step_on <= %(now)s",
		values,
	)
	frappe.db.commit()


def _happened(doctype: str = "Case Escalation") -> int:
	return frappe.db.count(doctype, {"reference_name": ["like", "GE-B-%"]})


def _check(outcome: Outcome, arm: str, due: int) -> None:
	outcome.check(f"each due step happened once ({arm}, {due})", _happened() == due)
	outcome.check(f"each stands in the timeline ({arm}, {due})", _happened("Timeline Entry") == due)
	outcome.check(f"nothing is due any more ({arm}, {due})", not sweeping.due_clocks(NOW))
	if arm != "raw":
		outcome.check(f"each is told ({arm}, {due})", _happened("Outgoing Notice") == due)
