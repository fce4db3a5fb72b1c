"""Whatever function takes a record's name, it answers only about records that the person may read."""

import frappe
from frappe.desk.doctype.tag.tag import add_tag, get_tagged_docs, remove_tag
from frappe.desk.form.document_follow import get_follow_users
from frappe.desk.form.linked_with import get as get_linked
from frappe.desk.listview import get_group_by_count
from frappe.desk.notifications import get_open_count
from frappe.geo.utils import get_coords

from yumen_governance.hardening.ours import names
from yumen_governance.hardening.tests.door import EVENT, DoorTestCase
from yumen_governance.tests.factories import actor, make_resident

# Function: its arguments beside the record's, which it takes as doctype and name unless told otherwise
FUNCTIONS = {
	"frappe.desk.like.toggle_like": {"add": "Yes"},
	"frappe.desk.form.assign_to.remove": {"assign_to": "x"},
	"frappe.desk.notifications.get_open_count": {},
	"frappe.utils.file_manager.add_attachments": {"attachments": "[]"},
	"frappe.share.get_users": {},
	"frappe.desk.form.load.get_communications": {},
}
OTHERWISE = {
	"frappe.desk.form.document_follow.follow_document": ("doctype", "doc_name"),
	"frappe.desk.form.document_follow.get_follow_users": ("doctype", "doc_name"),
	"frappe.desk.form.document_follow.unfollow_document": ("doctype", "doc_name"),
	"frappe.desk.form.linked_with.get": ("doctype", "docname"),
	"frappe.desk.form.linked_with.get_submitted_linked_docs": ("doctype", "name"),
	"frappe.core.api.file.get_attached_images": ("doctype", "names"),
	"frappe.automation.doctype.reminder.reminder.create_new_reminder": (
		"reminder_doctype",
		"reminder_docname",
	),
	"frappe.desk.doctype.tag.tag.add_tag": ("dt", "dn"),
	"frappe.desk.doctype.tag.tag.add_tags": ("dt", "docs"),
	"frappe.desk.doctype.tag.tag.remove_tag": ("dt", "dn"),
	"frappe.realtime.can_subscribe_doc": ("doctype", "docname"),
	"frappe.desk.form.utils.get_next": ("doctype", "value"),
	"frappe.client.get_doc_permissions": ("doctype", "docname"),
}


class TestNamedRecords(DoorTestCase):
	def test_record_of_another_territory_is_answered_about_by_no_function(self):
		ways = {**dict.fromkeys(FUNCTIONS, ("doctype", "name")), **OTHERWISE}
		for function, (doctype, name) in ways.items():
			arguments = {**FUNCTIONS.get(function, {}), doctype: EVENT, "user": actor("member")}
			arguments |= {"tag": "x", "tags": '["x"]'}
			with self.subTest(function), self.as_user(actor("member")):
				self.assertRefused(
					frappe.PermissionError, self.call, function, **arguments, **{name: self.theirs.name}
				)

	def test_one_unseen_record_among_many_refuses_all(self):
		names = frappe.as_json([self.mine.name, self.theirs.name])
		with self.as_user(actor("member")):
			self.assertRefused(
				frappe.PermissionError,
				self.call,
				"frappe.core.api.file.get_attached_images",
				doctype=EVENT,
				names=names,
			)

	def test_own_record_is_answered_about(self):
		with self.as_user(actor("member")):
			self.call("frappe.desk.like.toggle_like", doctype=EVENT, name=self.mine.name, add="Yes")
			self.assertTrue(
				self.call("frappe.realtime.can_subscribe_doc", "GET", doctype=EVENT, docname=self.mine.name)
			)
		self.assertIn(actor("member"), frappe.db.get_value(EVENT, self.mine.name, "_liked_by"))

	def test_stock_asks_nobody(self):
		with self.as_user(actor("member")):
			self.assertIsNotNone(self.stock(get_follow_users, EVENT, self.theirs.name), "the hole")


