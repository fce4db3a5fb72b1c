"""Who may do what, as one literal table; each row is tried by list, count, record and endpoint."""

import frappe
from frappe.desk.form.load import getdoc
from frappe.handler import execute_cmd

from yumen_governance.permissions.case import CASE_DOCTYPES
from yumen_governance.permissions.matrix import MATRIX
from yumen_governance.permissions.registry import REGISTRY_DOCTYPES
from yumen_governance.permissions.rights import LETTERS, rights_of
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import (
	ACTORS,
	actor,
	make_event,
	make_grid,
	make_grid_member,
	make_unit,
	put_in_state,
)

EVENT = "Governance Event"
RIGHTS = [right for right, _sign in LETTERS.values()]

# Person: what they read, and what they change, of the events that setUp makes
EVENTS = {
	"administrator": (
		{"draft", "here", "grid", "unit", "elsewhere"},
		{"draft", "here", "grid", "unit", "elsewhere"},
	),
	"dispatcher": (
		{"draft", "here", "grid", "unit", "elsewhere"},
		{"draft", "here", "grid", "unit", "elsewhere"},
	),
	"auditor": ({"draft", "here", "grid", "unit", "elsewhere"}, set()),
	"clerk": ({"draft", "here", "grid", "unit"}, {"draft"}),
	"other_clerk": ({"elsewhere"}, set()),
	"leader": ({"draft", "here", "grid", "unit"}, {"grid"}),
	"member": ({"draft", "here", "unit"}, set()),
	"other_leader": ({"elsewhere"}, set()),
	"other_member": ({"elsewhere"}, set()),
	"handler": ({"unit"}, {"unit"}),
	"other_handler": (set(), set()),
}

# Role: who exports events
EXPORTERS = {"administrator", "dispatcher", "leader", "handler", "auditor"}


class MatrixTestCase(GovernanceTestCase):
	"""Two townships: the people of the tests belong to the first, their namesakes to the second."""

	def setUp(self):
		super().setUp()
		community, other = (make_grid(make_grid().name).name for _ in range(2))
		self.compound, other_compound = make_grid(community).name, make_grid(other).name
		make_grid_member(community, "Grid Leader", actor("leader"))
		make_grid_member(self.compound, user=actor("member"))
		make_grid_member(other, "Grid Leader", actor("other_leader"))
		make_grid_member(other_compound, user=actor("other_member"))
		unit = make_unit(actor("handler")).name
		make_unit(actor("other_handler"))
		path = frappe.db.get_value("Grid", community, "grid_path")
		self.events = {
			"draft": self.filed("clerk", self.compound),
			"here": put_in_state(self.filed("clerk", self.compound), "Reported"),
			"grid": put_in_state(
				self.filed("clerk", community), "Dispatched", lead_grid=community, lead_grid_path=path
			),
			"unit": put_in_state(self.filed("clerk", self.compound), "Signed", lead_unit=unit),
			"elsewhere": put_in_state(self.filed("other_clerk", other_compound), "Reported"),
		}
		self.names = {event.name: key for key, event in self.events.items()}

	def filed(self, clerk, grid):
		with self.as_user(actor(clerk)):
			return make_event(grid)

	def seen(self, names) -> set[str]:
		return {self.names[name] for name in names if name in self.names}

	def call(self, cmd, **arguments):
		"""Call a whitelisted function as a request does: the app's overrides in force, undone when refused."""
		frappe.local.form_dict = frappe._dict(arguments, cmd=cmd)
		frappe.local.request = frappe._dict(method="POST")
		frappe.local.response = frappe._dict(docs=[])
		frappe.db.savepoint("endpoint")
		try:
			return execute_cmd(cmd)
		except Exception:
			frappe.db.rollback(save_point="endpoint")
			raise
		finally:
			frappe.local.request = None


