"""What the framework writes down by itself holds no plain value of a person."""

import json
import logging

import frappe
from frappe.core.doctype.error_log.error_log import ErrorLog
from frappe.handler import execute_cmd
from frappe.model.utils.user_settings import get_user_settings

from yumen_governance.registry import leaks
from yumen_governance.registry.plain_values import without_plain_values
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, invented_id, make_grid, make_resident

PHONE, ADDRESS, ILLNESS = "19988776655", "玉门市标记社区暗号小区9号楼9单元909室", "暗号疾病甲乙丙"


class TestPatterns(GovernanceTestCase):
	def test_numbers_are_masked_wherever_they_stand(self):
		number = invented_id()
		masked = f"990000********{number[-4:]}"
		for text, shown in (
			(f"他说{number}，电话{PHONE}。", f"他说{masked}，电话199****6655。"),
			(f"+86 {PHONE}", "199****6655"),
			("199 8877 6655", "199******6655"),
			(f'{{"id":"{number}"}}', f'{{"id":"{masked}"}}'),
			("990000850617133", "990000*****7133"),
		):
			with self.subTest(text):
				self.assertEqual(without_plain_values(text), shown)

	def test_other_numbers_stay(self):
		for text in (
			"GE-2026-000123",
			"2026-11-24 10:11:12.123456",
			"06h0dhe3a69vry72f0vsekmq",
			"620981001002",
			"",
		):
			with self.subTest(text):
				self.assertEqual(without_plain_values(text), text)


class TestLeaks(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.number = invented_id()
		self.marks = (self.number, PHONE, ADDRESS, ILLNESS)
		self.doc = {
			"doctype": "Resident",
			"id_number": self.number,
			"phone": PHONE,
			"address_detail": ADDRESS,
			"health_note": ILLNESS,
		}
		frappe.local.form_dict = frappe._dict(doc=json.dumps(self.doc), cmd="frappe.desk.form.save.savedocs")
		self.addCleanup(frappe.local.form_dict.clear)

	def assertClean(self, text: str):
		self.assertTrue(text)
		for mark in self.marks:
			self.assertNotIn(mark, text)

	def trace(self) -> str:
		"""A trace with local variables, as the framework makes one when saving fails."""
		try:
			self.fail_while_sealing(self.doc, ADDRESS)
		except ZeroDivisionError:
			return frappe.get_traceback(with_context=True)

	def fail_while_sealing(self, record, value):
		plain = json.dumps(record)
		return 1 / 0 if plain and value else None

	def test_trace_would_tell_without_the_mask(self):
		self.assertTrue(all(mark in self.trace() for mark in (PHONE, self.number, ADDRESS)))

	def test_error_log_is_discreet(self):
		log = frappe.log_error(title=f"Failed for {PHONE}", message=self.trace())
		self.assertIsInstance(log, ErrorLog)
		stored = frappe.db.get_value("Error Log", log.name, ["method", "error"])
		self.assertClean(stored[0])
		self.assertClean(stored[1])
		self.assertIn("ZeroDivisionError", stored[1])

	def test_error_log_is_discreet_in_the_queue_too(self):
		frappe.cache.delete_value("insert_queue_for_Error Log")
		frappe.log_error(title="Failed", message=self.trace(), defer_insert=True)
		queued = frappe.cache.lpop("insert_queue_for_Error Log").decode()
		self.assertClean(json.dumps(json.loads(queued), ensure_ascii=False))

	def test_stored_values_in_a_trace_are_masked_by_their_field(self):
		frappe.local.form_dict.clear()
		text = json.dumps({"address_detail": ADDRESS}, ensure_ascii=False)
		for written in (
			text,
			repr(text),
			json.dumps(text, ensure_ascii=False),
			str({"health_note": ILLNESS}),
		):
			with self.subTest(written):
				self.assertClean(leaks.discreet(written))

	def test_access_log_is_discreet(self):
		filters = json.dumps([["Resident", "phone", "=", PHONE]])
		frappe.get_doc(
			{"doctype": "Access Log", "filters": filters, "page": f"<td>{self.number}</td>"}
		).db_insert()
		row = frappe.get_last_doc("Access Log")
		self.assertClean(row.filters + row.page)

	def test_saved_filter_is_discreet(self):
		filters = json.dumps([["Resident", "phone", "=", PHONE]])
		saved = frappe.get_doc(
			{
				"doctype": "List Filter",
				"filter_name": "x",
				"reference_doctype": "Resident",
				"filters": filters,
				"for_user": actor("registry_clerk"),
			}
		).insert()
		self.assertClean(frappe.db.get_value("List Filter", saved.name, "filters"))

	def test_list_settings_are_discreet(self):
		settings = json.dumps({"List": {"filters": [["Resident", "phone", "=", PHONE]]}})
		frappe.local.request = frappe._dict(method="POST")
		with self.as_user(actor("registry_clerk")):
			frappe.local.form_dict = frappe._dict(doctype="Resident", user_settings=settings)
			execute_cmd("frappe.model.utils.user_settings.save")
			self.assertClean(get_user_settings("Resident"))

	def test_log_files_are_discreet(self):
		before = logging.getLogRecordFactory()
		self.addCleanup(logging.setLogRecordFactory, before)
		leaks.guard_log_files()
		line = logging.getLogger("x").makeRecord(
			"x", logging.ERROR, "", 0, "Form Dict: %s", (frappe.local.form_dict,), None
		)
		self.assertClean(line.getMessage())

	def test_version_and_database_row_hold_masks_only(self):
		frappe.local.form_dict.clear()
		grid = make_grid(make_grid(make_grid().name).name).name
		resident = make_resident(grid, **{key: value for key, value in self.doc.items() if key != "doctype"})
		resident.update({"phone": "19911112222", "health_note": "别的"}).save()
		versions = frappe.get_all("Version", {"docname": resident.name}, pluck="data")
		row = frappe.db.get_value("Resident", resident.name, "*")
		for mark in (*self.marks, "19911112222", "别的"):
			self.assertNotIn(mark, f"{versions}{row}")
