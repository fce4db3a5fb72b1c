"""What governance-doctor finds on a site, and what it makes of it."""

import os
import tempfile
from pathlib import Path
from unittest.mock import patch

import frappe

from yumen_governance.commands.doctor import as_text, exit_code
from yumen_governance.hardening.accounts import hash_stored_keys
from yumen_governance.hardening.checks import CHECKS, Finding, examine, machine
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor


class TestChecks(GovernanceTestCase):
	def problem(self, name: str) -> str:
		return next(finding.problem for finding in examine() if finding.name == name)

	def test_every_check_says_what_it_protects_and_how_to_mend_it(self):
		names = [each.name for each in CHECKS]
		self.assertEqual(len(names), len(set(names)))
		for each in CHECKS:
			with self.subTest(each.name):
				self.assertTrue(each.meaning and each.mend.format(site="x"))

	def test_every_check_can_look(self):
		for finding in examine():
			with self.subTest(finding.name):
				self.assertNotIn("could not be checked", finding.problem)

	def test_this_apps_own_doors_are_in_force(self):
		for name in ("door", "files", "checked-endpoints", "permission-rules", "open-doctypes"):
			with self.subTest(name):
				self.assertEqual(self.problem(name), "")

	def test_configuration_is_read(self):
		for name, open_config, closed_config in (
			("developer-mode", {"developer_mode": 1}, {"developer_mode": 0}),
			("tests", {"allow_tests": 1}, {"allow_tests": 0}),
			("host-name", {"host_name": None}, {"host_name": "https://a.b"}),
			("https", {"host_name": "http://a.b"}, {"host_name": "https://a.b"}),
			("server-scripts", {"server_script_enabled": None}, {"server_script_enabled": 0}),
			("csrf", {"ignore_csrf": 1}, {"ignore_csrf": 0}),
			("cors", {"allow_cors": "*"}, {"allow_cors": ["https://a.b"]}),
			("upload-size", {"max_file_size": 10**10}, {"max_file_size": 10**7}),
			("redis-password", {"use_rq_auth": 0}, {"use_rq_auth": 1}),
			("database-way", {"db_host": "10.0.0.1"}, {"db_host": "127.0.0.1"}),
		):
			with self.subTest(name):
				with patch.dict(frappe.conf, open_config):
					self.assertTrue(self.problem(name))
				with patch.dict(frappe.conf, closed_config):
					self.assertEqual(self.problem(name), "")

	def test_door_that_another_app_took_is_noticed(self):
		with patch("yumen_governance.hardening.checks.wiring.frappe.get_hooks", return_value=frappe._dict()):
			for name in ("door", "checked-endpoints", "permission-rules"):
				self.assertIn("not in force", self.problem(name))

	def test_stored_records_are_looked_at(self):
		frappe.db.set_value("User", actor("auditor"), "reset_password_key", "plain-key-of-a-link")
		event = {"share_doctype": "Governance Event", "share_name": "x", "user": actor("auditor")}
		frappe.get_doc({"doctype": "DocShare", "name": 900001, **event}).db_insert()
		file = {"file_name": "x", "attached_to_doctype": "Governance Event", "attached_to_name": "x"}
		frappe.get_doc({"doctype": "File", "name": "file-x", "is_private": 0, **file}).db_insert()
		for name in ("password-links", "shares", "public-files"):
			with self.subTest(name):
				self.assertTrue(self.problem(name))
		hash_stored_keys()
		self.assertEqual(self.problem("password-links"), "")

	def test_rights_of_people_are_looked_at(self):
		perm = {"doctype": "Custom DocPerm", "parent": "Grid", "role": "All", "read": 1, "permlevel": 0}
		frappe.get_doc({"name": "open-grid", **perm}).db_insert()
		frappe.get_doc("User", actor("technician")).add_roles("Dispatcher")
		self.assertIn("Grid", self.problem("open-doctypes"))
		self.assertIn(actor("technician"), self.problem("technicians-apart"))

	def test_files_that_others_may_read_are_noticed(self):
		with tempfile.TemporaryDirectory() as folder:
			path = Path(folder) / "keys.json"
			path.write_text("{}")
			os.chmod(path, 0o644)
			with patch.object(machine.keyring, "path", return_value=path):
				self.assertIn("0644", self.problem("registry-keys"))
				os.chmod(path, 0o600)
				self.assertEqual(self.problem("registry-keys"), "")
				path.unlink()
				self.assertIn("missing", self.problem("registry-keys"))

	def test_redis_that_others_reach_is_noticed(self):
		with patch.dict(frappe.conf, {"redis_queue": "redis://10.0.0.9:6379"}):
			self.assertIn("10.0.0.9", self.problem("redis"))

	def test_rights_over_the_whole_server_are_noticed(self):
		with patch.object(frappe.db, "sql", return_value=[["GRANT FILE, SUPER ON *.* TO `x`"]]):
			self.assertIn("FILE", machine.database_rights())
		with patch.object(frappe.db, "sql", return_value=[["GRANT ALL PRIVILEGES ON `x`.* TO `x`"]]):
			self.assertIsNone(machine.database_rights())


class TestReport(GovernanceTestCase):
	def finding(self, critical: bool, problem: str) -> Finding:
		return Finding("thing", "meaning", critical, problem, "mend it so")

	def test_only_what_is_critical_fails(self):
		self.assertEqual(exit_code([self.finding(False, "bad"), self.finding(True, "")]), 0)
		self.assertEqual(exit_code([self.finding(True, "bad")]), 1)

	def test_report_says_what_to_do(self):
		text = as_text([self.finding(True, "bad"), self.finding(False, "")])
		self.assertIn("✗ thing: bad", text)
		self.assertIn("mend: mend it so", text)
		self.assertIn("2 checks: 1 critical, 0 advisable", text)
