"""A rule that can't be counted is refused with its reason; the preview says what it would do."""

from datetime import datetime

import frappe

from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor
from yumen_governance.time_limits.clocks.ladder import ladder_of, name_of
from yumen_governance.time_limits.clocks.rule_check import RuleError
from yumen_governance.time_limits.clocks.rules import rule_of
from yumen_governance.time_limits.tests.clock_cases import make_rule, notify_at


class TestTimeLimitRule(GovernanceTestCase):
	def test_what_makes_no_sense_is_refused(self):
		stage = {"stage": "Triage", "effect": "Starts"}
		for values in (
			{"unit": None},
			{"length": 0},
			{"length": 100_000, "unit": "Calendar Days"},
			{"method": "Court"},
			{"urgency": "Fast"},
			{"source": "Nowhere"},
			{"only_if_set": "no_field"},
			{"stops_when_asked_for": "no_field"},
			{"stages": {"Triage": "Runs"}},
			{"max_extensions": 1, "extension_length": 0, "extension_unit": "Hours"},
			{"steps": [notify_at(100), notify_at(80)]},
			{"steps": [notify_at(0)]},
			{"steps": [notify_at(80, after_hours=2)]},
			{"steps": [notify_at(80, tell_centre=0)]},
			{"steps": [notify_at(5000)]},
			{"steps": [notify_at(80, days_left=3)]},
			{"steps": [notify_at(0, days_left=400)]},
			{"steps": [notify_at(90, does="Lapse")]},
			{"counts_from": "title"},
			{"counts_from": "no_field"},
			{"counts_from": "review_on", "counts_back": 1},
			{"counts_from": "review_on", "length_from": "The Call", "stages": {"Handling": "Runs"}},
			{"or_when_set": "review_on"},
			{"ends_when_set": "no_field"},
			{"law": "公证法"},
			{"article": "第三十条"},
			{"exclusions": [{"reason": "鉴定"}, {"reason": "鉴定"}]},
		):
			with self.subTest(values):
				self.assertRefused(RuleError, make_rule, **values)
		doc = frappe.copy_doc(make_rule())
		doc.update({"title": "Twice", "stages": [stage, stage]})
		self.assertRefused(RuleError, doc.insert)

	def test_only_what_has_stages_can_have_a_clock(self):
		self.assertRefused(RuleError, make_rule, applies_to="Grid")

	def test_refusals_are_chinese_for_a_chinese_reader(self):
		with self.in_language("zh"):
			self.assertIn(
				"开始计时的阶段", self.assertRefused(RuleError, make_rule, stages={"Triage": "Runs"})
			)

	def test_the_ladder_is_kept_as_it_was_worded(self):
		rule = make_rule(steps=[notify_at(50)])
		before = name_of(rule_of(rule).steps)
		rule.steps[0].after_percent = 60
		rule.save()
		self.assertEqual(ladder_of(before)[0].percent, 50)
		self.assertEqual(ladder_of(name_of(rule_of(rule).steps))[0].percent, 60)

	def test_the_seeded_rules_are_in_order(self):
		seeded = frappe.get_all(
			"Seeded Record", {"reference_doctype": "Time Limit Rule"}, pluck="reference_name"
		)
		self.assertGreaterEqual(len(seeded), 8)
		for name in seeded:
			with self.subTest(name):
				frappe.get_doc("Time Limit Rule", name).run_method("validate")


class TestPreview(GovernanceTestCase):
	def test_it_tells_when_a_clock_would_be_due_and_its_steps_come(self):
		rule = make_rule(steps=[notify_at(50), {"after_percent": 100, "does": "Yellow Order"}])
		preview = rule.preview("2026-02-14 16:00:00")
		self.assertEqual(preview["due"], datetime(2026, 2, 24, 10, 30))
		self.assertEqual(
			[(step["on"], step["does"]) for step in preview["steps"]],
			[(datetime(2026, 2, 14, 18), "Notify"), (datetime(2026, 2, 24, 10, 30), "Yellow Order")],
		)
		self.assertIsNone(preview["warning"])

	def test_it_counts_back_from_the_date(self):
		rule = make_rule(
			counts_from="review_on", counts_back=1, length=5, unit="Working Days", method="Court"
		)
		self.assertEqual(rule.preview("2026-03-20 09:00:00")["due"], datetime(2026, 3, 13, 23, 59, 59))

	def test_it_warns_of_a_year_without_calendar(self):
		self.assertIn("2061", make_rule().preview("2061-03-01 09:00:00")["warning"])

	def test_a_rule_by_category_asks_for_how_long(self):
		rule = make_rule(length_from="The Category")
		self.assertRefused(RuleError, rule.preview)
		preview = rule.preview("2026-03-02 09:00:00", 3, "Calendar Days")
		self.assertEqual(preview["due"], datetime(2026, 3, 5, 9))

	def test_a_rule_by_call_starts_nowhere_and_counts_minutes_on_the_wall(self):
		self.assertRefused(RuleError, make_rule, length_from="The Call")
		rule = make_rule("Joint Action", length_from="The Call", stages={"Handling": "Runs"})
		self.assertEqual((rule.length, rule.unit), (0, None))
		preview = rule.preview("2026-03-02 12:10:00", 90, "Minutes")
		self.assertEqual(preview["due"], datetime(2026, 3, 2, 13, 40))

	def test_it_saves_nothing_and_asks_for_the_right_to_read(self):
		rule = make_rule()
		rule.length = 9
		rule.preview()
		self.assertEqual(frappe.db.get_value("Time Limit Rule", rule.name, "length"), 4)
		with self.as_user(actor("clerk")):
			self.assertRefused(frappe.PermissionError, rule.preview)
