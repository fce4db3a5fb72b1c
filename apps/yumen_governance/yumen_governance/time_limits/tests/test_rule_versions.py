"""A rule that is changed has another version; clocks that run go on by the one with which they began."""

from datetime import date, datetime

import frappe

from yumen_governance.seed import ensure
from yumen_governance.tests.factories import actor
from yumen_governance.time_limits import clocks
from yumen_governance.time_limits.clocks.faces import faces_of
from yumen_governance.time_limits.clocks.rule_check import RuleError
from yumen_governance.time_limits.tests.clock_cases import EVENT, MONDAY, ClockTestCase, make_rule, notify_at
from yumen_governance.time_limits.tests.test_clocks import at

VERSION = "Time Limit Rule Version"


class TestVersions(ClockTestCase):
	def setUp(self):
		super().setUp()
		self.rule = make_rule(steps=[notify_at(50)])

	def begin(self, now: datetime = MONDAY):
		return self.move(self.new_case(), "Triage", now)

	def change(self, **values):
		self.rule.reload()
		self.rule.update(values).save()
		return self.rule

	def versions(self) -> list:
		return frappe.get_all(
			VERSION,
			{"rule": self.rule.name},
			["version", "valid_from", "valid_until"],
			order_by="version",
			as_list=True,
		)

	def test_a_rule_by_which_no_clock_began_is_corrected(self):
		self.change(length=5)
		self.assertEqual((self.rule.version, self.versions()), (1, ()))

	def test_from_a_day_on_new_clocks_are_counted_by_the_new_version(self):
		self.begin()
		self.change(length=1, valid_from="2026-03-10")
		self.assertEqual(self.begin(at(9, 9)).due_on, at(9, 15, 30))
		self.assertEqual(self.begin(at(10, 9)).due_on, at(10, 10))
		self.assertEqual(self.versions(), ((1, None, datetime(2026, 3, 10)),))

	def test_running_clocks_go_on_by_their_version_over_the_change(self):
		case = self.begin()
		self.change(
			length=1,
			valid_from="2026-03-03",
			stages=[{"stage": "Triage", "effect": "Starts"}],
			max_extensions=0,
		)
		self.move(case, "Handling", at(3, 10))
		clock = self.clock(case)
		self.assertEqual((clock.status, clock.due_on, clock.version), ("Running", at(2, 15, 30), 1))
		self.move(case, "Suspended", at(3, 11))
		self.move(case, "Handling", at(4, 11))
		self.assertEqual((self.clock(case).status, self.clock(case).version), ("Running", 1))

	def test_a_changed_fact_does_not_bring_a_running_clock_under_the_new_version(self):
		case = self.begin()
		self.change(length=1, valid_from="2026-03-01")
		self.note(case, at(2, 10), urgency="Urgent")
		self.assertEqual((self.clock(case).version, self.clock(case).due_on), (1, at(2, 15, 30)))

	def test_a_calendar_that_is_changed_leaves_the_version_in_place(self):
		from yumen_governance.time_limits.clocks import recounting

		case = self.begin()
		self.change(length=1)
		recounting.recount()
		self.assertEqual((self.clock(case).version, self.clock(case).due_on), (1, at(2, 15, 30)))

	def test_three_versions_each_count_their_own_time(self):
		self.begin()
		self.change(length=3, valid_from="2026-03-10")
		self.begin(at(10, 9))
		self.change(length=2, valid_from="2026-03-20")
		dues = [self.begin(at(day, 9)).due_on for day in (9, 11, 20)]
		self.assertEqual(dues, [at(9, 15, 30), at(11, 12), at(20, 11)])
		self.assertEqual(
			self.versions(),
			((1, None, datetime(2026, 3, 10)), (2, date(2026, 3, 10), datetime(2026, 3, 20))),
		)

	def test_a_version_that_has_not_begun_is_corrected_too(self):
		self.begin()
		self.change(length=3, valid_from="2026-03-10")
		self.change(length=2, valid_from="2026-03-12")
		self.assertEqual((self.rule.version, len(self.versions())), (2, 1))

	def test_it_cannot_begin_before_the_version_that_it_replaces(self):
		self.begin()
		self.change(length=3, valid_from="2026-03-10")
		self.begin(at(10, 9))
		with self.in_language("zh"):
			words = self.assertRefused(RuleError, self.change, length=2, valid_from="2026-03-09")
		self.assertIn("2026-03-10", words)
		self.assertEqual(len(self.versions()), 1)
		self.assertEqual(frappe.db.get_value("Time Limit Rule", self.rule.name, "length"), 3)

	def test_what_is_only_said_of_a_rule_makes_no_version(self):
		self.begin()
		self.change(law="公证法", verification="To Be Checked by the Legal Office")
		self.begin()
		version = self.rule.version
		self.change(verification="Verified", title="Another title", rule_order=2)
		self.assertEqual(self.rule.version, version)

	def test_the_desk_is_told_when_to_ask(self):
		self.rule.length = 9
		self.assertFalse(self.rule.asks_from_when())
		self.begin()
		self.assertTrue(self.rule.asks_from_when())
		self.rule.length = 4
		self.assertFalse(self.rule.asks_from_when())
		with self.as_user(actor("dispatcher")):
			self.assertRefused(frappe.PermissionError, self.rule.asks_from_when)

	def test_the_form_says_by_which_version_a_clock_runs(self):
		case = self.begin()
		self.change(length=1, valid_from="2026-03-10")
		later = self.begin(at(10, 9))
		faces = [faces_of(EVENT, each.name, at(10, 10))[0] for each in (case, later)]
		said = [(face["version"], face["versions"], face["valid_from"]) for face in faces]
		self.assertEqual(said, [(1, 2, None), (2, 2, date(2026, 3, 10))])

	def test_versions_are_written_by_code_alone(self):
		self.begin()
		self.change(length=1)
		version = frappe.get_last_doc(VERSION, {"rule": self.rule.name})
		version.valid_until = "2030-01-01"
		self.assertRefused(frappe.PermissionError, version.save)
		self.assertRefused(frappe.PermissionError, version.delete)

	def test_a_rule_with_clocks_stays_and_one_without_goes_with_its_versions(self):
		case = self.begin()
		self.change(length=1)
		self.assertRefused(frappe.LinkExistsError, self.rule.delete)
		frappe.db.delete("Case Clock", {"reference_name": case.name})
		self.rule.reload()
		self.rule.delete()
		self.assertFalse(frappe.db.exists(VERSION, {"rule": self.rule.name}))

	def test_an_inactive_rule_begins_nothing_but_its_clocks_go_on(self):
		case = self.begin()
		self.change(is_active=0)
		self.assertFalse(clocks.running(EVENT, self.begin().name))
		self.move(case, "Handling", at(2, 10))
		self.assertEqual(self.clock(case).status, "Running")