class TestTags(DoorTestCase):
	def test_tag_of_an_unseen_record_is_neither_set_nor_taken(self):
		with self.as_user(actor("member")):
			self.stock(remove_tag, "none", EVENT, self.theirs.name)
			self.call("frappe.desk.doctype.tag.tag.add_tag", tag="查", dt=EVENT, dn=self.mine.name)
			self.assertIn("查", frappe.db.get_value(EVENT, self.mine.name, "_user_tags"))
			self.call("frappe.desk.doctype.tag.tag.remove_tag", tag="查", dt=EVENT, dn=self.mine.name)
			self.assertNotIn("查", frappe.db.get_value(EVENT, self.mine.name, "_user_tags") or "")

	def test_name_of_a_table_is_no_way_into_the_statement(self):
		injected = "ToDo` set description=0x68 where 1=1 -- "
		with self.as_user(actor("member")):
			for function in (add_tag, remove_tag):
				self.stock_statement(function, injected)
			for method in ("add_tag", "remove_tag"):
				with self.assertRaises(Exception) as caught:
					self.call(f"frappe.desk.doctype.tag.tag.{method}", tag="x", dt=injected, dn="x")
				self.assertNotIsInstance(caught.exception, frappe.db.ProgrammingError)

	def stock_statement(self, function, doctype):
		try:
			self.stock(function, "x", doctype, "x")
		except Exception:
			frappe.clear_messages()

	def test_tagged_records_are_those_that_the_person_sees(self):
		for event in (self.mine, self.theirs):
			frappe.db.set_value(EVENT, event.name, "_user_tags", ",同案")
		with self.as_user(actor("member")):
			hole = self.stock(get_tagged_docs, EVENT, "%同案")
			self.assertIn(self.theirs.name, str(hole), "the hole: stock lists tagged records of everybody")
			told = str(self.call("frappe.desk.doctype.tag.tag.get_tagged_docs", doctype=EVENT, tag="%同案"))
		self.assertIn(self.mine.name, told)
		self.assertNotIn(self.theirs.name, told)

	def test_records_for_a_tag_are_those_that_the_person_sees(self):
		for event in (self.mine, self.theirs):
			self.call("frappe.desk.doctype.tag.tag.add_tag", tag="同案", dt=EVENT, dn=event.name)
		with self.as_user(actor("member")):
			told = str(self.call("frappe.desk.doctype.tag.tag.get_documents_for_tag", tag="#同案"))
		self.assertIn(self.mine.name, told)
		self.assertNotIn(self.theirs.name, told)


