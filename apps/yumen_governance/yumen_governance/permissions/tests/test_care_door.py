"""Every path of the desk and of REST that leads to a special-group record, tried by everybody."""

import json

import frappe

from yumen_governance.api.reveal import reveal
from yumen_governance.hardening.tests.door import DoorTestCase
from yumen_governance.permissions.care import CARE_DOCTYPES, VISIT
from yumen_governance.permissions.tests.care_table import (
	ASKED,
	GROUND,
	PEOPLE,
	CareMatrixTestCase,
)
from yumen_governance.tests.care import (
	MENTAL,
	RESETTLEMENT,
	officer,
)
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import (
	actor,
	invented_id,
	make_resident,
)


class TestDoor(DoorTestCase, CareMatrixTestCase):
	"""The same answers over HTTP, and no other road to a record."""

	setUpClass = classmethod(CareMatrixTestCase.setUpClass.__func__)

	def setUp(self):
		GovernanceTestCase.setUp(self)
		self.addCleanup(self._leave)

	def refused(self, function, **arguments):
		"""Tell whether a call is refused, or answers nothing."""
		try:
			return not self.call(function, **arguments)
		except (frappe.PermissionError, frappe.DoesNotExistError, frappe.ValidationError):
			return True

	def test_form_rest_and_lists_answer_readers_alone(self):
		filters = frappe.as_json([["name", "in", list(self.names)]])
		for person, (reads, _writes) in PEOPLE.items():
			with self.subTest(person), self.as_user(self.people[person]):
				for function in ("frappe.client.get", "frappe.client.get_value"):
					arguments = {"doctype": RESETTLEMENT, "name": self.record.name}
					if function.endswith("value"):
						arguments = {
							"doctype": RESETTLEMENT,
							"filters": self.record.name,
							"fieldname": "goals",
						}
					self.assertEqual(not self.refused(function, **arguments), "mine" in reads, function)
				for function in ("frappe.client.get_count", "frappe.desk.reportview.get_count"):
					if reads:
						self.assertEqual(
							self.call(function, doctype=RESETTLEMENT, filters=filters), len(reads)
						)
					else:
						self.assertTrue(self.refused(function, doctype=RESETTLEMENT, filters=filters))

	def test_search_finds_nothing_for_others(self):
		for person, (reads, _writes) in PEOPLE.items():
			with self.subTest(person), self.as_user(self.people[person]):
				arguments = {"doctype": RESETTLEMENT, "txt": "", "page_length": 50}
				if reads:
					answer = self.ask("/api/method/frappe.desk.search.search_link", "POST", **arguments)
					found = answer.get("results") or answer.get("message")
					self.assertEqual(self.seen(row["value"] for row in found or []), reads)
				else:
					self.assertTrue(self.refused("frappe.desk.search.search_link", **arguments))

	def test_nothing_leads_from_the_resident_to_the_record(self):
		resident = self.record.resident
		for person in ("administrator", "registry_clerk", "leader_of_the_grid", "technician"):
			with self.subTest(person), self.as_user(self.people[person]):
				try:
					linked = self.call(
						"frappe.desk.form.linked_with.get", doctype="Resident", docname=resident
					)
				except frappe.PermissionError:
					linked = {}
				self.assertFalse(set(linked or {}) & {*CARE_DOCTYPES, VISIT})
		dashboard = frappe.get_meta("Resident").get_dashboard_data()
		shown = {item for group in dashboard.get("transactions", []) for item in group["items"]}
		self.assertFalse(shown & {*CARE_DOCTYPES, VISIT})

	def test_nothing_leads_from_unit_user_or_purpose_to_the_record(self):
		for doctype, name in (
			("Functional Unit", self.unit),
			("Legal Purpose", self.record.legal_purpose),
			("User", self.people["helper"]),
		):
			from frappe.desk.form.linked_with import get

			with self.subTest(doctype):
				self.assertFalse(set(get(doctype, name)) & {*CARE_DOCTYPES, VISIT})

	def test_nobody_exports_or_prints(self):
		for person in PEOPLE:
			with self.subTest(person), self.as_user(self.people[person]):
				self.assertTrue(
					self.refused(
						"frappe.desk.reportview.export_query",
						doctype=RESETTLEMENT,
						file_format_type="CSV",
						fields=frappe.as_json(["name"]),
						filters="{}",
						title="x",
					)
				)
				self.assertTrue(
					self.refused(
						"frappe.www.printview.get_html_and_style", doc=RESETTLEMENT, name=self.record.name
					)
				)

	def test_nothing_is_said_shared_or_assigned_on_a_record(self):
		outsider = self.people["administrator"]
		with self.as_user(officer(RESETTLEMENT)):
			for function, arguments in (
				(
					"frappe.desk.form.utils.add_comment",
					{"content": "x", "comment_email": "x@example.com", "comment_by": "x"},
				),
				("frappe.desk.form.assign_to.add", {"assign_to": frappe.as_json([outsider])}),
				("frappe.desk.doctype.tag.tag.add_tag", {"tag": "x"}),
				("frappe.desk.form.document_follow.follow_document", {"user": officer(RESETTLEMENT)}),
				("frappe.share.add", {"user": outsider}),
			):
				place = {"doctype": RESETTLEMENT, "name": self.record.name}
				if function.endswith("add_comment"):
					place = {"reference_doctype": RESETTLEMENT, "reference_name": self.record.name}
				elif "tag" in function:
					place = {"dt": RESETTLEMENT, "dn": self.record.name}
				elif "follow" in function:
					place = {"doctype": RESETTLEMENT, "doc_name": self.record.name}
				with self.subTest(function):
					self.assertTrue(self.refused(function, **place, **arguments))
		for doctype in ("Comment", "ToDo", "Tag Link", "DocShare"):
			field = {"ToDo": "reference_name", "Tag Link": "document_name", "DocShare": "share_name"}
			filters = {field.get(doctype, "reference_name"): self.record.name}
			self.assertFalse(frappe.db.exists(doctype, filters), doctype)

	def test_files_follow_the_record(self):
		with self.as_user(officer(RESETTLEMENT)):
			file = frappe.get_doc(
				{
					"doctype": "File",
					"file_name": "plan.txt",
					"content": "x",
					"attached_to_doctype": RESETTLEMENT,
					"attached_to_name": self.record.name,
					"is_private": 0,
				}
			).insert()
		self.assertTrue(file.is_private)
		self.addCleanup(file.delete_file_data_content)
		for person, (reads, _writes) in PEOPLE.items():
			with self.subTest(person), self.as_user(self.people[person]):
				listed = frappe.get_list("File", {"attached_to_name": self.record.name})
				self.assertEqual(bool(listed), "mine" in reads)
				self.assertEqual(frappe.has_permission("File", "read", file.name), "mine" in reads)

	def test_no_action_is_taken_by_a_link(self):
		with self.as_user(officer(RESETTLEMENT)):
			for action in ("end", "take_back_end", "review"):
				values = {"end_reason": "care_end-01", "ended_on": "2026-02-01", "conclusion": "x"}
				asked = {key: values[key] for key in ASKED[action]}
				with self.subTest(action):
					path = f"/api/resource/{RESETTLEMENT}/{self.record.name}"
					self.assertRefused(
						frappe.PermissionError, self.ask, path, "GET", run_method=action, **asked
					)

	def test_every_opening_is_written_down(self):
		log = {"reference_doctype": RESETTLEMENT, "reference_name": self.record.name, "action": "Open"}
		for number, function in enumerate(("frappe.desk.form.load.getdoc", "frappe.client.get"), 1):
			with self.as_user(self.people["helper"]):
				self.call(function, doctype=RESETTLEMENT, name=self.record.name)
			self.assertEqual(frappe.db.count("Sensitive Access Log", log), number, function)
		with self.as_user(self.people["helper"]):
			self.ask(f"/api/resource/{RESETTLEMENT}/{self.record.name}")
		rows = frappe.get_all("Sensitive Access Log", log, ["user", "purpose"])
		self.assertEqual(len(rows), 3)
		self.assertEqual({(row.user, row.purpose) for row in rows}, {(actor("member"), GROUND)})

	def test_every_change_is_written_down_without_values(self):
		with self.as_user(officer(RESETTLEMENT)):
			doc = frappe.get_doc(RESETTLEMENT, self.record.name)
			doc.update({"goals": "独特目标", "prison": "独特场所"}).save()
		row = frappe.get_last_doc(
			"Sensitive Access Log", {"reference_name": self.record.name, "action": "Change"}
		)
		self.assertEqual(row.user, officer(RESETTLEMENT))
		self.assertNotIn("独特", frappe.as_json(row.as_dict()))
		self.assertTrue(row.note)

	def test_officer_finds_a_person_by_the_whole_number_and_it_is_written_down(self):
		number = invented_id()
		resident = make_resident(self.grid, id_number=number, resident_name="李四")
		search = "yumen_governance.api.care.find_resident_by_id_number"
		arguments = {"record_type": RESETTLEMENT, "legal_purpose": "0101"}
		with self.as_user(officer(RESETTLEMENT)):
			found = self.call(search, id_number=number, **arguments)
			self.assertEqual(found["person"]["name"], "李四")
			self.assertNotIn(resident.name, frappe.as_json(found))
			self.assertIn("problem", self.call(search, id_number=number[:10], **arguments))
			self.assertIn(
				"problem", self.call(search, id_number=number, **{**arguments, "legal_purpose": "0401"})
			)
			self.assertTrue(self.refused(search, id_number=number, **{**arguments, "record_type": MENTAL}))
		log = {"user": officer(RESETTLEMENT), "action": "Search"}
		fields = ["reference_doctype", "reference_name", "row_count", "note"]
		rows = frappe.get_all("Sensitive Access Log", log, fields, order_by="sequence desc", limit=2)[::-1]
		self.assertEqual([row.row_count for row in rows], [1, 0])
		self.assertEqual(rows[0].note, frappe.db.get_value("Resident", resident.name, "id_number_index"))
		self.assertEqual(
			{(row.reference_doctype, row.reference_name) for row in rows}, {(RESETTLEMENT, None)}
		)
		for person, (_reads, writes) in PEOPLE.items():
			if not writes:
				with self.subTest(person), self.as_user(self.people[person]):
					self.assertTrue(self.refused(search, id_number=number, **arguments))

	def test_auditor_sees_accesses_and_statistics_but_no_record(self):
		with self.as_user(actor("auditor")):
			self.assertTrue(frappe.get_list("Sensitive Access Log", {"reference_name": self.record.name}))
			self.assertTrue(self.refused("frappe.client.get", doctype=RESETTLEMENT, name=self.record.name))
			self.assertTrue(self.refused("frappe.client.get_list", doctype="Care Statistic"))
			report = self.call("frappe.desk.query_report.run", report_name="Care Statistics", filters="{}")
			self.assertTrue(report["result"])

	def test_reveal_is_for_those_who_may_know(self):
		with self.as_user(officer(RESETTLEMENT)):
			doc = frappe.get_doc(RESETTLEMENT, self.record.name)
			doc.update({"contact_phone": "19900004321", "prison": "某监狱"}).save()
		for fieldname, plain, may in (
			("contact_phone", "19900004321", {"officer", "helper"}),
			("prison", "某监狱", {"officer"}),
		):
			for person in ("officer", "helper", "officer_of_another_group", "administrator", "auditor"):
				with self.subTest(fieldname, person=person), self.as_user(self.people[person]):
					answer = reveal(RESETTLEMENT, self.record.name, fieldname, "帮教关爱")
					told = json.loads(answer.get_data(as_text=True)).get("value")
					self.assertEqual(told, plain if person in may else None)