class TestEvents(MatrixTestCase):
	def test_list_shows_exactly_what_the_table_says(self):
		for person, (reads, _writes) in EVENTS.items():
			with self.subTest(person), self.as_user(actor(person)):
				self.assertEqual(self.seen(frappe.get_list(EVENT, pluck="name", limit=0)), reads)

	def test_record_agrees_with_the_list(self):
		for person, (reads, _writes) in EVENTS.items():
			for key, event in self.events.items():
				with self.subTest(person, event=key):
					self.assertEqual(
						frappe.has_permission(EVENT, "read", event.name, actor(person)), key in reads
					)

	def test_changing_is_for_whom_the_table_says(self):
		for person, (_reads, writes) in EVENTS.items():
			for key, event in self.events.items():
				with self.subTest(person, event=key):
					may = frappe.has_permission(EVENT, "write", event.name, actor(person))
					self.assertEqual(may, key in writes)

	def test_counts_agree_with_the_list(self):
		filters = [["name", "in", list(self.names)]]
		for person, (reads, _writes) in EVENTS.items():
			with self.subTest(person), self.as_user(actor(person)):
				count = self.call("frappe.client.get_count", doctype=EVENT, filters=frappe.as_json(filters))
				self.assertEqual(count, len(reads))
				count = self.call(
					"frappe.desk.reportview.get_count", doctype=EVENT, filters=frappe.as_json(filters)
				)
				self.assertEqual(count, len(reads))

	def test_report_view_and_link_search_agree_with_the_list(self):
		filters = frappe.as_json([[EVENT, "name", "in", list(self.names)]])
		for person, (reads, _writes) in EVENTS.items():
			with self.subTest(person), self.as_user(actor(person)):
				rows = self.call(
					"frappe.desk.reportview.get",
					doctype=EVENT,
					filters=filters,
					fields='["name"]',
					page_length=99,
				)
				self.assertEqual(
					self.seen(value for row in (rows or {}).get("values", []) for value in row), reads
				)
				self.call("frappe.desk.search.search_link", doctype=EVENT, txt="GE-", page_length=9999)
				self.assertEqual(self.seen(row["value"] for row in self.found()), reads)

	def found(self):
		response = frappe.local.response
		return response.get("results") or response.get("message") or []

	def test_export_holds_exactly_the_list_and_only_for_exporters(self):
		filters = frappe.as_json([[EVENT, "name", "in", list(self.names)]])
		arguments = {"doctype": EVENT, "filters": filters, "fields": f'["`tab{EVENT}`.`name`"]'}
		for person, (reads, _writes) in EVENTS.items():
			with self.subTest(person), self.as_user(actor(person)):
				export = {"file_format_type": "CSV", "title": EVENT, **arguments}
				if person.removeprefix("other_") not in EXPORTERS:
					self.assertRefused(
						frappe.PermissionError, self.call, "frappe.desk.reportview.export_query", **export
					)
				elif reads:
					self.call("frappe.desk.reportview.export_query", **export)
					content = str(
						frappe.local.response.get("result") or frappe.local.response.get("filecontent")
					)
					self.assertEqual({key for name, key in self.names.items() if name in content}, reads)

	def test_opening_an_event_of_another_territory_is_refused_everywhere(self):
		name = self.events["elsewhere"].name
		for cmd, arguments in (
			("frappe.client.get", {"name": name}),
			("frappe.client.set_value", {"name": name, "fieldname": "title", "value": "Mine"}),
			("frappe.client.delete", {"name": name}),
			("frappe.desk.form.load.getdoc", {"name": name}),
			("frappe.share.add", {"name": name, "user": actor("member")}),
			("frappe.desk.form.utils.add_comment", self.comment(name)),
			("frappe.desk.doctype.tag.tag.add_tag", {"tag": "Mine", "dt": EVENT, "dn": name}),
			("frappe.desk.form.assign_to.add", {"name": name, "assign_to": [actor("other_member")]}),
		):
			for person in ("member", "leader", "clerk", "handler"):
				with self.subTest(cmd, person=person), self.as_user(actor(person)):
					self.assertRefused(frappe.PermissionError, self.call, cmd, doctype=EVENT, **arguments)

	def comment(self, name):
		author = {"comment_email": actor("member"), "comment_by": "Member"}
		return {"reference_doctype": EVENT, "reference_name": name, "content": "Hello", **author}

	def test_value_of_an_event_of_another_territory_is_not_told(self):
		name = self.events["elsewhere"].name
		with self.as_user(actor("member")):
			value = self.call("frappe.client.get_value", doctype=EVENT, fieldname="title", filters=name)
		self.assertFalse(value)

	def test_title_of_an_event_of_another_territory_is_not_told(self):
		for key, person, told in (("elsewhere", "member", "name"), ("here", "member", "title")):
			event = self.events[key]
			with self.subTest(key), self.as_user(actor(person)):
				title = self.call("frappe.desk.search.get_link_title", doctype=EVENT, docname=event.name)
				self.assertEqual(title, event.get(told))

	def test_counts_by_state_agree_with_the_list(self):
		for person, (reads, _writes) in EVENTS.items():
			with self.subTest(person), self.as_user(actor(person)):
				rows = self.call(
					"frappe.workflow.doctype.workflow.workflow.get_workflow_state_count",
					doctype=EVENT,
					workflow_state_field="workflow_state",
					states=["no such"],
				)
				self.assertEqual(
					sum(row["count"] for row in rows), len(frappe.get_list(EVENT, limit=0)), reads
				)

	def test_refusal_is_chinese_and_plain(self):
		with self.as_user(actor("member")), self.in_language("zh"):
			message = self.assertRefused(
				frappe.PermissionError,
				self.call,
				"frappe.client.get",
				doctype=EVENT,
				name=self.events["elsewhere"].name,
			)
		self.assertIn("您无权查看或办理该事件", message)

	def test_nobody_deletes_an_event(self):
		for person in EVENTS:
			with self.subTest(person), self.as_user(actor(person)):
				self.assertRefused(
					frappe.PermissionError, frappe.delete_doc, EVENT, self.events["draft"].name
				)

	def test_system_manager_has_no_case_data(self):
		with self.as_user(actor("technician")):
			self.assertRefused(frappe.PermissionError, frappe.get_list, EVENT)
			self.assertRefused(frappe.PermissionError, getdoc, EVENT, self.events["here"].name)

	def test_assigning_to_an_outsider_gives_no_sight(self):
		with self.as_user(actor("dispatcher")):
			self.assertRefused(
				frappe.ValidationError,
				self.call,
				"frappe.desk.form.assign_to.add",
				doctype=EVENT,
				name=self.events["here"].name,
				assign_to=[actor("other_member")],
			)
		self.assertFalse(
			frappe.has_permission(EVENT, "read", self.events["here"].name, actor("other_member"))
		)

	def test_not_even_the_system_shares_a_case(self):
		for doctype in CASE_DOCTYPES:
			with self.subTest(doctype):
				self.assertRefused(
					frappe.PermissionError,
					frappe.share.add,
					doctype,
					self.events["here"].name,
					actor("member"),
				)

	def test_document_from_outside_cannot_pretend_to_lie_in_my_territory(self):
		stolen = self.events["elsewhere"].as_dict()
		stolen.update(
			{"owner": actor("member"), "stage": "Handling", "grid_path": self.events["here"].grid_path}
		)
		self.assertFalse(frappe.has_permission(EVENT, "write", frappe.get_doc(stolen), actor("member")))

	def test_ended_membership_ends_the_sight(self):
		member = frappe.get_doc("Grid Member", {"user": actor("member")})
		member.update({"from_date": "2020-01-01", "to_date": "2020-12-31"}).save()
		with self.as_user(actor("member")):
			self.assertFalse(self.seen(frappe.get_list(EVENT, pluck="name", limit=0)))


