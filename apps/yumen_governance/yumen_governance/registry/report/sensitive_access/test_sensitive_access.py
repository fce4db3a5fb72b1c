"""The reports on access count right, under every filter, and are read by two roles only."""

from datetime import datetime

import frappe
from frappe.desk.query_report import run

from yumen_governance.registry import access_report
from yumen_governance.registry.report.sensitive_access.sensitive_access import GROUPS, execute
from yumen_governance.registry.report.unusual_access.unusual_access import execute as unusual
from yumen_governance.registry.tests.test_access_report import DAY, NOON, AccessTestCase
from yumen_governance.tests.factories import actor

PERIOD = {"from_date": DAY, "to_date": DAY}


class TestSensitiveAccess(AccessTestCase):
	def setUp(self):
		super().setUp()
		self.access(times=3)
		self.access("dispatcher", purpose="事件办理")
		self.access("dispatcher", refusal="no")
		self.access("registry_clerk", action="Export", row_count=50)
		self.access(when=datetime(2020, 1, 9, 0, 0))

	def rows(self, **filters) -> dict:
		_columns, rows, _message, _chart = execute({**PERIOD, **filters})
		return {str(row["group_name"]): row for row in rows}

	def name(self, person: str) -> str:
		return frappe.db.get_value("User", actor(person), "full_name")

	def test_people_with_their_numbers(self):
		rows = self.rows()
		self.assertEqual(
			{name: (row["accesses"], row["refusals"], row["exported_rows"]) for name, row in rows.items()},
			{
				self.name("member"): (3, 0, 0),
				self.name("dispatcher"): (1, 1, 0),
				self.name("registry_clerk"): (0, 0, 50),
			},
		)

	def test_filters_narrow(self):
		self.assertEqual(list(self.rows(user=actor("dispatcher"))), [self.name("dispatcher")])
		self.assertEqual(self.rows(outcome="Refused")[self.name("dispatcher")]["accesses"], 0)
		self.assertEqual(list(self.rows(action="Export")), [self.name("registry_clerk")])
		self.assertEqual(list(self.rows(group_by="Purpose", purpose="事件办理")), ["事件办理"])

	def test_every_group_counts_the_same_total(self):
		for group in GROUPS:
			with self.subTest(group):
				total = sum(row["accesses"] for row in self.rows(group_by=group).values())
				self.assertEqual(total, 4)

	def test_days(self):
		rows = self.rows(group_by="Day", to_date="2020-01-09")
		self.assertEqual(
			{day: row["accesses"] for day, row in rows.items()}, {"2020-01-08": 4, "2020-01-09": 1}
		)

	def test_quiet_period_has_no_rows(self):
		self.assertEqual(self.rows(from_date="2019-01-01", to_date="2019-01-02"), {})

	def test_only_auditor_and_privacy_officer_run_it(self):
		for person in ("administrator", "dispatcher", "member", "technician"):
			with self.subTest(person), self.as_user(actor(person)):
				self.assertRefused(frappe.PermissionError, run, "Sensitive Access", PERIOD)
				self.assertRefused(frappe.PermissionError, run, "Unusual Access", PERIOD)
		with self.as_user(actor("auditor")):
			self.assertEqual(len(run("Sensitive Access", PERIOD)["result"]), 3)


class TestUnusualAccess(AccessTestCase):
	def test_findings_of_the_period(self):
		self.rule("Many Accesses", 2)
		self.access(when=NOON, times=2)
		access_report.make_report(DAY)
		_columns, rows, _message, chart = unusual(PERIOD)
		self.assertEqual(
			[(row["report_date"], row["figure"], row["threshold"]) for row in rows], [(DAY, 2, 2)]
		)
		self.assertEqual(chart["data"]["datasets"][0]["values"], [2])
		self.assertEqual(unusual({**PERIOD, "rule": "Large Export"})[1], [])
		self.assertEqual(unusual({"from_date": "2019-01-01", "to_date": "2019-01-02"})[1], [])
