"""Counts are what the lists hold, whatever was done to events and by whatever means."""

import random
from datetime import timedelta

import frappe
from frappe.utils import now_datetime

from yumen_governance.events.board.queues import CENTRE, EVENT, FIELD, OPEN, queues_of
from yumen_governance.events.tally import fold, recount, report
from yumen_governance.events.tally.cells import Standing, changes
from yumen_governance.events.tally.layout import TABLE, UNCOUNTED
from yumen_governance.events.tally.read import counts_of
from yumen_governance.permissions.scope import scope_of
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import (
	actor,
	make_event,
	make_grid,
	make_grid_member,
	make_unit,
	put_in_state,
)

STATES = ("Draft", "Reported", "Accepted", "Dispatched", "Signed", "In Progress", "Pending Review", "Closed")


def listed(user: str, queue, now) -> int:
	"""How many events a list with the queue's filters holds, as the framework lists them for the user."""
	start, end = queue.due_between(now)
	filters = [["stage", "in", queue.stages]]
	if (states := queue.states()) is not None:
		filters.append(["workflow_state", "in", sorted(states)])
	if queue.flag:
		filters.append([queue.flag[0], "=", queue.flag[1]])
	if end:
		filters += [["due_on", "<", end], ["due_on", "is", "set"]]
	if start:
		filters.append(["due_on", ">=", start])
	return len(frappe.get_list(EVENT, filters, pluck="name", limit=0, user=user))


