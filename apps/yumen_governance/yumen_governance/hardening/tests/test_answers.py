"""What answers tell beyond their purpose is taken out; failures say something."""

import frappe
from frappe.client import set_value
from frappe.desk.form.load import getdoc
from werkzeug.wrappers import Response

from yumen_governance.hardening import answers
from yumen_governance.hardening.tests.door import EVENT, DoorTestCase
from yumen_governance.tests.factories import actor, make_resident


class TestAnswers(DoorTestCase):
	def test_saving_gives_back_no_hidden_columns(self):
		resident = make_resident(self.compound)
		arguments = {"doctype": "Resident", "name": resident.name, "fieldname": "note"}
		if not resident.meta.has_field("note"):
			arguments["fieldname"] = "resident_name"
		with self.as_user(actor("member")):
			hole = self.stock(set_value, **arguments, value="测试甲") or {}
			self.assertIn("sealed", hole, "the hole: stock gives back every column")
			told = self.call("frappe.client.set_value", **arguments, value="测试乙")
			self.assertEqual(told[arguments["fieldname"]], "测试乙")
			self.assertFalse({"sealed", "id_number_index", "phone_tail"} & set(told))
			path = f"/api/resource/Resident/{resident.name}"
			taken = self.send_json(path, "PUT", **{arguments["fieldname"]: "测试丙"})["data"]
			self.assertFalse({"sealed", "id_number_index", "phone_tail"} & set(taken))

	def test_title_of_an_unseen_linked_record_is_not_told(self):
		resident = make_resident(self.other_compound)
		if not resident.meta.show_title_field_in_link:
			self.skipTest("residents show no titles in links")
		self.mine.db_set("resident", resident.name)
		with self.as_user(actor("member")):
			frappe.local.response = frappe._dict(docs=[])
			getdoc(EVENT, self.mine.name)
			key = f"Resident::{resident.name}"
			self.assertEqual(
				frappe.local.response["_link_titles"][key],
				resident.resident_name,
				"the hole: stock tells the title of any linked record",
			)
			told = self.ask("/api/method/frappe.desk.form.load.getdoc", doctype=EVENT, name=self.mine.name)
		self.assertEqual(told["_link_titles"][key], resident.name)

	def test_versions_tell_no_hidden_columns(self):
		frappe.get_doc(
			{
				"doctype": "Version",
				"ref_doctype": "Resident",
				"docname": "x",
				"data": '{"changed": [["sealed", "a", "b"], ["resident_name", "甲", "乙"]]}',
			}
		)
		frappe.local.response = frappe._dict(
			docinfo={
				"doctype": "Resident",
				"versions": [{"data": '{"changed": [["sealed", "a", "b"], ["resident_name", "甲", "乙"]]}'}],
			}
		)
		with self.as_user(actor("member")):
			answers.tidy(Response("{}", mimetype="application/json"))
		told = frappe.local.response["docinfo"]["versions"][0]["data"]
		self.assertIn("resident_name", told)
		self.assertNotIn("sealed", told)

	def test_failure_says_when_and_what_to_do(self):
		response = Response("{}", status=500, mimetype="application/json")
		frappe.local.response = frappe._dict(exc_type="TypeError")
		with self.in_language("zh"):
			answers.tidy(response)
		self.assertIn("技术管理员", frappe.parse_json(response.get_json()["exc"])[0])

	def test_pages_and_lists_are_left_alone(self):
		page = Response("<p>", mimetype="text/html")
		answers.tidy(page)
		self.assertEqual(page.get_data(), b"<p>")
		with self.as_user(actor("member")):
			rows = self.ask(f"/api/resource/{EVENT}", fields=["name", "title"])["data"]
		self.assertIn({"name": self.mine.name, "title": self.mine.title}, rows)
