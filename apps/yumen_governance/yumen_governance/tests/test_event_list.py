"""The list of events by due time: the same events as everywhere else, in order, page by page."""

import base64
import random

import frappe
from frappe.utils import add_to_date, get_datetime

from yumen_governance.api.events import list_events
from yumen_governance.permissions.case_index import ensure_list_indexes
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import (
	actor,
	make_category,
	make_event,
	make_grid,
	make_grid_member,
	make_unit,
	put_in_state,
)
from yumen_governance.tests.test_permission_matrix import EVENT, EVENTS, MatrixTestCase

OPEN = {"stage": ["not in", ["Closed", "Void"]]}
DAY = get_datetime("2026-03-02 09:00:00")


def pages(limit=2, **arguments):
	"""Every page of a list, from the first to the last."""
	after = None
	while True:
		page = list_events(after=after, limit=limit, **arguments)
		yield page["events"]
		if not (after := page["next"]):
			return


def names(limit=2, **arguments) -> list[str]:
	return [row.name for page in pages(limit, **arguments) for row in page]


def mark(text: str) -> str:
	return base64.urlsafe_b64encode(text.encode()).decode()


class TestWhoSeesWhat(MatrixTestCase):
	def test_list_shows_exactly_what_the_table_says(self):
		for person, (reads, _writes) in EVENTS.items():
			with self.subTest(person), self.as_user(actor(person)):
				self.assertEqual(self.seen(names()), reads)

	def test_list_is_the_list_of_the_framework_and_agrees_with_each_record(self):
		for person in EVENTS:
			with self.subTest(person), self.as_user(actor(person)):
				listed = names(limit=3)
				self.assertCountEqual(listed, frappe.get_list(EVENT, filters=OPEN, pluck="name", limit=0))
				for name in self.names:
					self.assertEqual(frappe.has_permission(EVENT, "read", name), name in listed)

	def test_whoever_may_read_no_events_is_refused(self):
		with self.as_user(actor("technician")):
			self.assertRefused(frappe.PermissionError, list_events)

	def test_mark_of_a_page_opens_nothing(self):
		elsewhere = self.events["elsewhere"]
		with self.as_user(actor("member")):
			after = mark(f"2000-01-01T00:00:00 {elsewhere.name[:-1]}")
			listed = [row.name for row in list_events(after=after, limit=100)["events"]]
		self.assertNotIn(elsewhere.name, listed)

	def test_user_permissions_of_the_framework_narrow_the_list_and_its_pages_stay_full(self):
		category = make_category().name
		for number in range(5):
			self.put_in(category if number % 2 else "0401")
		allowed = {"user": actor("member"), "allow": "Event Category", "for_value": category}
		frappe.get_doc({"doctype": "User Permission", **allowed}).insert()
		frappe.clear_cache(user=actor("member"))
		self.addCleanup(frappe.clear_cache, user=actor("member"))
		with self.as_user(actor("member")):
			self.assertEqual([len(page) for page in pages(limit=1)], [1, 1])
			self.assertCountEqual(names(), frappe.get_list(EVENT, filters=OPEN, pluck="name", limit=0))

	def put_in(self, category):
		with self.as_user(actor("clerk")):
			return make_event(self.compound, category=category)

	def test_rows_hold_no_field_that_the_list_does_not_name(self):
		with self.as_user(actor("member")):
			row = list_events()["events"][0]
		self.assertFalse(
			{"grid_path", "reporter_name", "reporter_phone", "description", "_is_open"} & set(row)
		)


