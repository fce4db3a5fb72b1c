"""Who sees a special-group record: one literal table of roles and people, tried by every path that leads to it."""

import json

import frappe
from frappe.utils import add_days, getdate

from yumen_governance.api.reveal import reveal
from yumen_governance.hardening.tests.door import DoorTestCase
from yumen_governance.permissions import roles
from yumen_governance.permissions.care import CARE_DOCTYPES, HELPER, OFFICERS, VISIT
from yumen_governance.tests.care import (
	CORRECTION,
	DRUG,
	MENTAL,
	RESETTLEMENT,
	YOUTH,
	end_care,
	helper_row,
	make_care_record,
	make_care_unit,
	make_care_visit,
	officer,
)
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import (
	actor,
	invented_id,
	make_grid,
	make_grid_member,
	make_resident,
	make_unit,
	make_user,
)

RIGHTS = (
	"read",
	"write",
	"create",
	"delete",
	"report",
	"export",
	"import",
	"print",
	"email",
	"share",
	"submit",
)
OFFICER = {"read", "write", "create"}
# DocType: what each role may do with it at all; a role not named may do nothing
TABLE = {
	RESETTLEMENT: {roles.RESETTLEMENT_OFFICER: OFFICER, HELPER: {"read"}},
	CORRECTION: {roles.CORRECTION_OFFICER: OFFICER, HELPER: {"read"}},
	MENTAL: {roles.MENTAL_HEALTH_OFFICER: OFFICER, HELPER: {"read"}},
	DRUG: {roles.DRUG_RECOVERY_OFFICER: OFFICER, HELPER: {"read"}},
	YOUTH: {roles.YOUTH_PROTECTION_OFFICER: OFFICER, HELPER: {"read"}},
	VISIT: dict.fromkeys((*roles.CARE_OFFICERS, HELPER), OFFICER),
	"Legal Purpose": {
		roles.ADMINISTRATOR: {"read", "write", "create", "report", "print"},
		roles.AUDITOR: {"read", "report"},
		roles.PRIVACY_OFFICER: {"read", "report"},
		**{role: {"read"} for role in (*roles.CARE_OFFICERS, HELPER)},
	},
	"Care Statistic": {
		role: {"report"} for role in (roles.AUDITOR, roles.ADMINISTRATOR, *roles.CARE_OFFICERS)
	},
}
GROUND = "帮助刑满释放人员安置生活、就业和融入社会"
EVERY_ROLE = (*roles.ALL, "System Manager", "All", "Guest")
STAFF = ("administrator", "dispatcher", "clerk", "auditor", "registry_clerk", "privacy_officer", "technician")
# Person: what they read, and what they change, of the records that setUp makes
PEOPLE = {
	"officer": ({"mine", "ended"}, {"mine", "ended"}),
	"officer_elsewhere": ({"elsewhere"}, {"elsewhere"}),
	"officer_above": ({"mine", "ended", "elsewhere"}, {"mine", "ended", "elsewhere"}),
	"officer_without_unit": (set(), set()),
	"officer_of_another_group": (set(), set()),
	"handler_of_the_unit": (set(), set()),
	"helper": ({"mine"}, set()),
	"helper_of_the_past": (set(), set()),
	"helper_of_the_future": (set(), set()),
	"member_of_the_grid": (set(), set()),
	"leader_of_the_grid": (set(), set()),
	**dict.fromkeys(
		(
			"administrator",
			"dispatcher",
			"clerk",
			"auditor",
			"registry_clerk",
			"privacy_officer",
			"technician",
		),
		(set(), set()),
	),
}

# Action: what it is told
ASKED = {"end": ("end_reason", "ended_on"), "take_back_end": (), "review": ("conclusion",)}
# Person: who of the people of the tests; the others get an account of their own, with the officer's role
ACCOUNTS = {
	"officer": "resettlement_officer",
	"officer_of_another_group": "drug_recovery_officer",
	"handler_of_the_unit": "handler",
	"helper": "member",
	"helper_of_the_past": "other_handler",
	"helper_of_the_future": "other_leader",
	"member_of_the_grid": "other_member",
	"leader_of_the_grid": "leader",
	**{name: name for name in STAFF},
}


class TestRoles(GovernanceTestCase):
	def test_each_role_has_exactly_the_rights_of_the_table(self):
		for doctype, table in TABLE.items():
			permissions = frappe.get_meta(doctype).permissions
			self.assertLessEqual({row.role for row in permissions}, set(EVERY_ROLE))
			for role in EVERY_ROLE:
				rows = [row for row in permissions if row.role == role and not row.permlevel]
				held = {right for right in RIGHTS for row in rows if row.get(right)}
				with self.subTest(doctype, role=role):
					self.assertEqual(held, table.get(role, set()))

	def test_background_is_for_the_officers_of_the_group_alone(self):
		for doctype in CARE_DOCTYPES:
			rows = [row for row in frappe.get_meta(doctype).permissions if row.permlevel]
			with self.subTest(doctype):
				self.assertEqual({(row.role, row.permlevel) for row in rows}, {(OFFICERS[doctype], 1)})

	def test_nobody_s_role_reaches_envelope_and_person(self):
		for doctype in CARE_DOCTYPES:
			hidden = {df.fieldname for df in frappe.get_meta(doctype).fields if df.permlevel == 9}
			with self.subTest(doctype):
				self.assertEqual(hidden, {"sealed", "resident", "reminded_of"})


