"""Queries over HTTP name only columns that the person may read, as fields, filters, order and groups."""

import frappe
from frappe import client
from frappe.desk.doctype.number_card.number_card import get_result

from yumen_governance.hardening.columns import ColumnError, check_filters, check_order, kept_fields
from yumen_governance.hardening.tests.door import EVENT, DoorTestCase
from yumen_governance.tests.factories import actor, make_resident

RESIDENT = "Resident"


class TestColumns(DoorTestCase):
	def setUp(self):
		super().setUp()
		self.resident = make_resident(self.compound)
		self.index = frappe.db.get_value(RESIDENT, self.resident.name, "id_number_index")

	def test_hidden_column_is_no_filter(self):
		guess = {"id_number_index": self.index}
		hole = self.stock(client.get_list, RESIDENT, filters=guess)
		self.assertTrue(hole, "the hole: stock answers to a filter by a column that it would not show")
		ways = (guess, [["id_number_index", "like", "a%"]], [[RESIDENT, "id_number_index", "=", self.index]])
		with self.as_user(actor("member")):
			for filters in ways:
				with self.subTest(filters=filters):
					self.assertRefused(
						ColumnError, self.ask, f"/api/resource/{RESIDENT}", "GET", filters=filters
					)
					for method in (
						"frappe.client.get_list",
						"frappe.client.get_count",
						"frappe.desk.reportview.get",
						"frappe.desk.reportview.get_count",
						"frappe.desk.reportview.export_query",
					):
						self.assertRefused(ColumnError, self.call, method, doctype=RESIDENT, filters=filters)

	def test_hidden_column_is_no_order_and_no_group(self):
		with self.as_user(actor("member")):
			for argument in ("order_by", "group_by"):
				for column in ("id_number_index", f"`tab{RESIDENT}`.`id_number_index` desc", "name, sealed"):
					with self.subTest(argument, column=column):
						self.assertRefused(
							ColumnError,
							self.call,
							"frappe.desk.reportview.get",
							doctype=RESIDENT,
							fields='["name"]',
							**{argument: column},
						)

	def test_hidden_column_is_counted_by_nobody(self):
		with self.as_user(actor("member")):
			self.assertRefused(
				ColumnError,
				self.call,
				"frappe.desk.listview.get_group_by_count",
				doctype=RESIDENT,
				current_filters="[]",
				field="id_number_tail",
			)
			self.assertRefused(
				ColumnError,
				self.call,
				"frappe.desk.reportview.get_stats",
				doctype=RESIDENT,
				stats='["id_number_tail"]',
			)
			card = {"document_type": RESIDENT, "function": "Count"}
			self.assertRefused(
				ColumnError,
				self.call,
				"frappe.desk.doctype.number_card.number_card.get_result",
				doc=card,
				filters=[["phone_tail", "=", "0001"]],
			)

	def test_hidden_column_is_searched_by_nobody(self):
		with self.as_user(actor("member")):
			self.assertRefused(
				ColumnError,
				self.call,
				"frappe.desk.search.search_widget",
				doctype=RESIDENT,
				txt="",
				searchfield="id_number_index",
			)

	def test_hidden_field_is_left_out_as_stock_does(self):
		with self.as_user(actor("member")):
			rows = self.ask(f"/api/resource/{RESIDENT}", "GET", fields=["name", "sealed", "id_number_index"])
		self.assertIn({"name": self.resident.name}, rows["data"])

	def test_password_key_of_a_user_is_not_asked_for(self):
		frappe.db.set_value("User", actor("dispatcher"), "reset_password_key", "x" * 64)
		with self.as_user(actor("member")):
			hole = self.stock(client.get_value, "User", "reset_password_key", actor("dispatcher"))
			self.assertIn("reset_password_key", hole or {}, "the hole: everybody may select users")
			for call in (
				{"fieldname": "reset_password_key", "filters": {"name": actor("dispatcher")}},
				{"fieldname": "name", "filters": {"reset_password_key": ["like", "x%"]}},
			):
				self.assertRefused(ColumnError, self.call, "frappe.client.get_value", doctype="User", **call)

	def test_own_columns_are_still_asked_for(self):
		with self.as_user(actor("member")):
			rows = self.ask(
				f"/api/resource/{EVENT}",
				"GET",
				fields=["name", f"count(`tab{EVENT}`.name) as total", "grid.grid_name as grid_grid_name"],
				filters=[[EVENT, "stage", "=", "Triage"], ["creation", ">", "2020-01-01"]],
				order_by=f"`tab{EVENT}`.`modified` desc",
				group_by=f"`tab{EVENT}`.`name`",
			)
		self.assertIn(self.mine.name, [row["name"] for row in rows["data"]])


