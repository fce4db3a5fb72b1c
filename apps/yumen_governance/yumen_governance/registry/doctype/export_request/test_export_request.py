"""Nothing leaves the registry unasked, undecided, unmarked or unwritten, and never more than the requester sees."""

from io import BytesIO
from unittest.mock import call, patch

import frappe
from frappe.utils import add_days, now_datetime
from openpyxl import load_workbook

from yumen_governance.api import export_requests as api
from yumen_governance.permissions.registry import REGISTRY_DOCTYPES
from yumen_governance.registry.doctype.export_request.export_request import (
	ExportRequestError,
	OwnRequestError,
)
from yumen_governance.registry.exporting import tasks
from yumen_governance.registry.exporting.filters import FilterError
from yumen_governance.registry.exporting.make import make
from yumen_governance.registry.exporting.vault import VaultError, lock, unlock
from yumen_governance.registry.sensitive_access import LOG
from yumen_governance.registry.tests.settings import change_privacy_settings, forget_privacy_settings
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, make_grid, make_grid_member, make_resident, make_user

PHONE = "19900002468"
REASON = {"purpose": "上级报送", "legal_basis": "甘政办发〔2026〕1号", "recipient": "市统计局 李某"}


class ExportTestCase(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		community = make_grid(make_grid().name).name
		self.grid, self.other_grid = make_grid(community).name, make_grid(community).name
		make_grid_member(self.grid, user=actor("leader"), post="Grid Leader")
		self.mine = make_resident(self.grid, resident_name="=本格", phone=PHONE).name
		make_resident(self.other_grid, resident_name="邻格")

	def ask(self, person: str = "leader", columns=("resident_name", "phone"), **values) -> str:
		with self.as_user(actor(person)):
			return api.ask(**{"doctype": "Resident", "columns": list(columns), **REASON, **values})

	def approve(self, name: str, person: str = "privacy_officer") -> str:
		with self.as_user(actor(person)):
			return api.approve(name)

	def made(self, name: str):
		request = frappe.get_doc("Export Request", name)
		make(request)
		request.reload()
		return request

	def fetched(self, name: str, person: str = "leader") -> list[list]:
		with self.as_user(actor(person)):
			answer = api.download(name)
		self.assertEqual(answer.headers["Cache-Control"], "no-store")
		sheet = load_workbook(BytesIO(answer.get_data())).active
		return [[cell.value for cell in row] for row in sheet.iter_rows()]


class TestAsking(ExportTestCase):
	def test_request_says_how_many_records_and_which(self):
		request = frappe.get_doc("Export Request", self.ask(filters=[["Resident", "grid", "=", self.grid]]))
		self.assertEqual(
			(request.status, request.row_estimate, request.has_plain_values), ("Requested", 1, 0)
		)
		self.assertIn(frappe.db.get_value("Grid", self.grid, "grid_name"), request.filters_text)
		self.assertEqual(request.requested_by, actor("leader"))

	def test_estimate_counts_only_what_the_requester_sees(self):
		self.assertEqual(frappe.db.get_value("Export Request", self.ask(), "row_estimate"), 1)

	def test_privacy_officer_is_told(self):
		name = self.ask()
		told = frappe.get_all("Notification Log", {"document_name": name}, pluck="for_user")
		self.assertIn(actor("privacy_officer"), told)
		self.assertNotIn(actor("administrator"), told)

	def test_who_may_not_read_may_not_ask(self):
		for person in ("handler", "clerk", "technician", "auditor", "member"):
			with self.subTest(person):
				self.assertRefused(frappe.PermissionError, self.ask, person)

	def test_records_outside_the_registry_are_not_asked_for_here(self):
		self.assertRefused(frappe.PermissionError, self.ask, doctype="User", columns=["email"])

	def test_fields_that_the_requester_may_not_read_are_refused(self):
		for field in ("sealed", "phone_index", "grid_path", "religion", "nothing"):
			with self.subTest(field):
				self.assertRefused(frappe.PermissionError, self.ask, columns=["resident_name", field])

	def test_plain_values_beyond_the_right_to_reveal_are_refused(self):
		self.assertRefused(frappe.PermissionError, self.ask, columns=["id_number"], plain=["id_number"])
		self.ask("registry_clerk", columns=["id_number"], plain=["id_number"])

	def test_filters_cannot_ask_about_hidden_fields(self):
		for row in (
			["Resident", "sealed", "like", "1:%"],
			["Resident", "health_note", "is", "set"],
			["User", "name", "=", "x"],
			["Resident", "name", "= ''; drop", "x"],
			["name", {"a": "b"}],
			"name",
		):
			with self.subTest(str(row)):
				self.assertRefused(FilterError, self.ask, filters=[row])

	def test_purpose_basis_and_recipient_are_required(self):
		self.assertRefused(ExportRequestError, self.ask, purpose="入户核实")
		self.assertRefused(frappe.MandatoryError, self.ask, legal_basis="")
		self.assertRefused(frappe.MandatoryError, self.ask, recipient="")
		self.assertRefused(ExportRequestError, self.ask, columns=[])

	def test_more_rows_than_allowed_are_refused(self):
		change_privacy_settings(export_max_rows=1)
		self.addCleanup(forget_privacy_settings)
		self.assertRefused(ExportRequestError, self.ask, "registry_clerk")


class TestDeciding(ExportTestCase):
	def test_request_begins_undecided_whatever_came_in(self):
		with self.as_user(actor("leader")):
			request = frappe.new_doc("Export Request")
			request.update({"reference_doctype": "Resident", **REASON, "file_format": "CSV"})
			request.update({"status": "Approved", "approved_by_officer": actor("leader"), "row_count": 5})
			request.append("columns", {"fieldname": "resident_name"})
			request.insert()
		self.assertEqual(
			(request.status, request.approved_by_officer, request.row_count), ("Requested", None, None)
		)

	def test_nobody_changes_or_deletes_a_request(self):
		request = frappe.get_doc("Export Request", self.ask())
		for person in ("Administrator", actor("leader"), actor("privacy_officer")):
			with self.subTest(person), self.as_user(person):
				request.reload()
				self.assertRefused(frappe.PermissionError, request.update({"recipient": "x"}).save)
				self.assertRefused(frappe.PermissionError, frappe.delete_doc, "Export Request", request.name)

	def test_officer_approves_masked_exports_alone(self):
		self.assertEqual(self.approve(self.ask()), "Approved")

	def test_others_do_not_decide(self):
		name = self.ask()
		for person in ("leader", "dispatcher", "registry_clerk", "auditor", "administrator"):
			with self.subTest(person):
				self.assertRefused(frappe.PermissionError, self.approve, name, person)

	def test_nobody_approves_their_own_request(self):
		officer = make_user("Privacy Officer", "Registry Clerk")
		with self.as_user(officer):
			name = api.ask("Resident", ["resident_name"], **REASON)
			self.assertRefused(OwnRequestError, api.approve, name)
			self.assertRefused(OwnRequestError, api.refuse, name, "no")

	def test_plain_values_need_two_people(self):
		name = self.ask(plain=["phone"])
		self.assertEqual(self.approve(name), "Half Approved")
		self.assertRefused(OwnRequestError, self.approve, name)
		self.assertEqual(self.approve(name, "administrator"), "Approved")

	def test_one_person_with_both_roles_is_not_two_people(self):
		both = make_user("Privacy Officer", "Governance Administrator")
		name = self.ask(plain=["phone"])
		with self.as_user(both):
			self.assertEqual(api.approve(name), "Half Approved")
			self.assertRefused(OwnRequestError, api.approve, name)

	def test_refusal_needs_a_reason_and_ends_it(self):
		name = self.ask()
		with self.as_user(actor("privacy_officer")):
			self.assertRefused(ExportRequestError, api.refuse, name, " ")
			api.refuse(name, "用途不明")
			self.assertRefused(ExportRequestError, api.approve, name)

	def test_withdrawn_by_the_requester_only(self):
		name = self.ask()
		with self.as_user(actor("privacy_officer")):
			self.assertRefused(frappe.PermissionError, api.withdraw, name)
		with self.as_user(actor("leader")):
			api.withdraw(name)
		self.assertRefused(ExportRequestError, self.approve, name)

	def test_request_of_another_is_not_seen(self):
		name = self.ask("registry_clerk")
		with self.as_user(actor("leader")):
			self.assertNotIn(name, frappe.get_list("Export Request", pluck="name"))
			self.assertFalse(frappe.has_permission("Export Request", "read", name))


class TestFile(ExportTestCase):
	def ready(self, **values) -> str:
		name = self.ask(**values)
		self.approve(name)
		if values.get("plain"):
			self.approve(name, "administrator")
		self.made(name)
		return name

	def test_file_holds_what_the_requester_sees_masked_and_marked(self):
		name = self.ready()
		rows = self.fetched(name)
		self.assertIn(name, rows[0][0])
		self.assertEqual(rows[2:], [["'=本格", "199****2468"]])

	def test_plain_values_stand_there_when_two_people_agreed(self):
		self.assertEqual(self.fetched(self.ready(plain=["phone"]))[2], ["'=本格", PHONE])

	def test_territory_of_the_day_it_is_made_counts(self):
		name = self.ask()
		self.approve(name)
		frappe.db.set_value("Grid Member", {"user": actor("leader")}, "is_active", 0)
		self.assertEqual(self.made(name).row_count, 0)

	def test_right_that_was_lost_in_the_meantime_leaves_the_mask(self):
		name = self.ask(plain=["phone"])
		self.approve(name)
		self.approve(name, "administrator")
		frappe.get_doc("Reveal Right", "Grid Leader-phone").update({"is_active": 0}).save()
		self.made(name)
		self.assertEqual(self.fetched(name)[2][1], "199****2468")

	def test_requester_who_left_gets_nothing(self):
		name = self.ask()
		self.approve(name)
		frappe.db.set_value("User", actor("leader"), "enabled", 0)
		with self.assertRaises(frappe.PermissionError):
			self.made(name)

	def test_only_the_requester_fetches_it_and_each_time_is_counted(self):
		name = self.ready()
		for person in ("privacy_officer", "administrator", "registry_clerk", "auditor"):
			with self.subTest(person):
				self.assertRefused(frappe.PermissionError, self.fetched, name, person)
		self.fetched(name)
		self.fetched(name)
		self.assertEqual(frappe.db.get_value("Export Request", name, "download_count"), 2)

	def test_making_and_fetching_stand_in_the_log(self):
		name = self.ready(plain=["phone"])
		self.fetched(name)
		rows = frappe.get_all(LOG, {"reference_name": name}, ["user", "action", "row_count", "purpose"])
		self.assertEqual(
			{tuple(row.values()) for row in rows},
			{(actor("leader"), "Export", 1, "上级报送"), (actor("leader"), "Download", 1, "上级报送")},
		)

	def test_file_on_the_disk_tells_nothing(self):
		request = frappe.get_doc("Export Request", self.ready(plain=["phone"], file_format="CSV"))
		file = frappe.get_doc("File", request.file)
		with open(file.get_full_path(), "rb") as stored:
			self.assertNotIn(PHONE.encode(), stored.read())
		self.assertEqual(file.is_private, 1)

	def test_changed_or_foreign_file_is_refused(self):
		sealed = lock("EX-1", b"text")
		self.assertEqual(unlock("EX-1", sealed), b"text")
		self.assertRefused(VaultError, unlock, "EX-2", sealed)
		self.assertRefused(VaultError, unlock, "EX-1", sealed[:-1] + bytes([sealed[-1] ^ 1]))

	def test_file_is_gone_when_its_time_is_over(self):
		name = self.ready()
		request = frappe.get_doc("Export Request", name)
		frappe.db.set_value("Export Request", name, "valid_until", add_days(now_datetime(), -1))
		self.assertRefused(frappe.ValidationError, self.fetched, name)
		request.reload()
		request.expire()
		self.assertEqual(request.status, "Expired")
		self.assertFalse(frappe.db.exists("File", {"attached_to_name": name}))

	def test_order_of_columns_is_the_asked_one(self):
		name = self.ready(columns=("phone", "grid", "resident_name"))
		label = frappe.get_meta("Resident").get_label
		language = frappe.db.get_value("User", actor("leader"), "language") or frappe.local.lang
		headings = [frappe._(label(field), language) for field in ("phone", "grid", "resident_name")]
		rows = self.fetched(name)
		self.assertEqual(rows[1], headings)
		self.assertEqual(rows[2][1], frappe.db.get_value("Grid", self.grid, "grid_name"))

	def test_more_rows_than_a_batch_are_all_there_once(self):
		for number in range(5):
			make_resident(self.grid, resident_name=f"批{number}")
		request = frappe.get_doc("Export Request", self.ask())
		with self.as_user(actor("leader")):
			from yumen_governance.registry.exporting import rows

			table, rows.BATCH = rows.table_of(request, actor("leader")), 2
			self.addCleanup(setattr, rows, "BATCH", 1000)
			names = [row[0] for row in table.rows(100)]
			self.assertEqual(len(list(table.rows(3))), 3)
		self.assertEqual(sorted(names), sorted(["=本格", *(f"批{number}" for number in range(5))]))


class TestDailyJob(ExportTestCase):
	def test_what_nobody_decided_ends_and_what_a_job_lost_is_made_again(self):
		undecided, lost, fresh = self.ask(), self.ask(), self.ask()
		self.approve(lost)
		frappe.db.set_value("Export Request", undecided, "valid_until", add_days(now_datetime(), -1))
		with patch("frappe.db.commit"), patch.object(tasks, "enqueue") as enqueue:
			self.assertIn(undecided, tasks.end_what_is_over())
		self.assertIn(call(lost), enqueue.mock_calls)
		states = [frappe.db.get_value("Export Request", name, "status") for name in (undecided, lost, fresh)]
		self.assertEqual(states, ["Expired", "Approved", "Requested"])

	def test_job_makes_the_file_once(self):
		name = self.ask()
		self.approve(name)
		with patch("frappe.db.commit"):
			tasks.make_file(name)
			made_on = frappe.db.get_value("Export Request", name, "made_on")
			tasks.make_file(name)
		self.assertEqual(
			frappe.db.get_value("Export Request", name, ["status", "made_on"]), ("Ready", made_on)
		)

	def test_job_says_why_there_is_no_file(self):
		name = self.ask()
		self.approve(name)
		frappe.db.set_value("User", actor("leader"), "enabled", 0)
		with patch("frappe.db.commit"), patch("frappe.db.rollback"):
			tasks.make_file(name)
		status, failure = frappe.db.get_value("Export Request", name, ["status", "failure"])
		self.assertEqual(status, "Failed")
		self.assertTrue(failure)


class TestRights(GovernanceTestCase):
	def test_nobody_has_the_stock_export_right_on_the_registry(self):
		for source in ("DocPerm", "Custom DocPerm"):
			found = frappe.get_all(
				source, {"parent": ["in", REGISTRY_DOCTYPES], "export": 1}, ["parent", "role"]
			)
			self.assertFalse(found)
