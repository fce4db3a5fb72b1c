"""The daily report counts right, names what is unusual, comes once a day, and the log is kept as long as it must."""

from datetime import date, datetime, timedelta
from unittest.mock import patch

import frappe
from frappe.utils import now_datetime

from yumen_governance.registry import access_report, retention, sensitive_access, tasks
from yumen_governance.registry.doctype.sensitive_access_log import chain
from yumen_governance.registry.sensitive_access import LOG, Case, record_access
from yumen_governance.registry.tests.settings import change_privacy_settings, forget_privacy_settings
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, make_grid, make_grid_member

# A Wednesday, before anything that the site may have in its log
DAY = date(2020, 1, 8)
NOON = datetime(2020, 1, 8, 12)


class AccessTestCase(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		for doctype in (LOG, chain.HEAD, access_report.REPORT):
			frappe.db.delete(doctype)
		frappe.db.delete("Access Report Finding")
		frappe.db.delete("Notification Log", {"document_type": access_report.REPORT})
		self.addCleanup(forget_privacy_settings)
		self.grid = make_grid().name
		make_grid_member(self.grid, user=actor("member"))

	def access(self, person: str = "member", when: datetime = NOON, times: int = 1, **values):
		values = {"action": "Reveal", "purpose": "入户核实", **values}
		record = {"doctype": "Grid", "name": values.pop("record", self.grid), "what": "Phone"}
		with self.as_user(actor(person)), patch.object(sensitive_access, "now_datetime", lambda: when):
			for _turn in range(times):
				record_access(**record, **values)

	def rule(self, kind: str, threshold: int):
		"""Let this rule be the only one."""
		frappe.db.set_value("Access Alert Rule", {"name": ["!=", kind]}, "is_active", 0)
		frappe.db.set_value("Access Alert Rule", kind, {"is_active": 1, "threshold": threshold})

	def found(self) -> set[tuple]:
		report = access_report.make_report(DAY)
		return {(row.user or row.reference_name, row.figure) for row in report.findings}


class TestFigures(AccessTestCase):
	def test_quiet_day_is_a_report_with_zeros(self):
		report = access_report.make_report(DAY)
		self.assertEqual(
			[
				report.get(field)
				for field in ("accesses", "reveals", "refusals", "people", "exports", "unusual")
			],
			[0] * 6,
		)
		self.assertEqual(report.chain_state, "Whole")

	def test_figures_are_those_of_the_day(self):
		self.access(times=2)
		self.access("dispatcher", record=make_grid().name)
		self.access("dispatcher", action="Open")
		self.access(refusal="No right")
		self.access("registry_clerk", action="Export", row_count=70)
		self.access("registry_clerk", action="Export", row_count=30, refusal="no")
		for other in (NOON - timedelta(days=1), NOON + timedelta(days=1)):
			self.access(when=other)
		self.access(when=datetime(2020, 1, 9))
		report = access_report.make_report(DAY)
		self.assertEqual(
			{
				field: report.get(field)
				for field in (
					"accesses",
					"reveals",
					"refusals",
					"people",
					"records",
					"exports",
					"exported_rows",
				)
			},
			{
				"accesses": 4,
				"reveals": 3,
				"refusals": 2,
				"people": 3,
				"records": 2,
				"exports": 1,
				"exported_rows": 70,
			},
		)

	def test_every_auditor_is_told_once(self):
		access_report.make_report(DAY)
		self.assertIsNone(access_report.make_report(DAY))
		told = frappe.get_all("Notification Log", {"document_type": "Access Report"}, pluck="for_user")
		self.assertEqual(told.count(actor("auditor")), 1)
		self.assertEqual(frappe.db.count("Access Report"), 1)

	def test_report_cannot_be_changed_or_deleted(self):
		report = access_report.make_report(DAY)
		report.accesses = 7
		self.assertRefused(frappe.PermissionError, report.save)
		self.assertRefused(frappe.PermissionError, frappe.delete_doc, "Access Report", report.name)

	def test_days_that_were_missed_are_made_up_for(self):
		access_report.make_report(DAY)
		after = DAY + timedelta(days=4)
		self.assertEqual(
			access_report.missing_days(after), [DAY + timedelta(days=number) for number in (1, 2, 3)]
		)
		self.assertEqual(access_report.missing_days(DAY + timedelta(days=1)), [])

	def test_broken_log_is_said_and_the_privacy_officer_told(self):
		self.access(times=2)
		frappe.db.set_value(LOG, {"sequence": 1}, "what", "Something else")
		report = access_report.make_report(DAY)
		self.assertEqual(report.chain_state, "Broken")
		told = frappe.get_all("Notification Log", {"document_type": "Access Report"}, pluck="for_user")
		self.assertIn(actor("privacy_officer"), told)

	def test_next_report_looks_only_behind_the_one_before_but_knows_its_end(self):
		self.access(times=3)
		access_report.make_report(DAY)
		self.access(when=NOON + timedelta(days=1))
		self.assertEqual(access_report.make_report(DAY + timedelta(days=1)).chain_state, "Whole")
		last = frappe.get_all(LOG, {"user": actor("member")}, pluck="name", order_by="sequence desc")[0]
		frappe.db.set_value(LOG, last, "digest", "0" * 64)
		self.assertEqual(access_report.make_report(DAY + timedelta(days=2)).chain_state, "Broken")


class TestRules(AccessTestCase):
	def test_many_accesses(self):
		self.rule("Many Accesses", 3)
		self.access(times=3)
		self.access("dispatcher", times=2)
		self.access("dispatcher", refusal="no")
		self.assertEqual(self.found(), {(actor("member"), 3)})

	def test_outside_working_hours(self):
		self.rule("Outside Working Hours", 2)
		for hour in (7, 12, 19, 23):
			self.access(when=datetime(2020, 1, 8, hour))
		self.access("dispatcher", when=datetime(2020, 1, 8, 6))
		self.assertEqual(self.found(), {(actor("member"), 3)})

	def test_weekend_is_out_of_hours_unless_the_office_works_then(self):
		self.rule("Outside Working Hours", 1)
		saturday = datetime(2020, 1, 11, 12)
		self.access(when=saturday)
		self.assertEqual(len(access_report.make_report(saturday.date()).findings), 1)
		change_privacy_settings(works_at_weekends=1)
		frappe.db.delete("Access Report")
		self.assertEqual(len(access_report.make_report(saturday.date()).findings), 0)

	def test_outside_own_territory_without_a_case(self):
		self.rule("Outside Own Territory", 2)
		other = make_grid().name
		self.access(times=5)
		self.access(record=other, times=2)
		self.access("dispatcher", times=3, case=Case("Governance Event", "GE-1"))
		self.assertEqual(self.found(), {(actor("member"), 2)})

	def test_one_record_seen_by_many(self):
		self.rule("Many People, One Record", 3)
		for person in ("member", "member", "dispatcher", "registry_clerk"):
			self.access(person)
		self.access("dispatcher", record=make_grid().name)
		self.assertEqual(self.found(), {(self.grid, 3)})

	def test_many_refusals(self):
		self.rule("Many Refusals", 2)
		self.access(times=2, refusal="no")
		self.access("dispatcher", times=5)
		self.assertEqual(self.found(), {(actor("member"), 2)})

	def test_large_export(self):
		self.rule("Large Export", 100)
		self.access(action="Export", row_count=60, times=2)
		self.access("dispatcher", action="Export", row_count=99)
		self.assertEqual(self.found(), {(actor("member"), 120)})

	def test_first_access(self):
		self.rule("First Access", 1)
		self.access(when=NOON - timedelta(days=30))
		self.access()
		self.access("dispatcher", times=2)
		self.assertEqual(self.found(), {(actor("dispatcher"), 2)})

	def test_rule_that_is_switched_off_finds_nothing(self):
		self.rule("Many Accesses", 1)
		frappe.db.set_value("Access Alert Rule", "Many Accesses", "is_active", 0)
		self.access()
		self.assertEqual(self.found(), set())


class TestRetention(AccessTestCase):
	def setUp(self):
		super().setUp()
		self.now = now_datetime()
		for days in (500, 400, 300, 1):
			self.access(when=self.now - timedelta(days=days))

	def remove(self) -> int:
		with patch("frappe.db.commit"):
			return tasks.forget_old_accesses()

	def ages(self) -> list[int]:
		rows = frappe.get_all(LOG, pluck="logged_on", order_by="logged_on")
		return [round((self.now - row) / timedelta(days=1)) for row in rows]

	def test_rows_are_removed_after_their_time_and_the_rest_stays_whole(self):
		self.assertEqual(self.remove(), 2)
		self.assertEqual(self.ages(), [300, 1])
		self.assertFalse(list(chain.breaks()))
		self.assertEqual(self.remove(), 0)
		self.access()
		self.assertFalse(list(chain.breaks()))

	def test_many_rows_go_in_several_steps(self):
		with patch.object(retention, "ROWS_AT_ONCE", 1):
			self.assertEqual(self.remove(), 2)
		self.assertEqual(self.ages(), [300, 1])

	def test_law_is_kept_whatever_the_setting_says(self):
		message = self.assertRefused(frappe.ValidationError, change_privacy_settings, log_retention_days=179)
		self.assertIn("180", message)
		frappe.db.set_single_value("Privacy Settings", "log_retention_days", 1)
		self.remove()
		self.assertEqual(self.ages(), [1])
		frappe.db.set_single_value("Privacy Settings", "log_retention_days", 365)
		self.assertEqual(retention.kept_since(self.now), self.now - timedelta(days=365))

	def test_row_removed_by_another_road_is_missed(self):
		frappe.db.delete(LOG, {"sequence": 1})
		self.assertTrue(list(chain.breaks()))

	def test_chain_of_which_everything_is_old_goes_on(self):
		self.access("dispatcher", when=self.now - timedelta(days=400))
		self.remove()
		self.access("dispatcher", when=self.now)
		self.assertFalse(list(chain.breaks()))