class TestCounts(DoorTestCase):
	def assign(self, event):
		todo = {"doctype": "ToDo", "reference_type": EVENT, "reference_name": event.name, "description": "x"}
		frappe.get_doc({**todo, "allocated_to": actor("dispatcher")}).insert()

	def test_assigned_records_are_counted_among_those_seen(self):
		for event in (self.mine, self.theirs):
			self.assign(event)
		arguments = {"doctype": EVENT, "current_filters": "[]", "field": "assigned_to"}
		with self.as_user(actor("member")):
			hole = {row.name: row.count for row in self.stock(get_group_by_count, **arguments) or []}
			told = {
				row["name"]: row["count"]
				for row in self.call("frappe.desk.listview.get_group_by_count", **arguments)
			}
		self.assertEqual(told, {actor("dispatcher"): 1})
		self.assertGreater(hole.get(actor("dispatcher"), 2), 1, "the hole: stock counts all")

	def test_fields_are_counted_as_before(self):
		with self.as_user(actor("member")):
			rows = self.call(
				"frappe.desk.listview.get_group_by_count",
				doctype=EVENT,
				current_filters=[[EVENT, "name", "=", self.mine.name]],
				field="stage",
			)
		self.assertEqual([(row["name"], row["count"]) for row in rows], [("Triage", 1)])

	def test_connections_are_counted_as_far_as_they_are_seen(self):
		resident = make_resident(self.compound).name
		frappe.db.set_value(EVENT, self.theirs.name, "resident", resident)
		method = "frappe.desk.notifications.get_open_count"
		with self.as_user(actor("member")):
			hole = self.counted(self.stock(get_open_count, "Resident", resident))
			told = self.counted(self.call(method, doctype="Resident", name=resident))
			frappe.db.set_value(EVENT, self.mine.name, "resident", resident)
			both = self.counted(self.call(method, doctype="Resident", name=resident))
		self.assertEqual(hole[EVENT], 1, "the hole: stock counts all")
		self.assertEqual((told[EVENT], both[EVENT]), (0, 1))

	def counted(self, answer) -> dict:
		entries = answer["count"]
		if isinstance(entries, dict):
			entries = [entry for found in entries.values() for entry in found]
		return {entry.get("doctype") or entry["name"]: entry.get("count") for entry in entries}

	def test_linked_records_are_those_that_the_person_sees(self):
		grid = frappe.db.get_value("Grid", self.other_compound, "parent_grid")
		frappe.db.set_value(EVENT, self.theirs.name, "grid", grid)
		with self.as_user(actor("member")):
			hole = str(self.stock(get_linked, "Grid", grid))
			told = str(self.call("frappe.desk.form.linked_with.get", doctype="Grid", docname=grid))
		self.assertIn(self.theirs.name, hole, "the hole: stock lists linked records of everybody")
		self.assertNotIn(self.theirs.name, told)

	def test_places_on_a_map_are_those_that_the_person_sees(self):
		doctype = next(iter(self.places()), None)
		if not doctype:
			self.skipTest("no DocType with latitude and longitude")
		with self.as_user(actor("member")):
			hole = self.stock(get_coords, doctype, "[]", "coordinates")
			told = self.call("frappe.geo.utils.get_coords", doctype=doctype, filters="[]", type="coordinates")
		self.assertGreaterEqual(len(hole["features"]), len(told["features"]), "the hole: stock shows all")

	def places(self):
		fields = frappe.get_all("DocField", {"fieldname": "latitude"}, pluck="parent")
		return [doctype for doctype in fields if doctype in names()]

	def test_record_without_a_place_says_so(self):
		with self.as_user(actor("member")):
			self.assertRefused(
				frappe.ValidationError,
				self.call,
				"frappe.geo.utils.get_coords",
				doctype="Household",
				filters="[]",
				type="coordinates",
			)

	def test_linkable_record_that_is_not_seen_is_not_confirmed(self):
		link = {"doctype": EVENT, "docname": self.theirs.name, "fields": '["title"]'}
		with self.as_user(actor("member")):
			self.assertFalse(self.call("frappe.client.validate_link", **link))
			link["docname"] = self.mine.name
			self.assertEqual(self.call("frappe.client.validate_link", **link)["title"], self.mine.title)

	def test_heatmap_counts_nobody_elses_records(self):
		chart = {"document_type": EVENT, "type": "Heatmap", "based_on": "creation", "chart_type": "Count"}
		method = "frappe.desk.doctype.dashboard_chart.dashboard_chart.get"
		with self.as_user(actor("member")):
			self.assertRefused(
				frappe.PermissionError, self.call, method, chart={**chart, "filters_json": "[]"}, no_cache=1
			)

	def test_column_added_to_a_report_is_read_for_seen_records(self):
		method = "frappe.desk.query_report.get_data_for_custom_field"
		with self.as_user(actor("member")):
			told = self.call(method, doctype=EVENT, field="title")
		self.assertIn(self.mine.name, told)
		self.assertNotIn(self.theirs.name, told)


class TestGlobalSearch(DoorTestCase):
	def test_search_over_everything_finds_nothing(self):
		with self.as_user(actor("member")):
			self.assertEqual(self.call("frappe.utils.global_search.search", text="Event"), [])
			self.assertRefused(
				frappe.PermissionError, self.call, "frappe.utils.global_search.web_search", text="Event"
			)