class TestOrderAndPages(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.township = make_grid().name
		self.community = make_grid(self.township).name
		self.compound = make_grid(self.community).name
		make_grid_member(self.community, "Grid Leader", actor("leader"))

	def event(self, due=None, grid=None, state="Dispatched", **values):
		event = make_event(grid or self.compound, **values.pop("intake", {}))
		return put_in_state(event, state, due_on=due, **values).name

	def test_earliest_due_comes_first_and_what_has_no_due_time_last(self):
		undated = sorted(self.event() for _ in range(3))
		later, sooner = self.event(add_to_date(DAY, days=2)), self.event(DAY)
		with self.as_user(actor("leader")):
			for limit in (1, 2, 3, 5, 20):
				with self.subTest(limit=limit):
					self.assertEqual(names(limit), [sooner, later, *undated])

	def test_events_due_at_the_same_moment_are_neither_lost_nor_doubled_between_pages(self):
		expected = sorted(self.event(add_to_date(DAY, seconds=0.25)) for _ in range(5))
		with self.as_user(actor("leader")):
			for limit in (1, 2, 3):
				self.assertEqual(names(limit), expected)

	def test_event_seen_in_several_ways_is_listed_once(self):
		path = frappe.db.get_value("Grid", self.community, "grid_path")
		unit = make_unit(actor("leader")).name
		with self.as_user(actor("leader")):
			expected = self.event(DAY, lead_grid=self.community, lead_grid_path=path, lead_unit=unit)
			self.assertEqual(names(), [expected])

	def test_last_page_is_known_as_the_last(self):
		for _ in range(4):
			self.event(DAY)
		with self.as_user(actor("leader")):
			self.assertEqual([len(page) for page in pages(2)], [2, 2])

	def test_ended_events_are_listed_by_their_stage(self):
		closed, void, handled = self.event(DAY, state="Closed"), self.event(state="Rejected"), self.event(DAY)
		with self.as_user(actor("leader")):
			self.assertEqual(names(), [handled])
			self.assertEqual(names(stage="Closed"), [closed])
			self.assertEqual(names(stage="Void"), [void])
			self.assertEqual(names(stage="Assigned"), [handled])

	def test_filters_narrow_the_list(self):
		head = make_category(is_group=1).name
		leaf = make_category(parent_event_category=head).name
		urgent = self.event(DAY, intake={"category": leaf}, urgency="Urgent")
		with self.as_user(actor("leader")):
			mine = self.event(add_to_date(DAY, days=1), grid=self.community)
			self.assertEqual(names(), [urgent, mine])
			self.assertEqual(names(urgency="Urgent"), [urgent])
			self.assertEqual(names(category=head), [urgent])
			self.assertEqual(names(category=leaf), [urgent])
			self.assertEqual(names(mine=True), [mine])
			self.assertEqual(names(mine=True, urgency="Urgent"), [])

	def test_moved_grid_takes_its_events_along(self):
		name = self.event(DAY)
		other = make_grid(make_grid().name).name
		make_grid_member(other, "Grid Leader", actor("other_leader"))
		compound = frappe.get_doc("Grid", self.compound)
		compound.db_set("parent_grid", other)
		path = frappe.db.get_value("Grid", other, "grid_path")
		frappe.db.set_value(EVENT, name, "grid_path", f"{path}{self.compound}.")
		for person, sees in (("leader", []), ("other_leader", [name])):
			with self.as_user(actor(person)):
				self.assertEqual(names(), sees)

	def test_workflow_edited_in_bulk_moves_events_between_open_and_ended(self):
		name = self.event(DAY)
		frappe.db.set_value(EVENT, {"name": name}, "stage", "Closed")
		with self.as_user(actor("leader")):
			self.assertEqual((names(), names(stage="Closed")), ([], [name]))


class TestAnyTerritory(GovernanceTestCase):
	"""Forty events with any grid, lead, unit, due time and state, against the rule put in plain words."""

	def setUp(self):
		super().setUp()
		self.city = frappe.db.get_value("Grid", {"grid_level": "City"})
		self.township = make_grid().name
		self.community, other = make_grid(self.township).name, make_grid(self.township).name
		self.compound, self.aside = make_grid(self.community).name, make_grid(other).name
		self.units = {person: make_unit(actor(person)).name for person in ("handler", "leader")}
		paths = dict(frappe.get_all("Grid", fields=["name", "grid_path"], as_list=True))
		grids = (self.city, self.township, self.community, self.compound, self.aside)
		self.paths = {grid: paths[grid] for grid in grids}
		self.make_events(random.Random(20260302))

	def make_events(self, chance):
		# A closed grid lies under the one that took it over, one deeper than the tree.
		paths = [*self.paths.values(), f"{self.paths[self.compound]}closed."]
		for number in range(40):
			with self.as_user(actor(chance.choice(("clerk", "other_clerk", "leader")))):
				event = make_event(chance.choice(list(self.paths)))
			put_in_state(
				event,
				chance.choice(("Draft", "Dispatched", "Closed")),
				due_on=chance.choice((None, add_to_date(DAY, days=number % 5))),
				grid_path=chance.choice(paths),
				lead_grid_path=chance.choice((None, *paths)),
				lead_unit=chance.choice((None, *self.units.values())),
			)

	def test_lists_hold_what_lies_in_ones_grids_or_is_handled_there_or_by_ones_unit_or_is_ones_own(self):
		for person, grids in {
			"leader": [self.city],
			"other_leader": [self.township],
			"other_member": [self.community, self.aside],
			"member": [self.compound],
			"handler": [],
		}.items():
			self.place(person, grids)
			with self.subTest(person), self.as_user(actor(person)):
				expected = self.seen_by(person, [self.paths[grid] for grid in grids])
				self.assertTrue(expected)
				self.assertCountEqual(names(limit=7), expected)
				self.assertCountEqual(frappe.get_list(EVENT, filters=OPEN, pluck="name", limit=0), expected)

	def place(self, person, grids):
		if grids:
			further = [{"grid": grid} for grid in grids[1:]]
			make_grid_member(grids[0], "Part-time Member", actor(person), further_grids=further)

	def seen_by(self, person, paths) -> list[str]:
		fields = ["name", "owner", "grid_path", "lead_grid_path", "lead_unit"]
		return [
			event.name
			for event in frappe.get_all(EVENT, filters=OPEN, fields=fields)
			if event.owner == actor(person)
			or (event.lead_unit and event.lead_unit == self.units.get(person))
			or (event.grid_path or "").startswith(tuple(paths))
			or (event.lead_grid_path or "").startswith(tuple(paths))
		]


class TestBadInput(GovernanceTestCase):
	def test_unknown_stage_urgency_or_category_is_named(self):
		for arguments in ({"stage": "Asleep"}, {"urgency": "Very"}, {"category": "no such"}):
			with self.subTest(**arguments):
				message = self.assertRefused(frappe.ValidationError, list_events, **arguments)
				self.assertIn(next(iter(arguments.values())), message)

	def test_mark_that_no_page_gave_is_refused_with_what_to_do(self):
		for after in ("x", "中文", "%%%", mark("tomorrow GE-1"), mark("[1]"), "//////8"):
			with self.subTest(after=after):
				message = self.assertRefused(frappe.ValidationError, list_events, after=after)
				self.assertIn("first page", message)

	def test_page_is_never_longer_than_a_hundred_nor_shorter_than_one(self):
		grid = make_grid().name
		for _ in range(3):
			make_event(grid)
		self.assertEqual(len(list_events(limit=-5)["events"]), 1)
		with self.subTest("a hundred"):
			event, count = make_event(grid).as_dict(), 101
			self.insert_copies(event, count)
			self.assertEqual(len(list_events(limit=100000)["events"]), 100)

	def insert_copies(self, event, count):
		fields = ["name", "title", "grid", "grid_path", "stage", "owner"]
		rows = [[f"{event.name}-{n}", *(event[field] for field in fields[1:])] for n in range(count)]
		frappe.db.bulk_insert(EVENT, fields, rows)


class TestColumns(GovernanceTestCase):
	def test_second_run_changes_nothing(self):
		def layout():
			return frappe.db.sql("SHOW CREATE TABLE `tabGovernance Event`")

		before = layout()
		ensure_list_indexes(EVENT)
		self.assertEqual(layout(), before)

	def test_no_column_shows_in_a_record_nor_is_trimmed(self):
		from frappe.model.meta import trim_table

		event = make_event(make_grid().name)
		stored = frappe.get_doc(EVENT, event.name).as_dict() | frappe.db.get_value(
			EVENT, event.name, "*", as_dict=True
		)
		self.assertFalse([key for key in stored if key.endswith("_or_never")])
		self.assertFalse([name for name in trim_table(EVENT, dry_run=True) if name.startswith("_")])
