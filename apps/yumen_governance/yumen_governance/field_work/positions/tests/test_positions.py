"""Positions belong to a task, are seen by the member and their leader, each look is logged, and a year ends them."""

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import frappe
from frappe.utils import get_system_timezone, now_datetime

from yumen_governance.api import positions as api
from yumen_governance.field_work.patrols import rounds
from yumen_governance.field_work.patrols.tests.maker import item
from yumen_governance.field_work.positions import keeping, trails
from yumen_governance.registry.sensitive_access import LOG
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, make_grid, make_grid_member

TRAIL = "Position Trail"
PLACE = (97.04, 40.29)


def milliseconds(moment: datetime) -> int:
	"""Return a moment of the site as a phone writes it."""
	zone = ZoneInfo(get_system_timezone())
	return int(moment.replace(tzinfo=zone).astimezone(UTC).timestamp() * 1000)


class TestPositions(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.town = make_grid().name
		self.community = make_grid(self.town).name
		self.grid = make_grid(self.community).name
		make_grid_member(self.grid, user=actor("member"))
		make_grid_member(self.community, "Grid Leader", actor("leader"))
		make_grid_member(self.town, "Grid Leader", actor("other_leader"))
		make_grid_member(make_grid(self.community).name, user=actor("other_member"))
		self.begun = now_datetime() - timedelta(hours=1)
		with self.as_user(actor("member")):
			begun = item("patrol", happened_on=self.begun, step="begin", grid=self.grid)
			self.patrol = rounds.take(begun, actor("member"), now_datetime()).name

	def send(self, *points, person="member", **values):
		sent = {"task_type": "Patrol", "task": self.patrol, "points": list(points)}
		positions = item("positions", **{**sent, **values})
		with self.as_user(actor(person)):
			trails.take(positions, actor(person), now_datetime())
		return positions.id

	def point(self, minutes: int, place=PLACE) -> list:
		return [milliseconds(self.begun + timedelta(minutes=minutes)), *place]

	def look(self, person):
		with self.as_user(actor(person)):
			return api.trail("Patrol", self.patrol)

	def test_member_sees_where_they_were(self):
		self.send(self.point(10), self.point(5))
		shown = self.look("member")
		self.assertEqual([tuple(point[1:]) for point in shown["points"]], [PLACE, PLACE])
		self.assertLess(shown["points"][0][0], shown["points"][1][0])
		self.assertTrue(shown["is_own"])

	def test_database_tells_no_position(self):
		name = self.send(self.point(5))
		row = frappe.db.get_value(TRAIL, name, "*", as_dict=True)
		self.assertNotIn("97.04", json.dumps(row, default=str))
		self.assertEqual(row.whereabouts, "****")

	def test_leader_s_look_is_logged_and_the_member_sees_who_looked(self):
		self.send(self.point(5))
		self.assertFalse(self.look("leader")["is_own"])
		logged = {"reference_doctype": "Patrol", "reference_name": self.patrol, "user": actor("leader")}
		self.assertEqual(frappe.db.count(LOG, logged), 1)
		self.look("leader")
		self.assertEqual(frappe.db.count(LOG, logged), 2)
		name = frappe.get_cached_value("User", actor("leader"), "full_name")
		self.assertEqual([row["by"] for row in self.look("member")["looks"]], [name, name])
		self.assertFalse(self.look("leader")["looks"])

	def test_nobody_else_sees_them_not_even_the_centre(self):
		name = self.send(self.point(5))
		for person in (
			"other_member",
			"other_leader",
			"administrator",
			"dispatcher",
			"auditor",
			"technician",
		):
			with self.subTest(person):
				self.assertRefused(frappe.PermissionError, self.look, person)
				self.assertFalse(frappe.has_permission(TRAIL, "read", name, user=actor(person)))
		self.assertFalse(frappe.db.exists(LOG, {"reference_name": self.patrol}))

	def test_nearest_leader_is_the_leader(self):
		self.send(self.point(5))
		frappe.db.set_value("Grid Member", {"user": actor("leader")}, "is_active", 0)
		self.assertTrue(self.look("other_leader")["points"])
		self.assertRefused(frappe.PermissionError, self.look, "leader")

	def test_list_of_tasks_shows_mine_and_those_of_whom_i_lead(self):
		self.send(self.point(5))
		for person, count in (("member", 1), ("leader", 1), ("other_member", 0), ("other_leader", 0)):
			with self.subTest(person), self.as_user(actor(person)):
				rows = [row for row in api.tasks() if row.task == self.patrol]
				self.assertEqual(len(rows), count)
		with self.as_user(actor("dispatcher")):
			self.assertRefused(frappe.PermissionError, api.tasks)

	def test_only_while_the_task_is_on(self):
		early, late = self.point(-10), self.point(90)
		self.send(early, self.point(5), late)
		self.assertEqual(len(self.look("member")["points"]), 1)
		with self.as_user(actor("member")):
			ended = item(
				"patrol", happened_on=self.begun + timedelta(minutes=20), step="end", patrol=self.patrol
			)
			rounds.take(ended, actor("member"), now_datetime())
		self.send(self.point(15), self.point(40))
		self.assertEqual(len(self.look("member")["points"]), 2)

	def test_same_item_again_is_one_trail(self):
		sent = {"task_type": "Patrol", "task": self.patrol, "points": [self.point(5)]}
		positions = item("positions", **sent)
		with self.as_user(actor("member")):
			for _again in range(2):
				trails.take(positions, actor("member"), now_datetime())
		self.assertEqual(frappe.db.count(TRAIL, {"task": self.patrol}), 1)

	def test_points_outside_the_city_are_not_kept(self):
		boundary = {"min_lon": 96, "min_lat": 39, "max_lon": 98, "max_lat": 41}
		frappe.db.set_value("Grid", self.town, boundary)
		frappe.db.set_value("Grid", {"name": ["!=", self.town], "max_lon": [">", 0]}, "is_active", 0)
		self.send(self.point(5), self.point(6, (116.4, 39.9)))
		self.assertEqual(len(self.look("member")["points"]), 1)

	def test_what_is_no_task_of_mine_is_refused(self):
		point = self.point(5)
		self.assertRefused(frappe.PermissionError, self.send, point, person="other_member")
		self.assertRefused(trails.PositionError, self.send, point, task_type="User", task="Administrator")
		self.assertRefused(trails.PositionError, self.send, point, task="none")
		self.assertRefused(trails.PositionError, self.send, *[point] * 1001)
		for wrong in ("x", [1], [None, 1, 2], ["a", "b", "c"]):
			with self.subTest(wrong):
				self.assertRefused(trails.PositionError, self.send, wrong)
		self.send([10**30, *PLACE], [1, float("nan"), 2])
		self.assertFalse(frappe.db.exists(TRAIL, {"task": self.patrol}))

	def test_trail_is_written_once(self):
		name = self.send(self.point(5))
		trail = frappe.get_doc(TRAIL, name)
		for change in (trail.save, trail.delete):
			self.assertRefused(frappe.PermissionError, change)

	def test_a_year_ends_them_and_no_setting_keeps_them_longer(self):
		old, young = self.send(self.point(5)), self.send(self.point(6))
		for days, name in ((366, old), (364, young)):
			frappe.db.set_value(TRAIL, name, "ended_on", now_datetime() - timedelta(days=days))
		frappe.db.set_single_value("Privacy Settings", "keep_positions_days", 5000)
		keeping.forget(keeping.kept_since(now_datetime()))
		self.assertEqual(frappe.get_all(TRAIL, {"task": self.patrol}, pluck="name"), [young])
		frappe.db.set_single_value("Privacy Settings", "keep_positions_days", 30)
		keeping.forget(keeping.kept_since(now_datetime()))
		self.assertFalse(frappe.get_all(TRAIL, {"task": self.patrol}))

	def test_setting_of_more_than_a_year_is_refused(self):
		settings = frappe.get_doc("Privacy Settings")
		for days in (0, 366):
			with self.subTest(days):
				self.assertRefused(
					frappe.ValidationError, settings.update({"keep_positions_days": days}).save
				)
