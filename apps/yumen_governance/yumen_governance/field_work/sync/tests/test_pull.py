"""Pull: a phone keeps what lies in its person's territory, and nothing else."""

from unittest.mock import patch

import frappe
from frappe.utils import now_datetime

from yumen_governance.field_work.sync import gone, pulling, reading, stores
from yumen_governance.field_work.sync.tests.support import (
	CODE,
	HOUSEHOLD,
	Phone,
	SyncTestCase,
	acting,
	households,
	settle,
)
from yumen_governance.grid_management import grid_changes
from yumen_governance.grid_management.grid_paths import path_of
from yumen_governance.grid_management.grid_rules import MERGE
from yumen_governance.grid_management.grid_upkeep import mend_paths
from yumen_governance.tests.factories import actor, fresh, make_grid, make_grid_member, make_household

MOST_QUERIES = 6


def queries_of(call) -> list[str]:
	"""The statements that a call sends."""
	sent, query = [], frappe.db._conn.query

	def listen(sql, *arguments, **values):
		sent.append(str(sql))
		return query(sql, *arguments, **values)

	with patch.object(frappe.db._conn, "query", listen):
		call()
	return sent


class TestPull(SyncTestCase):
	def setUp(self):
		super().setUp()
		self.mine = [make_household(self.grid).name for _ in range(5)]
		self.others = [make_household(self.other_grid).name for _ in range(2)]
		settle()

	def test_a_phone_gets_its_territory_and_nothing_else(self):
		phone = Phone(actor("member"))
		answer = phone.ask()
		self.assertTrue(answer["anew"])
		self.assertEqual([each["grid"] for each in answer["territories"]], [self.grid])
		self.assertEqual(phone.names(), set(self.mine))
		row = phone.rows["households"][self.mine[0]]
		self.assertEqual(row["grid_path"], path_of(self.grid))
		self.assertEqual(len(phone.rows["codes"]), frappe.db.count(CODE))

	def test_a_leader_gets_all_grids_below(self):
		phone = Phone(actor("leader"))
		phone.pull()
		self.assertEqual(phone.names(), {*self.mine, *self.others})

	def test_whoever_has_no_territory_gets_none(self):
		with acting(actor("dispatcher")):
			answer = pulling.pull(pulling.read_marks({}), actor("dispatcher"), now_datetime())
		self.assertEqual(answer["stores"]["households"]["rows"], [])
		self.assertEqual(answer["territories"], [])

	def test_a_store_without_a_criterion_is_nobodys_territory(self):
		self.keep({"households": reading.Store(HOUSEHOLD, ("grid",))})
		phone = Phone(actor("member"))
		phone.pull()
		self.assertEqual(phone.names(), set())

	def test_stores_that_a_person_may_not_read_are_left_out(self):
		self.keep({"households": households(), "secret": reading.Store("Dispute Case", ("title",))})
		answer = Phone(actor("member")).ask()
		self.assertEqual(answer["names"], ["households"])

	def test_pages_bring_everything_once(self):
		with patch.object(reading, "PAGE", 2):
			phone = Phone(actor("member"))
			seen = []
			for _times in range(10):
				answer = phone.ask()
				page = answer["stores"].get("households", {"rows": [], "more": False})
				seen += [row["name"] for row in page["rows"]]
		self.assertCountEqual(seen, self.mine)

	def test_what_changed_comes_and_nothing_besides(self):
		phone = Phone(actor("member"))
		phone.pull()
		make_household(self.other_grid)
		added = make_household(self.grid).name
		answer = phone.ask()
		self.assertEqual(list(answer["stores"]), ["households"])
		self.assertEqual([row["name"] for row in answer["stores"]["households"]["rows"]], [added])
		self.assertFalse(answer["anew"])

	def test_what_ended_while_pages_were_read_is_gone_in_the_end(self):
		self.keep({"households": households()})
		with patch.object(reading, "PAGE", 2):
			phone = Phone(actor("member"))
			phone.ask()
			ended = next(iter(phone.names()))
			frappe.get_doc(HOUSEHOLD, ended).db_set("status", "Dissolved")
			phone.pull()
			phone.pull()
		self.assertEqual(phone.names(), set(self.mine) - {ended})

	def test_a_record_written_by_a_slow_transaction_comes_too(self):
		phone = Phone(actor("member"))
		make_household(self.grid)
		phone.pull()
		late = make_household(self.grid)
		frappe.db.set_value(
			HOUSEHOLD, late.name, "modified", frappe.utils.add_to_date(now_datetime(), seconds=-60)
		)
		phone.pull()
		self.assertIn(late.name, phone.names())

	def test_a_phone_that_was_away_too_long_begins_anew(self):
		phone = Phone(actor("member"))
		phone.pull()
		phone.marks["gone"][0] = str(frappe.utils.add_days(now_datetime(), -100))
		self.assertTrue(phone.ask()["anew"])

	def test_marks_that_nobody_sent_are_refused(self):
		for marks in (
			{"stores": [1]},
			{"stores": {"households": ["x", 1]}},
			{"stores": {"households": 7}},
			{"gone": ["2026-13-45", "x"]},
			[1],
		):
			with self.subTest(marks):
				self.assertRefused(frappe.ValidationError, pulling.read_marks, marks)

	def test_a_mark_is_never_read_as_sql(self):
		phone = Phone(actor("member"))
		phone.pull()
		phone.marks["stores"]["households"] = ["2020-01-01 00:00:00", "\\' or 1=1 -- %s %"]
		answer = phone.ask()
		self.assertEqual({row["name"] for row in answer["stores"]["households"]["rows"]}, set(self.mine))