class TestLinkedColumns(DoorTestCase):
	def test_linked_record_that_is_not_seen_tells_nothing(self):
		resident = make_resident(self.other_compound)
		self.mine.db_set("resident", resident.name)
		fields = ["name", "resident.resident_name as linked"]
		with self.as_user(actor("clerk")):
			rows = self.ask(f"/api/resource/{EVENT}", "GET", fields=fields, filters={"name": self.mine.name})
			self.assertNotIn(resident.resident_name, str(rows))
		with self.as_user(actor("leader")):
			hole = self.stock(client.get_list, EVENT, fields=fields, filters={"name": self.mine.name})
			self.assertIn(resident.resident_name, str(hole), "the hole: stock joins without rules")
			rows = self.ask(f"/api/resource/{EVENT}", "GET", fields=fields, filters={"name": self.mine.name})
			self.assertNotIn(resident.resident_name, str(rows))

	def test_linked_column_alone_is_refused(self):
		with self.as_user(actor("leader")):
			self.assertRefused(
				ColumnError,
				self.call,
				"frappe.client.get_value",
				doctype=EVENT,
				fieldname="resident.resident_name",
				filters=self.mine.name,
			)

	def test_titles_of_open_masters_come_with_the_list(self):
		with self.as_user(actor("leader")):
			self.assertTrue(kept_fields(EVENT, ["grid.grid_name as grid_grid_name"]))

	def test_rows_of_a_table_come_with_their_record_only(self):
		child = "Functional Unit Handler"
		hole = self.stock(client.get_list, child, parent="Functional Unit", fields=["name", "user"])
		self.assertIsNotNone(hole, "the hole: stock lists rows of all records")
		with self.as_user(actor("member")):
			for method in ("frappe.client.get_list", "frappe.client.get_value", "frappe.client.get_count"):
				self.assertRefused(
					frappe.PermissionError,
					self.call,
					method,
					doctype=child,
					parent="Functional Unit",
					fieldname="user",
				)


class TestGrammar(DoorTestCase):
	"""No piece of SQL passes, whoever sends it."""

	def test_pieces_of_sql_are_no_filters(self):
		card, text = {"document_type": EVENT, "function": "Count"}, ["1=1 or 1=1"]
		with self.as_user(actor("member")):
			honest = self.stock(get_result, frappe.as_json(card), [])
			hole = self.stock(get_result, frappe.as_json(card), text)
			self.assertGreater(hole, honest, "the hole: stock puts the text into the statement")
			for method in ("get_result", "get_percentage_difference"):
				method = f"frappe.desk.doctype.number_card.number_card.{method}"
				self.assertRefused(ColumnError, self.call, method, doc=card, filters=text)
		for filters in (
			["1=1"],
			[["name) or (1", "=", "1"]],
			[["ifnull(sealed,'')", "=", "x"]],
			[["User", "name", "=", "x"]],
			{"name` or `1": 1},
		):
			with self.subTest(filters=filters):
				self.assertRefused(ColumnError, check_filters, EVENT, filters)

	def test_text_in_filters_passes_no_function(self):
		method = "frappe.desk.doctype.dashboard_chart.dashboard_chart.get_charts_for_user"
		search = {"doctype": "Dashboard Chart", "txt": "", "searchfield": "name", "start": 0, "page_len": 1}
		with self.as_user(actor("member")):
			self.assertRefused(ColumnError, self.call, method, **search, filters=["1=1 or 1=1"])

	def test_no_argument_of_a_query_is_left_out(self):
		with self.as_user(actor("member")):
			for column in ("name`, (select 1) as `x", "sealed"):
				self.assertRefused(
					ColumnError, self.call, "frappe.desk.reportview.get", doctype=RESIDENT, pluck=column
				)

	def test_expressions_are_no_fields(self):
		for field in (
			"locate('x', title)",
			"'x'<title",
			"if(1,2,3)",
			"(select 1)",
			"sleep(5)",
			"name, title",
			"`tabUser`.`name`",
			"title like 'x%'",
		):
			with self.subTest(field):
				self.assertRefused(ColumnError, kept_fields, EVENT, [field])

	def test_expressions_are_no_order(self):
		for order in ("if(title like 'x%', 1, 2)", "sleep(5)", "(select 1)", "rand()", "`tabUser`.`name`"):
			with self.subTest(order):
				self.assertRefused(ColumnError, check_order, EVENT, order)

	def test_what_the_desk_writes_passes(self):
		fields = [
			"*",
			"name",
			f"`tab{EVENT}`.`title`",
			f"`tab{EVENT}`._user_tags",
			"count(*) as count",
			f"count(distinct `tab{EVENT}`.name) as total_count",
			"sum(idx) as _aggregate_column",
			"name as value",
			{"COUNT": "name", "as": "total"},
		]
		self.assertEqual(kept_fields(EVENT, fields), fields)
		for order in (
			f"`tab{EVENT}`.`modified` desc",
			"is_folder desc, modified asc",
			"_aggregate_column desc",
		):
			check_order(EVENT, order)
		check_filters(EVENT, [[EVENT, "stage", "in", ["Closed"], False], ["name", "is", "set"], {"idx": 0}])
