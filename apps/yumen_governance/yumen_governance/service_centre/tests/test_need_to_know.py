"""Who sees a request: its window, its unit, who was asked first; general intake while it is there; sealed ones fewer."""

import frappe
from frappe.handler import execute_cmd

from yumen_governance.api.reveal import reveal
from yumen_governance.service_centre.tests.case import RequestTestCase
from yumen_governance.tests.factories import (
	actor,
	invented_id,
	make_item,
	make_request,
	make_window,
	make_window_type,
)

REQUEST = "Service Request"

# Person: which of the requests of setUp they read, and which they change
SIGHT = {
	"clerk": ({"here", "sealed", "general"}, {"here", "sealed", "general"}),
	"other_clerk": ({"there", "general"}, {"there", "general"}),
	"handler": ({"here"}, {"here"}),
	"other_handler": ({"there"}, {"there"}),
	"dispatcher": ({"here", "there", "general"}, {"here", "there", "general"}),
	"centre_director": ({"here", "there", "general", "sealed"}, {"here", "there", "general", "sealed"}),
	"auditor": ({"here", "there", "general"}, set()),
	"administrator": (set(), set()),
	"leader": (set(), set()),
	"mediator": (set(), set()),
}


class SightTestCase(RequestTestCase):
	def setUp(self):
		super().setUp()
		general = make_window(window_type=make_window_type(is_general_intake=1).name)
		offered = make_item(general.window_type)
		with self.as_user(actor("dispatcher")):
			self.requests = {
				"there": make_request(self.other, self.other_item),
				"general": make_request(general, offered),
			}
		self.requests |= {"here": self.registered(), "sealed": self.registered(domestic_violence=1)}
		for request in self.requests.values():
			request.db_set("first_responsible", actor("court_liaison"), update_modified=False)
		self.names = {request.name: key for key, request in self.requests.items()}

	def seen(self, names) -> set[str]:
		return {self.names[name] for name in names if name in self.names}

	def call(self, cmd, **arguments):
		frappe.local.form_dict = frappe._dict(arguments, cmd=cmd)
		frappe.local.request = frappe._dict(method="POST")
		frappe.local.response = frappe._dict(docs=[])
		try:
			return execute_cmd(cmd)
		finally:
			frappe.local.request = None


class TestSight(SightTestCase):
	def test_lists_show_exactly_what_the_table_says(self):
		for person, (reads, _writes) in SIGHT.items():
			with self.subTest(person), self.as_user(actor(person)):
				if frappe.has_permission(REQUEST, "read"):
					self.assertEqual(self.seen(frappe.get_list(REQUEST, pluck="name", limit=0)), reads)
				else:
					self.assertFalse(reads)
					self.assertRaises(frappe.PermissionError, frappe.get_list, REQUEST)

	def test_records_agree_with_the_list_for_reading_and_changing(self):
		for person, (reads, writes) in SIGHT.items():
			for key, request in self.requests.items():
				with self.subTest(person, request=key), self.as_user(actor(person)):
					self.assertEqual(bool(frappe.has_permission(REQUEST, "read", request.name)), key in reads)
					self.assertEqual(
						bool(frappe.has_permission(REQUEST, "write", request.name)), key in writes
					)

	def test_counts_search_and_report_view_agree_with_the_list(self):
		filters = frappe.as_json([[REQUEST, "name", "in", list(self.names)]])
		for person, (reads, _writes) in SIGHT.items():
			with self.subTest(person), self.as_user(actor(person)):
				if not frappe.has_permission(REQUEST, "read"):
					continue
				count = self.call("frappe.desk.reportview.get_count", doctype=REQUEST, filters=filters)
				self.assertEqual(count, len(reads))
				rows = self.call(
					"frappe.desk.reportview.get",
					doctype=REQUEST,
					filters=filters,
					fields='["name"]',
					page_length=99,
				)
				found = (value for row in (rows or {}).get("values", []) for value in row)
				self.assertEqual(self.seen(found), reads)
				self.call("frappe.desk.search.search_link", doctype=REQUEST, txt="SR-", page_length=9999)
				response = frappe.local.response
				links = response.get("results") or response.get("message") or []
				self.assertEqual(self.seen(row["value"] for row in links), reads)

	def test_nobody_exports_requests(self):
		for person in ("clerk", "dispatcher", "centre_director", "auditor"):
			with self.subTest(person), self.as_user(actor(person)):
				self.assertFalse(frappe.has_permission(REQUEST, "export"))

	def test_who_was_asked_first_reads_on_but_changes_nothing(self):
		self.requests["there"].db_set("first_responsible", self.clerk, update_modified=False)
		name = self.requests["there"].name
		with self.as_user(self.clerk):
			self.assertTrue(frappe.has_permission(REQUEST, "read", name))
			self.assertFalse(frappe.has_permission(REQUEST, "write", name))

	def test_the_history_of_a_sealed_request_is_as_sealed_as_itself(self):
		name = self.requests["sealed"].name
		for person in ("dispatcher", "other_clerk", "handler"):
			with self.subTest(person), self.as_user(actor(person)):
				entries = frappe.get_list("Timeline Entry", {"reference_name": name}, pluck="name")
				self.assertEqual(entries, [])

	def test_numbers_are_masked_in_every_answer(self):
		number = invented_id()
		request = self.registered(id_number=number)
		with self.as_user(self.clerk):
			doc = self.call("frappe.client.get", doctype=REQUEST, name=request.name)
			rows = frappe.get_list(REQUEST, {"name": request.name}, ["*"])
		self.assertNotIn(number, frappe.as_json(doc))
		self.assertNotIn(number, frappe.as_json(rows))


class TestReveal(RequestTestCase):
	def test_whoever_works_on_it_sees_a_number_for_a_purpose_and_it_is_written_down(self):
		number = invented_id()
		request = self.registered(id_number=number)
		with self.as_user(self.clerk):
			answer = reveal(REQUEST, request.name, "id_number", "来访事项办理")
		self.assertEqual((answer.status_code, number in answer.get_data(as_text=True)), (200, True))
		logged = {"reference_doctype": REQUEST, "reference_name": request.name, "outcome": "Allowed"}
		self.assertTrue(frappe.db.exists("Sensitive Access Log", logged))

	def test_whoever_only_reads_it_is_refused(self):
		number = invented_id()
		request = self.registered(id_number=number)
		for person in ("other_clerk", "auditor"):
			with self.subTest(person), self.as_user(actor(person)):
				answer = reveal(REQUEST, request.name, "id_number", "来访事项办理")
				self.assertEqual(answer.status_code, 403)
				self.assertNotIn(number, answer.get_data(as_text=True))