class TallyTestCase(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.township = make_grid().name
		self.community = make_grid(self.township).name
		self.compound, self.beside = make_grid(self.community).name, make_grid(self.community).name
		self.unit = make_unit(actor("handler")).name
		make_grid_member(self.community, "Grid Leader", actor("leader"))
		make_grid_member(self.compound, "Full-time Member", actor("member"))
		make_grid_member(
			self.compound, "Part-time Member", actor("other_member"), further_grids=[{"grid": self.beside}]
		)
		make_unit(actor("other_handler"))
		self.people = [
			actor(name)
			for name in (
				"dispatcher",
				"leader",
				"member",
				"other_member",
				"handler",
				"other_handler",
				"clerk",
			)
		]

	def fold_all(self):
		while fold.fold():
			pass

	def assertCountsAreTheLists(self):
		now = now_datetime()
		for user in self.people:
			with self.as_user(user):
				counts = counts_of(user, now)
				for queue in queues_of(scope_of(user)):
					with self.subTest(user=user, queue=queue.key):
						self.assertEqual(counts.of(queue), listed(user, queue, now))

	def path(self, grid):
		return frappe.db.get_value("Grid", grid, "grid_path")


class TestCounts(TallyTestCase):
	def test_counts_follow_an_event_through_its_life_before_and_after_they_are_folded(self):
		with self.as_user(actor("clerk")):
			event = make_event(self.compound)
		lead = {"lead_grid": self.community, "lead_grid_path": self.path(self.community)}
		for state in STATES:
			put_in_state(event, state, due_on=now_datetime() + timedelta(hours=3), **lead)
			self.assertCountsAreTheLists()
			self.fold_all()
			self.assertCountsAreTheLists()
			self.assertFalse(recount.drifts(now_datetime()))

	def test_event_becomes_late_without_anything_being_written(self):
		event = put_in_state(
			make_event(self.compound), "Signed", due_on=now_datetime() + timedelta(minutes=30)
		)
		self.fold_all()
		late, soon = (next(queue for queue in CENTRE if queue.key == key) for key in ("late", "soon"))
		user, now = actor("leader"), now_datetime()
		with self.as_user(user):
			for minutes in range(0, 26 * 60, 13):
				moment = now + timedelta(minutes=minutes)
				is_late = event.due_on < moment
				with self.subTest(minutes=minutes):
					counts = counts_of(user, moment)
					self.assertEqual((counts.of(late), counts.of(soon)), (int(is_late), int(not is_late)))

	def test_event_with_which_a_unit_assists_is_counted_for_it(self):
		event = put_in_state(make_event(self.compound), "Signed", lead_grid=self.community)
		task = {"event": event.name, "unit": self.unit, "role": "Assist", "is_live": 1}
		frappe.db.bulk_insert("Event Task", ["name", *task], [["tally-task", *task.values()]])
		with self.as_user(actor("handler")):
			self.assertEqual(counts_of(actor("handler"), now_datetime()).in_stages(OPEN), 1)
		self.assertCountsAreTheLists()
		self.fold_all()
		self.assertCountsAreTheLists()

	def test_deleted_event_counts_no_more(self):
		event = make_event(self.compound)
		self.fold_all()
		frappe.delete_doc(EVENT, event.name)
		self.assertCountsAreTheLists()
		self.assertFalse(recount.drifts(now_datetime()))

	def test_rolled_back_change_was_never_counted(self):
		event = put_in_state(make_event(self.compound), "Reported")
		self.fold_all()
		before = counts_of(actor("dispatcher"), now_datetime()).cells
		frappe.db.savepoint("tally_test")
		put_in_state(event, "Closed")
		self.fold_all()
		frappe.db.rollback(save_point="tally_test")
		self.assertEqual(+counts_of(actor("dispatcher"), now_datetime()).cells, +before)
		self.assertFalse(recount.drifts(now_datetime()))

	def test_user_permissions_of_the_framework_narrow_the_counts(self):
		for _number in range(3):
			make_event(self.compound)
		allowed = {"user": actor("member"), "allow": "Event Category", "for_value": "0402"}
		frappe.get_doc({"doctype": "User Permission", **allowed}).insert()
		frappe.clear_cache(user=actor("member"))
		self.addCleanup(frappe.clear_cache, user=actor("member"))
		self.assertCountsAreTheLists()


class TestAnything(TallyTestCase):
	"""Hundreds of random changes by forms, SQL, moved grids and rollbacks, against the framework's own lists."""

	def test_counts_are_the_lists_after_hundreds_of_changes(self):
		chance = random.Random(20261123)
		events = [make_event(self.compound) for _ in range(12)]
		deeds = (
			self.move_on,
			self.reassign,
			self.by_sql,
			self.take_back,
			self.take_in,
			self.remove,
			fold.fold,
		)
		for number in range(300):
			deed = chance.choice(deeds)
			deed() if deed is fold.fold else deed(chance, events)
			if number % 60 == 0:
				self.assertCountsAreTheLists()
		self.regroup()
		self.assertCountsAreTheLists()
		self.fold_all()
		self.assertCountsAreTheLists()
		self.assertFalse(recount.drifts(now_datetime()))

	def move_on(self, chance, events):
		due = chance.choice((None, now_datetime() + timedelta(minutes=chance.randrange(-4000, 4000))))
		put_in_state(
			chance.choice(events),
			chance.choice(STATES),
			due_on=due,
			came_back=chance.randrange(2),
			open_request=chance.choice((None, "Return")),
		)

	def reassign(self, chance, events):
		grid = chance.choice((None, self.community, self.compound, self.beside))
		unit = None if grid else chance.choice((None, self.unit))
		chance.choice(events).db_set(
			{"lead_grid": grid, "lead_grid_path": self.path(grid) if grid else None, "lead_unit": unit}
		)

	def by_sql(self, chance, events):
		names = [event.name for event in chance.sample(events, 3)]
		frappe.db.set_value(EVENT, {"name": ["in", names]}, "stage", chance.choice(OPEN))

	def take_back(self, chance, events):
		frappe.db.savepoint("tally_test")
		self.move_on(chance, events)
		self.reassign(chance, events)
		fold.fold()
		frappe.db.rollback(save_point="tally_test")

	def take_in(self, chance, events):
		person = chance.choice(("clerk", "leader", "member"))
		with self.as_user(actor(person)):
			events.append(make_event(chance.choice((self.compound, self.beside, self.community))))

	def remove(self, chance, events):
		if len(events) > 8:
			event = events.pop(chance.randrange(len(events)))
			frappe.delete_doc(EVENT, event.name, force=True)

	def regroup(self):
		"""The compound moves to another community, as the tree of grids moves it."""
		other = make_grid(self.township).name
		compound = frappe.get_doc("Grid", self.compound)
		compound.parent_grid = other
		compound.save()


class TestRecount(TallyTestCase):
	def setUp(self):
		super().setUp()
		put_in_state(make_event(self.compound), "Reported")
		self.fold_all()

	def test_drift_is_written_down_and_put_right_and_a_second_check_finds_nothing(self):
		frappe.db.sql(f"update `{TABLE}` set n = n + 7 where area = 'all' and measure = 'state' limit 1")
		found = report.check(now_datetime())
		self.assertEqual([row.counted - row.true for row in found], [7])
		record = frappe.get_doc("Counter Check", str(now_datetime().date()))
		self.assertEqual(record.differing, 1)
		self.assertEqual(record.differences[0].counted - record.differences[0].true_number, 7)
		self.assertFalse(report.check(now_datetime()))
		self.assertFalse(recount.drifts(now_datetime()))

	def test_event_deleted_past_the_app_is_found(self):
		frappe.db.delete(EVENT, {"grid": self.compound})
		self.assertTrue(recount.drifts(now_datetime()))
		report.check(now_datetime())
		self.assertCountsAreTheLists()

	def test_long_overdue_events_stand_in_one_row_and_still_count_when_they_end(self):
		event = put_in_state(make_event(self.compound), "Signed", due_on=now_datetime() - timedelta(days=9))
		self.fold_all()
		report.check(now_datetime())
		self.assertCountsAreTheLists()
		put_in_state(event, "Closed")
		self.fold_all()
		self.assertCountsAreTheLists()
		self.assertFalse(recount.drifts(now_datetime()))

	def test_record_of_a_check_can_neither_be_changed_nor_deleted(self):
		report.check(now_datetime())
		record = frappe.get_doc("Counter Check", str(now_datetime().date()))
		self.assertRefused(frappe.PermissionError, record.save)
		self.assertRefused(frappe.PermissionError, record.delete)

	def test_nothing_is_left_to_bring_in_after_a_fold(self):
		self.assertFalse(frappe.db.sql(f"select name from `tab{EVENT}` where `{UNCOUNTED}` = 1"))
		self.assertEqual(fold.fold(), 0)


class TestCells(GovernanceTestCase):
	def test_event_counts_once_in_each_grid_above_it_and_above_who_leads_it(self):
		standing = Standing("1.2.3.", "1.2.4.", "", "Handling", "Signed", due=2026112309)
		areas = {"all", "grid:1.", "grid:1.2.", "grid:1.2.3.", "grid:1.2.4."}
		self.assertEqual(standing.areas(), areas)
		added = changes(None, standing)
		self.assertEqual(set(added.values()), {1})
		self.assertEqual(len(added), 2 * len(areas))
		self.assertFalse(any(changes(standing, standing).values()))

	def test_queues_of_both_sides_have_keys_of_their_own(self):
		for queues in (CENTRE, FIELD):
			self.assertEqual(len({queue.key for queue in queues}), len(queues))
