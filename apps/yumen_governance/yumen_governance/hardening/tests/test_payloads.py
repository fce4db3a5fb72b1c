"""What only the server sets is put back in forms, and refused where single fields are named."""

import frappe
from frappe import client

from yumen_governance.hardening.payloads import SetBySystemError
from yumen_governance.hardening.tests.door import EVENT, DoorTestCase
from yumen_governance.tests.factories import actor, make_unit

STOLEN = {"owner": "someone@example.com"}


class TestSingleFields(DoorTestCase):
	def test_several_fields_at_once_are_checked_each(self):
		unit = make_unit().name
		hole = self.stock(client.set_value, "Functional Unit", unit, frappe.as_json({"lft": 7}))
		self.assertEqual((hole or {}).get("lft"), 7, "the hole: stock changes what is read only")
		with self.as_user(actor("administrator")):
			self.assertRefused(
				SetBySystemError,
				self.call,
				"frappe.client.set_value",
				doctype="Functional Unit",
				name=unit,
				fieldname={"phone": "1", "lft": 9},
			)

	def test_fields_that_the_system_sets_are_refused_one_by_one(self):
		arguments = {"doctype": EVENT, "name": self.mine.name}
		for values in (STOLEN, {"due_on": "2099-01-01"}, {"grid_path": "1."}, {"stage": "Closed"}):
			with self.subTest(values=values), self.as_user(actor("dispatcher")):
				self.assertRefused(
					SetBySystemError, self.call, "frappe.client.set_value", fieldname=values, **arguments
				)
				key, value = next(iter(values.items()))
				self.assertRefused(
					SetBySystemError,
					self.call,
					"frappe.client.set_value",
					fieldname=key,
					value=value,
					**arguments,
				)

	def test_rest_refuses_what_the_system_sets(self):
		path = f"/api/resource/{EVENT}/{self.mine.name}"
		for values in (STOLEN, {"closed_on": "2020-01-01 00:00:00"}, {"workflow_state": "Closed"}):
			with self.subTest(values=values), self.as_user(actor("dispatcher")):
				self.assertRefused(SetBySystemError, self.send_json, path, "PUT", **values)
				self.assertRefused(SetBySystemError, self.ask, path, "PUT", data=frappe.as_json(values))

	def test_rest_takes_back_what_it_gave(self):
		path = f"/api/resource/{EVENT}/{self.mine.name}"
		with self.as_user(actor("dispatcher")):
			given = self.ask(path)["data"]
			taken = self.send_json(path, "PUT", **{**given, "title": "新标题"})["data"]
		self.assertEqual(taken["title"], "新标题")
		self.assertEqual(taken["owner"], given["owner"])

	def test_field_above_the_level_is_refused_not_dropped(self):
		self.mine.db_set({"lead_grid": self.compound, "stage": "Handling"})
		with self.as_user(actor("leader")):
			self.assertRefused(
				SetBySystemError,
				self.send_json,
				f"/api/resource/{EVENT}/{self.mine.name}",
				"PUT",
				urgency="Very Urgent",
			)

	def test_bulk_edit_and_bulk_update_are_checked(self):
		with self.as_user(actor("dispatcher")):
			self.assertRefused(
				SetBySystemError,
				self.call,
				"frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs",
				doctype=EVENT,
				docnames=[self.mine.name],
				action="update",
				data={"due_on": "2099-01-01"},
			)
			self.assertRefused(
				SetBySystemError,
				self.call,
				"frappe.client.bulk_update",
				docs=[{"doctype": EVENT, "docname": self.mine.name, **STOLEN}],
			)

	def test_dates_moved_in_a_calendar_are_checked(self):
		moved = {"doctype": EVENT, "name": self.mine.name, "due_on": "2099-01-01"}
		with self.as_user(actor("dispatcher")):
			self.assertRefused(
				SetBySystemError,
				self.call,
				"frappe.desk.calendar.update_event",
				args=moved,
				field_map={"start": "due_on", "end": "due_on"},
			)

	def test_ordinary_fields_are_still_changed(self):
		arguments = {"doctype": EVENT, "name": self.mine.name}
		with self.as_user(actor("dispatcher")):
			self.call("frappe.client.set_value", fieldname={"title": "甲", "address": "乙"}, **arguments)
			self.call("frappe.client.set_value", fieldname="description", value="丙", **arguments)
		self.mine.reload()
		self.assertEqual((self.mine.title, self.mine.address, self.mine.description), ("甲", "乙", "丙"))


class TestForms(DoorTestCase):
	def test_form_cannot_change_what_the_system_sets(self):
		form = self.mine.as_dict()
		form.update({"title": "改", "due_on": "2099-01-01 00:00:00", **STOLEN})
		with self.as_user(actor("dispatcher")):
			for method, arguments in (
				("frappe.client.save", {}),
				("frappe.desk.form.save.savedocs", {"action": "Save"}),
			):
				self.call(method, doc=frappe.as_json(form), **arguments)
				form["modified"] = str(frappe.db.get_value(EVENT, self.mine.name, "modified"))
		self.mine.reload()
		self.assertEqual(self.mine.title, "改")
		self.assertNotEqual(self.mine.owner, STOLEN["owner"])
		self.assertNotEqual(str(self.mine.due_on), "2099-01-01 00:00:00")

	def test_new_record_begins_as_the_system_says(self):
		values = {
			"title": "新",
			"source": "Window",
			"category": "0401",
			"grid": self.compound,
			"reported_on": "2020-01-01 00:00:00",
			"closed_on": "2020-01-02 00:00:00",
			**STOLEN,
		}
		with self.as_user(actor("dispatcher")):
			made = self.send_json(f"/api/resource/{EVENT}", "POST", **values)["data"]
			other = self.call("frappe.client.insert", doc={"doctype": EVENT, **values})
		for record in (made, other):
			self.assertFalse(record.get("closed_on") or record.get("reported_on"))
			self.assertEqual(record["owner"], actor("dispatcher"))

	def test_rows_of_a_table_are_settled_too(self):
		unit = frappe.get_doc({"doctype": "Functional Unit", "unit_name": "测试单位", "handlers": []})
		unit.append("handlers", {"user": actor("handler")})
		unit.insert()
		form = unit.as_dict()
		form["handlers"][0].update({"full_name": "冒名", "owner": STOLEN["owner"]})
		with self.as_user(actor("administrator")):
			self.call("frappe.client.save", doc=frappe.as_json(form))
		unit.reload()
		self.assertNotEqual(unit.handlers[0].full_name, "冒名")
		self.assertNotEqual(unit.handlers[0].owner, STOLEN["owner"])

	def test_server_code_is_free_to_set_them(self):
		with self.as_user(actor("dispatcher")):
			self.call(
				"frappe.model.workflow.apply_workflow",
				doc=frappe.as_json(self.mine.as_dict()),
				action="Accept",
			)
		self.assertEqual(frappe.db.get_value(EVENT, self.mine.name, "workflow_state"), "Accepted")