class TestNothingNew(SyncTestCase):
	def test_a_pull_without_news_takes_few_queries(self):
		phone = Phone(actor("member"))
		make_household(self.grid)
		settle()
		phone.pull()
		sent = queries_of(phone.ask)
		self.assertLessEqual(len(sent), MOST_QUERIES, "\n".join(sent))

	def test_so_does_one_of_all_stores_of_the_app(self):
		patch.stopall()
		phone = Phone(actor("member"))
		settle(*{store.doctype for store in stores.declared().values()})
		phone.pull()
		answers = []
		sent = queries_of(lambda: answers.append(phone.ask()))
		self.assertEqual(answers[0]["stores"], {})
		self.assertLessEqual(len(sent), MOST_QUERIES, "\n".join(sent))


class TestGone(SyncTestCase):
	def setUp(self):
		super().setUp()
		self.household = make_household(self.grid)
		self.staying = make_household(self.grid).name
		settle()
		self.household.reload()
		self.phone, self.other, self.leader = (
			Phone(actor(name)) for name in ("member", "other_member", "leader")
		)
		for phone in (self.phone, self.other, self.leader):
			phone.pull()

	def pull_all(self):
		for phone in (self.phone, self.other, self.leader):
			self.assertFalse(phone.pull()["anew"])

	def test_a_deleted_record_goes(self):
		self.household.delete(force=True)
		self.pull_all()
		self.assertEqual(self.phone.names(), {self.staying})
		self.assertEqual(self.leader.names(), {self.staying})

	def test_a_deleted_code_goes_everywhere(self):
		code = frappe.get_all(CODE, {"code_list": "sex"}, pluck="name")[0]
		self.assertIn(code, self.other.names("codes"))
		frappe.delete_doc(CODE, code, force=True)
		self.pull_all()
		for phone in (self.phone, self.other, self.leader):
			self.assertNotIn(code, phone.names("codes"))

	def test_a_record_that_ended_goes(self):
		self.household.db_set("status", "Dissolved")
		answer = self.phone.ask()
		self.assertEqual(answer["gone"], {"households": [self.household.name]})

	def test_a_record_in_another_grid_goes_here_and_comes_there(self):
		self.household.grid = self.other_grid
		self.household.save()
		self.pull_all()
		self.assertEqual(self.phone.names(), {self.staying})
		self.assertEqual(self.other.names(), {self.household.name})
		self.assertEqual(self.leader.names(), {self.household.name, self.staying})

	def test_a_record_that_came_back_stays(self):
		self.household.grid = self.other_grid
		self.household.save()
		doc = fresh(self.household)
		doc.grid = self.grid
		doc.save()
		self.pull_all()
		self.assertIn(self.household.name, self.phone.names())
		self.assertEqual(self.other.names(), set())

	def test_grids_merged_in_one_statement_take_along_what_lived_there(self):
		grid_changes.order(
			{"kind": MERGE, "reason": "test", "sources": [self.grid], "target": self.other_grid},
			"Administrator",
			frappe.utils.getdate(),
		)
		self.other.pull()
		self.leader.pull()
		self.assertEqual(self.other.names(), {self.household.name, self.staying})
		self.assertEqual(self.leader.names(), {self.household.name, self.staying})

	def test_a_mislaid_path_that_is_mended_goes_where_it_was(self):
		path = path_of(self.other_grid)
		frappe.db.set_value(HOUSEHOLD, self.household.name, "grid_path", path, update_modified=False)
		self.other.rows["households"][self.household.name] = {}
		mend_paths()
		self.pull_all()
		self.assertIn(self.household.name, self.phone.names())
		self.assertEqual(self.other.names(), set())

	def test_rows_written_past_documents_are_told(self):
		frappe.db.delete(HOUSEHOLD, {"name": self.household.name})
		gone.tell(HOUSEHOLD, [self.household.name], path_of(self.grid))
		self.pull_all()
		self.assertEqual(self.phone.names(), {self.staying})


class TestMoved(SyncTestCase):
	def setUp(self):
		super().setUp()
		self.here, self.there = make_household(self.grid).name, make_household(self.other_grid).name
		settle()

	def test_a_member_in_another_grid_begins_anew_there(self):
		phone = Phone(actor("member"))
		phone.pull()
		self.post.grid = self.other_grid
		self.post.save()
		answer = phone.ask()
		self.assertTrue(answer["anew"])
		self.assertEqual([each["grid"] for each in answer["territories"]], [self.other_grid])
		self.assertEqual(phone.names(), {self.there})

	def test_a_member_out_of_office_is_left_with_nothing(self):
		phone = Phone(actor("member"))
		phone.pull()
		self.post.is_active = 0
		self.post.save()
		self.assertEqual(phone.ask()["territories"], [])
		self.assertEqual(phone.names(), set())

	def test_a_moved_community_leaves_one_leader_and_comes_to_the_other(self):
		township = make_grid()
		make_grid_member(township.name, "Grid Leader", actor("other_leader"))
		old = Phone(actor("leader"))
		frappe.db.set_value("Grid Member", {"user": actor("leader")}, "grid", fresh_parent(self.community))
		frappe.db.set_value(
			"Grid Member", {"user": actor("leader")}, "grid_path", path_of(fresh_parent(self.community))
		)
		new = Phone(actor("other_leader"))
		old.pull(), new.pull()
		self.assertEqual((len(old.names()), len(new.names())), (2, 0))
		community = frappe.get_doc("Grid", self.community)
		community.parent_grid = township.name
		community.save()
		for phone in (old, new):
			self.assertTrue(phone.ask()["anew"])
			phone.pull()
		self.assertEqual((len(old.names()), len(new.names())), (0, 2))
		self.assertFalse(old.ask()["anew"] or new.ask()["anew"])


def fresh_parent(grid: str) -> str:
	return frappe.db.get_value("Grid", grid, "parent_grid")
