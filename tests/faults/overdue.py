"""A thousand cases whose clocks are long overdue, and what must have become of them."""

import os
from collections import Counter
from datetime import datetime, timedelta

import frappe

from yumen_governance.events.tally import fold
from yumen_governance.time_limits import clocks
from yumen_governance.time_limits.clocks import ladder, store
from yumen_governance.time_limits.clocks.calendars import calendar
from yumen_governance.time_limits.watchdog import now_of_database

EVENT = "Governance Event"
TITLE = "清扫中断测试"
CASES = int(os.environ.get("SWEEP_CASES", 1000))
AGE = timedelta(days=30)
Steps = Counter[tuple[str, int]]


def make_cases(then: datetime, person: str, number: int = CASES) -> list[str]:
	"""Insert events that wait for a signature since a moment, with the clocks of their stage."""
	grid = frappe.get_all("Grid", {"grid_level": "Level 3"}, ["name", "grid_path"], limit=1)[0]
	state = frappe.get_all(
		"Workflow Document State", {"parent": EVENT, "stage": "Assigned"}, pluck="state", limit=1
	)
	values = {
		"title": TITLE,
		"category": frappe.get_all("Event Category", {"is_group": 0}, pluck="name", limit=1)[0],
		"grid": grid.name,
		"grid_path": grid.grid_path,
		"lead_grid": grid.name,
		"lead_grid_path": grid.grid_path,
		"source": "Window",
		"urgency": "Normal",
		"stage": "Assigned",
		"workflow_state": state[0],
		"owner": person,
		"modified_by": person,
		"creation": then,
		"modified": then,
		"reported_on": then,
	}
	names = [f"GE-FAULT-{frappe.generate_hash(length=12)}" for _number in range(number)]
	frappe.db.bulk_insert(EVENT, ["name", *values], [(name, *values.values()) for name in names])
	clocks.start_many(EVENT, names, then)
	return names


def due_steps(names: list[str]) -> Steps:
	office, now, steps = calendar(), now_of_database(), Counter()
	for of_case in store.of_cases(EVENT, names).values():
		for clock in of_case:
			pending = ladder.pending(office, clock.run, ladder.ladder_of(clock.ladder))
			steps.update((clock.name, step.number) for time, step in pending if time <= now)
	return steps


def happened(clock_names: set[str]) -> Steps:
	frappe.db.rollback()
	filters = {"clock": ["in", list(clock_names)]}
	rows = frappe.get_all(store.ESCALATION, filters, ["clock", "step"], as_list=True, limit_page_length=0)
	return Counter((clock, step) for clock, step in rows)


def assert_only_of(overdue: Steps) -> None:
	"""Nothing happened twice, and nothing that wasn't due; what happened is written down whole."""
	done = happened({clock for clock, _step in overdue})
	assert not done - overdue
	assert told(done) == len(done) == lines_in_timeline(overdue)


def assert_all_of(overdue: Steps) -> None:
	assert_only_of(overdue)
	assert happened({clock for clock, _step in overdue}) == overdue


def told(done: Steps) -> int:
	keys = [f"escalation {clock} {step}" for clock, step in done]
	return frappe.db.count("Outgoing Notice", {"notice_key": ["in", keys]}) if keys else 0


def lines_in_timeline(overdue: Steps) -> int:
	"""Lines that the system wrote by itself about the cases."""
	cases = cases_of({clock for clock, _step in overdue})
	filters = {"reference_doctype": EVENT, "reference_name": ["in", cases], "actor": ["is", "not set"]}
	return frappe.db.count("Timeline Entry", filters)


def cases_of(clock_names: set[str]) -> list[str]:
	filters = {"name": ["in", list(clock_names)]}
	return frappe.get_all(store.CLOCK, filters, pluck="reference_name", distinct=True, limit_page_length=0)


def forget(names: list[str]) -> None:
	"""Take the invented cases away with all that refers to them, out of the tally too."""
	frappe.db.rollback()
	for name in names:
		fold.forget(frappe._dict(name=name))
	clocks_of_these = frappe.get_all(
		store.CLOCK, {"reference_name": ["in", names]}, pluck="name", limit_page_length=0
	)
	frappe.db.delete(store.CHANGE, {"parent": ["in", clocks_of_these or [""]]})
	for doctype in (store.CLOCK, store.ESCALATION, "Timeline Entry", "Outgoing Notice", "Message Delivery"):
		frappe.db.delete(doctype, {"reference_name": ["in", names]})
	frappe.db.delete("Notification Log", {"document_name": ["in", names]})
	frappe.db.delete("Supervision Order", {"event": ["in", names]})
	frappe.db.delete(EVENT, {"name": ["in", names]})
	frappe.db.commit()