class TestMigrating(ClockTestCase):
	def plant(self, length: int, name: str = "planted rule") -> str:
		doc = frappe.copy_doc(make_rule(title="Pattern of a planted rule", is_active=0))
		values = {
			"title": name,
			"kind": doc.kind,
			"applies_to": EVENT,
			"is_active": 1,
			"rule_order": 1,
			"length_from": "This Rule",
			"length": length,
			"unit": "Working Hours",
			"method": "Working Time",
			"stages": [{"stage": "Triage", "effect": "Starts"}],
			"steps": [],
		}
		frappe.delete_doc("Time Limit Rule", frappe.db.get_value("Time Limit Rule", {"title": doc.title}))
		return ensure("Time Limit Rule", name, values)

	def test_what_an_administrator_changed_is_left(self):
		self.plant(4)
		self.move(self.new_case(), "Triage", MONDAY)
		rule = frappe.get_doc("Time Limit Rule", "planted rule")
		rule.update({"length": 2, "valid_from": "2026-03-10"}).save()
		self.assertEqual(self.plant(6), "leave")
		rule.reload()
		self.assertEqual((rule.length, rule.version), (2, 2))

	def test_what_nobody_changed_is_renewed_as_another_version(self):
		self.plant(4)
		case = self.move(self.new_case(), "Triage", MONDAY)
		self.assertEqual(self.plant(6), "renew")
		self.assertEqual(frappe.db.get_value("Time Limit Rule", "planted rule", "version"), 2)
		self.assertEqual(self.plant(6), "keep")
		self.note(case, at(2, 10), urgency="Urgent")
		self.assertEqual((self.clock(case).version, self.clock(case).due_on), (1, at(2, 15, 30)))
