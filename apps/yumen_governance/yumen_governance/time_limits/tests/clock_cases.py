"""What the tests of clocks share: a calendar and rules of their own, and a case in a grid."""

from datetime import datetime

import frappe

from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import (
	actor,
	make_category,
	make_event,
	make_grid,
	make_grid_member,
	next_number,
)
from yumen_governance.time_limits import clocks
from yumen_governance.time_limits.clocks import sweeping
from yumen_governance.time_limits.transitions import Step

EVENT = "Governance Event"
MONDAY = datetime(2026, 3, 2, 9, 0)
WHILE_OPEN = {
	"Triage": "Starts",
	"Assigned": "Starts",
	"Handling": "Starts",
	"Review": "Runs",
	"Suspended": "Pauses",
}


def make_rule(kind: str = "Handle", **values):
	"""Insert a Time Limit Rule: four working hours while a case is open, before all others."""
	stages = values.pop("stages", WHILE_OPEN)
	rule = {
		"title": f"Rule {next_number()}",
		"kind": kind,
		"applies_to": EVENT,
		"rule_order": 1,
		"length_from": "This Rule",
		"length": 4,
		"unit": "Working Hours",
		"method": "Working Time",
		"stages": [{"stage": stage, "effect": effect} for stage, effect in stages.items()],
	}
	return frappe.get_doc({"doctype": "Time Limit Rule", **rule, **values}).insert()


def notify_at(percent: int, **values) -> dict:
	"""A step that tells the centre."""
	return {"after_percent": percent, "does": "Notify", "tell_centre": 1, **values}


class ClockTestCase(GovernanceTestCase):
	"""Only the rules that a test makes count; the seeded calendar of 2026 is there."""

	def setUp(self):
		super().setUp()
		rules = frappe.qb.DocType("Time Limit Rule")
		frappe.qb.update(rules).set(rules.is_active, 0).set(rules.modified, "2001-01-01").run()
		self.grid = make_grid(make_grid(make_grid().name).name).name
		make_grid_member(
			frappe.db.get_value("Grid", self.grid, "parent_grid"), "Grid Leader", actor("leader")
		)

	def new_case(self, **values):
		"""A case without any clock, before its first step."""
		return make_event(self.grid, category=make_category().name, **values)

	def move(self, case, stage: str, now: datetime, asked: str = "", reason: str | None = None):
		"""Take a case to a stage at a moment, as a transition would."""
		before, case.stage = frappe._dict(case.as_dict()), stage
		case._doc_before_save = before
		step = Step("Act", "Dispatcher", "A", "B", before.stage, stage, asked)
		clocks.decide(case, step, now)
		clocks.apply(case, reason, "Administrator", now)
		case.db_set({"stage": stage, "due_on": case.due_on}, update_modified=False)
		return case

	def note(self, case, now: datetime, **values):
		"""Fill in fields of a case at a moment, without a transition."""
		case._doc_before_save = frappe._dict(case.as_dict())
		case.update(values)
		clocks.decide(case, None, now)
		clocks.apply(case, None, "Administrator", now)
		case.db_set({**values, "due_on": case.due_on}, update_modified=False)
		return case

	def clock(self, case, kind: str = "Handle", run: int = 1):
		"""The stored row of a clock."""
		key = {"reference_doctype": case.doctype, "reference_name": case.name, "kind": kind, "run": run}
		return frappe.get_doc("Case Clock", key)

	def sweep(self, now: datetime) -> int:
		return sweeping.sweep(now)

	def happened(self, case) -> list[tuple[int, datetime]]:
		"""The steps that happened to a case: per cent and when they were due to happen."""
		rows = frappe.get_all(
			"Case Escalation",
			{"reference_name": case.name},
			["after_percent", "step_on"],
			order_by="step_on, step",
			as_list=True,
		)
		return [(percent, moment) for percent, moment in rows]