class TestDocTypes(MatrixTestCase):
	def test_every_doctype_of_the_app_stands_in_the_matrix(self):
		modules = frappe.get_all("Module Def", {"app_name": "yumen_governance"}, pluck="name")
		own = frappe.get_all("DocType", {"module": ["in", modules], "istable": 0}, pluck="name")
		self.assertEqual(set(own), set(MATRIX))

	def held(self, doctype, person) -> set[str]:
		held = {right for right in RIGHTS if frappe.has_permission(doctype, right, user=actor(person))}
		return held - {"select"} if "read" in held else held

	def test_each_role_has_exactly_the_rights_of_the_matrix(self):
		for doctype in MATRIX:
			for person, role in ACTORS.items():
				with self.subTest(doctype, person=person):
					self.assertEqual(self.held(doctype, person), rights_of(doctype, role))

	def test_list_and_report_view_open_for_readers_only(self):
		for doctype in (doctype for doctype in MATRIX if not frappe.get_meta(doctype).issingle):
			for person, role in ACTORS.items():
				with self.subTest(doctype, person=person), self.as_user(actor(person)):
					self.assert_lists(doctype, may=bool({"read", "select"} & rights_of(doctype, role)))

	def assert_lists(self, doctype, may):
		for cmd in ("frappe.client.get_list", "frappe.desk.reportview.get"):
			arguments = {"cmd": cmd, "doctype": doctype, "fields": '["name"]'}
			if may:
				self.call(**arguments)
			else:
				self.assertRefused(frappe.PermissionError, self.call, **arguments)

	def test_nobody_shares(self):
		rows = frappe.get_all("DocPerm", {"parent": ["in", list(MATRIX)]}, ["parent", "role", "share"])
		self.assertTrue(rows)
		self.assertFalse([row for row in rows if row.share])

	def test_personal_data_is_exported_by_nobody_without_a_request(self):
		for doctype in REGISTRY_DOCTYPES:
			self.assertNotIn("E", "".join(MATRIX[doctype].values()), doctype)


class TestTimelineAndMembers(MatrixTestCase):
	def test_timeline_follows_its_event(self):
		for event in self.events.values():
			put_in_state(event, "Reported")
			event.workflow_state = "Accepted"
			event.save()
		for person, (reads, _writes) in EVENTS.items():
			with self.subTest(person), self.as_user(actor(person)):
				rows = frappe.get_list("Timeline Entry", fields=["name", "reference_name"], limit=0)
				self.assertEqual(self.seen(row.reference_name for row in rows), reads)
				for key, event in self.events.items():
					entry = frappe.db.get_value("Timeline Entry", {"reference_name": event.name})
					self.assertEqual(frappe.has_permission("Timeline Entry", "read", entry), key in reads)

	def test_members_see_themselves_and_those_under_their_grids(self):
		mine = {actor("leader"), actor("member")}
		theirs = {actor("other_leader"), actor("other_member")}
		for person, sees in (
			("member", {actor("member")}),
			("leader", mine),
			("other_leader", theirs),
			("auditor", mine | theirs),
		):
			with self.subTest(person), self.as_user(actor(person)):
				users = set(frappe.get_list("Grid Member", pluck="user", limit=0))
				self.assertEqual(users & (mine | theirs), sees)
				for user in mine | theirs:
					name = frappe.db.get_value("Grid Member", {"user": user})
					self.assertEqual(frappe.has_permission("Grid Member", "read", name), user in sees)
