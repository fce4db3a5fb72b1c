"""Functions of the framework that are closed, for technicians, or for people without login."""

import frappe
from frappe.desk.search import search_link

from yumen_governance.hardening.calls import own_name
from yumen_governance.hardening.methods import CLOSED, GUEST, HARMLESS, KEPT, TECHNICAL, ClosedError
from yumen_governance.hardening.tests.door import EVENT, DoorTestCase
from yumen_governance.tests.factories import actor


class TestClosedFunctions(DoorTestCase):
	def test_nobody_calls_what_is_closed(self):
		for user in (actor("member"), actor("technician"), "Administrator"):
			for method in (
				"frappe.integrations.oauth2.authorize",
				"frappe.integrations.doctype.ldap_settings.ldap_settings.login",
				"frappe.email.doctype.newsletter.newsletter.subscribe",
				"frappe.website.doctype.discussion_topic.discussion_topic.submit_discussion",
				"frappe.desk.doctype.system_console.system_console.execute_code",
				"frappe.www.login.send_login_link",
				"frappe.handler.uploadfile",
				"uploadfile",
			):
				with self.subTest(method, user=user), self.as_user(user):
					self.assertRefused(ClosedError, self.call, method)

	def test_only_technicians_call_what_is_technical(self):
		for method in (
			"frappe.desk.doctype.workspace.workspace.save_page",
			"frappe.desk.desktop.update_onboarding_step",
			"frappe.core.doctype.data_import.data_import.download_template",
			"frappe.core.doctype.data_export.exporter.export_data",
			"frappe.core.doctype.deleted_document.deleted_document.restore",
			"frappe.core.doctype.communication.email.make",
			"frappe.translate.update_translations_for_source",
			"frappe.core.doctype.sms_settings.sms_settings.send_sms",
			"frappe.utils.nestedset.rebuild_tree",
		):
			for person in ("member", "dispatcher", "administrator"):
				with self.subTest(method, person=person), self.as_user(actor(person)):
					self.assertRefused(ClosedError, self.call, method)

	def test_technician_still_works(self):
		with self.as_user(actor("technician")):
			self.assertTrue(self.call("frappe.utils.scheduler.get_scheduler_status", "GET"))

	def test_open_methods_of_the_site_open_what_is_closed(self):
		method = "frappe.integrations.oauth2_logins.login_via_office365"
		with self.as_user(actor("member")):
			self.assertRefused(ClosedError, self.call, method)
			frappe.conf.open_methods = ["frappe.integrations.oauth2_logins."]
			self.addCleanup(frappe.conf.pop, "open_methods")
			with self.assertRaises(Exception) as caught:
				self.call(method)
			self.assertNotIsInstance(caught.exception, ClosedError)

	def test_any_path_and_any_name_of_a_function_is_closed(self):
		closed = "frappe.website.doctype.discussion_topic.discussion_topic.submit_discussion"
		with self.as_user(actor("member")):
			for path in ("/", "/app", "/api/resource/Grid"):
				self.assertRefused(ClosedError, self.ask, path, "POST", cmd=closed)
			self.assertRefused(ClosedError, self.ask, f"/api/v2/method/{closed}", "POST")

	def test_argument_that_names_a_function_is_no_way_in(self):
		with self.as_user(actor("member")):
			self.assertRefused(
				ClosedError, self.call, "upload_file", method="frappe.utils.nestedset.rebuild_tree"
			)
			self.assertRefused(
				ClosedError,
				self.call,
				"frappe.desk.search.search_link",
				doctype=EVENT,
				txt="",
				query="frappe.desk.doctype.number_card.number_card.get_cards_for_user",
			)

	def test_checked_function_has_no_unchecked_second_name(self):
		with self.as_user(actor("member")):
			self.assertRefused(
				ClosedError, self.call, "frappe.core.doctype.file.file.zip_files", files='["x"]'
			)
			self.assertRefused(ClosedError, self.call, "upload_file", method="frappe.core.api.file.zip_files")

	def test_rename_without_checks_is_no_method_of_a_record(self):
		for method in ("rename", "_rename"):
			with self.subTest(method), self.as_user(actor("member")):
				self.assertRefused(
					ClosedError,
					self.call,
					"run_doc_method",
					dt=EVENT,
					dn=self.mine.name,
					method=method,
					args={"name": "MINE", "validate_rename": False},
				)

	def test_methods_of_stock_records_are_for_technicians(self):
		arguments = {"docs": {"doctype": "Network Printer Settings"}, "method": "get_printers_list"}
		with self.as_user(actor("member")):
			self.assertRefused(ClosedError, self.call, "run_doc_method", **arguments)
			self.assertRefused(
				ClosedError, self.ask, "/api/resource/Report/ToDo", "POST", run_method="toggle_disable"
			)

	def test_a_link_changes_nothing(self):
		member = frappe.get_all("Grid Member", {"user": actor("member")}, pluck="name")[0]
		with self.as_user("Administrator"):
			self.assertRefused(
				ClosedError, self.ask, f"/api/resource/Grid Member/{member}", "GET", run_method="grant_role"
			)

	def test_dumps_of_the_site_are_no_downloads(self):
		for user in (actor("technician"), "Administrator"):
			with self.as_user(user):
				self.assertRefused(ClosedError, self.ask, "/backups/20260101_000000-site-database.sql.gz")

	def test_refusal_is_chinese(self):
		with self.as_user(actor("member")), self.in_language("zh"):
			message = self.assertRefused(ClosedError, self.call, "frappe.www.login.send_login_link")
		self.assertIn("本站未启用此功能", message)


class TestGuests(DoorTestCase):
	def test_guests_reach_only_what_login_needs(self):
		with self.as_user("Guest"):
			self.assertEqual(self.call("ping", "GET"), "pong")
			for path in (
				"/api/method/frappe.www.list.get_list_data",
				"/api/method/frappe.desk.desk_page.getpage",
				"/api/method/frappe.utils.print_format.download_pdf",
				"/api/resource/Language",
				"/api/v2/document/Language",
				"/?cmd=frappe.core.doctype.user.user.sign_up",
			):
				with self.subTest(path):
					path, _divider, cmd = path.partition("?cmd=")
					self.assertRefused(ClosedError, self.ask, path, "GET", **({"cmd": cmd} if cmd else {}))


class TestTables(DoorTestCase):
	"""The tables name functions that exist, so that an upgrade which renames one is noticed."""

	def test_single_functions_of_the_tables_exist(self):
		optional = ("frappe.translate.get_boot_translations", "frappe.handler.login")
		for name in (*CLOSED, *TECHNICAL, *HARMLESS, *KEPT, *GUEST):
			if not name.endswith((".", "_")) and name not in optional:
				with self.subTest(name):
					self.assertTrue(callable(frappe.get_attr(name)))
					self.assertEqual(own_name(name), name)


class TestSearch(DoorTestCase):
	def test_search_keeps_the_rules_of_the_list(self):
		arguments = {"doctype": EVENT, "txt": "GE-", "page_length": 999}
		with self.as_user(actor("member")):
			self.assertNotIn(self.theirs.name, self.found(ignore_user_permissions=1, **arguments))
			self.assertIn(self.mine.name, self.found(**arguments))
			frappe.local.response = frappe._dict(docs=[])
			search_link(ignore_user_permissions=1, **arguments)
		hole = str(frappe.local.response.get("results"))
		self.assertIn(self.theirs.name, hole, "the hole: stock leaves out the rules of the list")

	def found(self, **arguments) -> str:
		return str(self.ask("/api/method/frappe.desk.search.search_link", "POST", **arguments))