class CareMatrixTestCase(GovernanceTestCase):
	"""A bureau with two offices; the unit of the tests is one, with a record in care and one that ended."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		frappe.set_user("Administrator")
		cls.people = {
			person: actor(ACCOUNTS[person]) if person in ACCOUNTS else make_user(roles.RESETTLEMENT_OFFICER)
			for person in PEOPLE
		}
		cls.make_units()
		cls.grid = make_grid(make_grid().name).name
		make_grid_member(cls.grid, "Grid Leader", actor("leader"))
		make_grid_member(cls.grid, user=actor("other_member"))
		cls.records = cls.make_records()
		cls.visits = {
			key: make_care_visit(record, cls.people["officer_elsewhere" if key == "elsewhere" else "officer"])
			for key, record in cls.records.items()
		}
		end_care(cls.records["ended"])
		cls.names = {record.name: key for key, record in cls.records.items()}
		cls.record = cls.records["mine"]

	@classmethod
	def make_units(cls):
		bureau = make_unit(cls.people["officer_above"], is_group=1).name
		cls.unit = make_care_unit()
		unit = frappe.get_doc("Functional Unit", cls.unit)
		unit.parent_unit = bureau
		unit.append("handlers", {"user": cls.people["handler_of_the_unit"]})
		unit.save()
		cls.elsewhere = make_unit(cls.people["officer_elsewhere"], parent_unit=bureau).name

	@classmethod
	def make_records(cls) -> dict:
		today, people = getdate(), cls.people
		helpers = [
			helper_row(RESETTLEMENT, people["helper"]),
			helper_row(RESETTLEMENT, people["helper_of_the_past"], to_date=add_days(today, -1)),
			helper_row(RESETTLEMENT, people["helper_of_the_future"], from_date=add_days(today, 1)),
		]
		return {
			"mine": cls.made(cls.unit, helpers=helpers, goals="Find work"),
			"ended": cls.made(cls.unit, people["helper"]),
			"elsewhere": cls.made(cls.elsewhere, user=people["officer_elsewhere"]),
		}

	@classmethod
	def made(cls, unit: str, helper: str | None = None, **values):
		number = invented_id()
		make_resident(cls.grid, id_number=number)
		return make_care_record(RESETTLEMENT, unit, number, helper, **values)

	def seen(self, names) -> set[str]:
		return {self.names[name] for name in names if name in self.names}


class TestRecords(CareMatrixTestCase):
	def test_list_and_record_show_exactly_what_the_table_says(self):
		for person, (reads, writes) in PEOPLE.items():
			user = self.people[person]
			with self.subTest(person):
				self.assertEqual(self.seen(self.listed(RESETTLEMENT, user)), reads)
				for key, record in self.records.items():
					may = {
						right: frappe.has_permission(RESETTLEMENT, right, record.name, user)
						for right in RIGHTS
					}
					self.assertEqual((may["read"], may["write"]), (key in reads, key in writes), key)
					for right in ("delete", "export", "print", "share", "email", "report", "submit"):
						self.assertFalse(may[right], right)

	def listed(self, doctype, user):
		with self.as_user(user):
			try:
				return frappe.get_list(doctype, pluck="name", limit=0)
			except frappe.PermissionError:
				return []

	def test_visits_are_seen_with_their_record(self):
		for person, (reads, _writes) in PEOPLE.items():
			user, names = self.people[person], {visit.name: key for key, visit in self.visits.items()}
			with self.subTest(person):
				listed = self.listed(VISIT, user)
				self.assertEqual({names[name] for name in listed if name in names}, reads)
				for key, visit in self.visits.items():
					self.assertEqual(frappe.has_permission(VISIT, "read", visit.name, user), key in reads)

	def test_visits_are_added_by_who_reads_a_record_in_care(self):
		for person, (reads, _writes) in PEOPLE.items():
			for key, record in self.records.items():
				with self.subTest(person, record=key):
					if key in reads - {"ended"}:
						self.assertTrue(make_care_visit(record, self.people[person]).name)
					else:
						self.assertRefused(
							frappe.PermissionError, make_care_visit, record, self.people[person]
						)

	def test_only_officers_with_a_unit_make_records(self):
		makers = {"officer", "officer_elsewhere", "officer_above"}
		for person, user in self.people.items():
			unit = frappe.db.get_value("Functional Unit Handler", {"user": user}, "parent") or self.unit
			with self.subTest(person):
				if person in makers:
					self.assertTrue(self.made(unit, user=user).name)
				else:
					self.assertRefused(frappe.PermissionError, self.made, unit, user=user)

	def test_record_from_outside_cannot_pretend_to_be_mine(self):
		stolen = self.records["elsewhere"].as_dict()
		stolen.update({"responsible_unit": self.unit, "owner": officer(RESETTLEMENT)})
		self.assertFalse(
			frappe.has_permission(RESETTLEMENT, "write", frappe.get_doc(stolen), officer(RESETTLEMENT))
		)

	def test_helper_sees_no_background(self):
		record = self.records["mine"]
		record.db_set({"risk": "****", "resident": "someone"})
		with self.as_user(self.people["helper"]):
			doc = frappe.get_doc(RESETTLEMENT, record.name)
			doc.apply_fieldlevel_read_permissions()
			self.assertFalse(doc.get("risk") or doc.get("resident") or doc.get("sealed"))
			self.assertEqual(doc.goals, "Find work")
			row = frappe.get_list(RESETTLEMENT, fields=["name", "risk", "goals"], limit=1)[0]
			self.assertNotIn("risk", row)

	def test_unit_out_of_use_gives_no_sight(self):
		frappe.db.set_value("Functional Unit", self.unit, "is_active", 0)
		self.assertNotIn("mine", self.seen(self.listed(RESETTLEMENT, officer(RESETTLEMENT))))

	def test_role_taken_away_ends_the_sight(self):
		user = self.people["officer_above"]
		frappe.db.delete("Has Role", {"parent": user, "role": roles.RESETTLEMENT_OFFICER})
		frappe.clear_cache(user=user)
		self.assertFalse(self.listed(RESETTLEMENT, user))


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
