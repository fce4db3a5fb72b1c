"""Tasks of a plan's period: once, for grids that have something to look at, by members in turn."""

from datetime import timedelta

import frappe
from frappe.utils import getdate

from yumen_governance.field_work.patrols import due
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import (
	actor,
	make_facility,
	make_grid,
	make_grid_member,
	make_key_area,
	next_number,
)

TODAY = getdate()


class TestDue(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		frappe.db.set_value("Patrol Plan", {"is_active": 1}, "is_active", 0)
		self.town = make_grid()
		self.community = make_grid(self.town.name)
		self.grid = make_grid(self.community.name).name
		self.leader = make_grid_member(self.community.name, "Grid Leader", actor("leader")).name

	def plan(self, **values):
		plan = {"plan_name": f"巡查{next_number()}", "covers": "Facilities", "every_days": 7, "days_to_do": 3}
		plan |= {"doctype": "Patrol Plan", "grid": self.town.name, "starts_on": TODAY - timedelta(days=2)}
		return frappe.get_doc({**plan, **values}).insert()

	def tasks(self, plan, **filters):
		fields = ["grid", "user", "status", "period_start", "due_on"]
		return frappe.get_all(
			"Patrol Task", {"patrol_plan": plan.name, **filters}, fields, order_by="creation"
		)

	def test_member_of_the_grid_gets_the_task_of_the_period(self):
		make_grid_member(self.grid, user=actor("member"))
		make_facility(self.grid)
		plan = self.plan()
		self.assertEqual(due.make_tasks(TODAY), 1)
		(task,) = self.tasks(plan)
		self.assertEqual((task.grid, task.user, task.status), (self.grid, actor("member"), "To Do"))
		first = TODAY - timedelta(days=2)
		self.assertEqual((task.period_start, task.due_on), (first, TODAY + timedelta(days=2)))

	def told(self, plan) -> list[str]:
		"""Whom messages of a plan's tasks are for, the first one first."""
		names = frappe.get_all("Patrol Task", {"patrol_plan": plan.name}, pluck="name")
		rows = frappe.get_all(
			"Outgoing Notice",
			{"event_type": "Patrol Due", "reference_name": ["in", names]},
			pluck="audience",
			order_by="name",
		)
		return [frappe.parse_json(row)[0]["names"] for row in rows]

	def test_member_is_told_once_of_a_new_task(self):
		make_grid_member(self.grid, user=actor("member"))
		make_facility(self.grid)
		plan = self.plan()
		for _number in range(2):
			due.make_tasks(TODAY)
		self.assertEqual(self.told(plan), [[actor("member")]])

	def test_member_to_whom_a_task_is_given_is_told(self):
		make_grid_member(self.grid, user=actor("member"))
		make_facility(self.grid)
		plan = self.plan()
		due.make_tasks(TODAY)
		other = make_grid_member(self.grid, user=actor("other_member"))
		task = frappe.get_doc("Patrol Task", {"patrol_plan": plan.name})
		for _number in range(2):
			frappe.get_doc("Patrol Task", task.name).update({"member": other.name}).save()
		self.assertEqual(self.told(plan), [[actor("member")], [actor("other_member")]])

	def test_days_to_do_it_end_with_the_period(self):
		plan = self.plan()
		for day, (first, last) in {-2: (-2, 0), 0: (-2, 2), 4: (-2, 4), 5: (5, 7)}.items():
			with self.subTest(day):
				days = due.period_of(plan, TODAY + timedelta(days=day))
				self.assertEqual(days, tuple(TODAY + timedelta(days=number) for number in (first, last)))

	def test_period_has_its_tasks_once_whenever_the_job_runs(self):
		make_grid_member(self.grid, user=actor("member"))
		make_facility(self.grid)
		plan = self.plan()
		for day in (TODAY, TODAY, TODAY + timedelta(days=4)):
			due.make_tasks(day)
		self.assertEqual(len(self.tasks(plan)), 1)
		due.make_tasks(TODAY + timedelta(days=5))
		self.assertEqual([row.status for row in self.tasks(plan)], ["Not Done", "To Do"])

	def test_only_grids_with_something_to_look_at(self):
		make_grid_member(self.grid, user=actor("member"))
		make_facility(self.grid, facility_kind="facility_kind-09")
		make_facility(self.grid, status="Removed", facility_kind="facility_kind-03")
		for number, (values, count) in enumerate(
			(
				({"covers": "Key Areas"}, 0),
				({"kinds": [{"kind": "facility_kind-03"}]}, 0),
				({"kinds": [{"kind": "facility_kind-09"}]}, 1),
				({"covers": "Key Areas and Facilities"}, 1),
				({"grid": make_grid().name}, 0),
			)
		):
			plan = self.plan(**values)
			due.make_tasks(TODAY)
			with self.subTest(number):
				self.assertEqual(len(self.tasks(plan)), count)
		make_key_area(self.grid)
		plan = self.plan(covers="Key Areas")
		due.make_tasks(TODAY)
		self.assertEqual(len(self.tasks(plan)), 1)

	def test_members_go_in_turn(self):
		for person in ("member", "other_member"):
			make_grid_member(self.grid, user=actor(person))
		make_facility(self.grid)
		plan = self.plan()
		for week in range(4):
			due.make_tasks(TODAY + timedelta(days=7 * week))
		people = [row.user for row in sorted(self.tasks(plan), key=lambda row: row.period_start)]
		self.assertEqual(len(set(people[:2])), 2)

	def test_every_member_goes_where_the_plan_says_so(self):
		for person in ("member", "other_member"):
			make_grid_member(self.grid, user=actor(person))
		make_facility(self.grid)
		plan = self.plan(who="Every Member")
		due.make_tasks(TODAY)
		self.assertEqual({row.user for row in self.tasks(plan)}, {actor("member"), actor("other_member")})

	def test_grid_without_a_member_is_its_leader_s(self):
		make_grid_member(self.grid, user=None)
		make_facility(self.grid)
		for who in ("Members in Turn", "Every Member"):
			plan = self.plan(who=who)
			due.make_tasks(TODAY)
			with self.subTest(who):
				self.assertEqual([row.user for row in self.tasks(plan)], [actor("leader")])

	def test_plan_that_makes_no_sense_is_refused(self):
		for values in ({"every_days": 0}, {"days_to_do": 0}, {"every_days": 3, "days_to_do": 4}):
			with self.subTest(values):
				self.assertRefused(frappe.ValidationError, self.plan, **values)

	def test_leader_gives_a_task_to_another_member(self):
		make_grid_member(self.grid, user=actor("member"))
		make_facility(self.grid)
		plan = self.plan()
		due.make_tasks(TODAY)
		other = make_grid_member(self.grid, user=actor("other_member"))
		task = frappe.get_doc("Patrol Task", {"patrol_plan": plan.name})
		with self.as_user(actor("leader")):
			frappe.get_doc("Patrol Task", task.name).update({"member": other.name}).save()
		self.assertEqual(frappe.db.get_value("Patrol Task", task.name, "user"), actor("other_member"))
		with self.as_user(actor("member")):
			self.assertFalse(frappe.has_permission("Patrol Task", "write", task.name))
