"""Seeded Time Limit Rules on a site that an older app seeded."""

import frappe

from yumen_governance.seed import ledger, time_limits
from yumen_governance.tests.case import GovernanceTestCase

DOCTYPE, NAME = "Time Limit Rule", "应急处置时限"


class TestSeededBefore(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		frappe.delete_doc(DOCTYPE, NAME)
		frappe.db.delete("Seeded Record", {"reference_doctype": DOCTYPE, "reference_name": NAME})
		until_begun = {"Triage": "Starts", "Assigned": "Starts"}
		kind, urgency, length, unit, _stages, steps, particular = time_limits.RULES[NAME]
		older = time_limits.rule_values(NAME, kind, urgency, length, unit, until_begun, steps, particular)
		ledger.ensure(DOCTYPE, NAME, older)

	def stages(self):
		return {row.stage: row.effect for row in frappe.get_doc(DOCTYPE, NAME).stages}

	def test_rule_that_nobody_touched_starts_while_an_event_is_handled_from_now_on(self):
		self.assertNotIn("Handling", self.stages())
		time_limits.seed()
		self.assertEqual(self.stages()["Handling"], "Starts")

	def test_rule_that_the_office_changed_stays_and_the_difference_is_kept(self):
		rule = frappe.get_doc(DOCTYPE, NAME)
		rule.update({"length": 3}).save()
		time_limits.seed()
		self.assertNotIn("Handling", self.stages())
		entry = {"reference_doctype": DOCTYPE, "reference_name": NAME}
		self.assertIn("Handling", frappe.db.get_value("Seeded Record", entry, "difference"))
