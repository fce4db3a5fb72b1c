"""Plans of an entry day are made by themselves."""

from datetime import date, datetime
from unittest.mock import patch

import frappe
from frappe.utils import add_days

from yumen_governance.field_work.entry_days import facts, planning, tasks
from yumen_governance.field_work.entry_days.choosing import ATTENTION, EVENT, LONGEST
from yumen_governance.field_work.entry_days.settings import SETTINGS
from yumen_governance.field_work.visits.tests.maker import FieldCase
from yumen_governance.permissions.care import CARE_DOCTYPES
from yumen_governance.tests.care import make_care_record, make_care_unit
from yumen_governance.tests.factories import (
	actor,
	invented_id,
	make_event,
	make_grid,
	make_grid_member,
	put_in_state,
)

DAY = date(2031, 3, 10)


class TestPlanning(FieldCase):
	def test_every_full_and_part_time_member_has_one_plan(self):
		self.plan_day(DAY)
		rows = frappe.get_all(
			planning.PLAN, {"entry_day": DAY, "grid": self.grid}, ["member", "user", "status"]
		)
		self.assertEqual({row.member for row in rows}, {self.member.name, self.part_time.name})
		self.assertEqual({row.status for row in rows}, {"Not Begun"})
		self.assertFalse(frappe.db.exists(planning.PLAN, {"member": self.leader.name}))

	def test_making_them_again_makes_nothing(self):
		first = self.plan_day(DAY)
		before = self.plan_of(self.member, DAY).modified
		again = self.plan_day(DAY)
		self.assertEqual(sorted(first), sorted(again))
		self.assertEqual(self.plan_of(self.member, DAY).modified, before)
		posts = [post for post in planning._posts(DAY) if post.grid == self.grid]
		self.assertEqual(planning.make(DAY, posts), 0)

	def test_a_member_who_came_later_gets_a_plan_and_nobody_a_second(self):
		self.plan_day(DAY)
		late = make_grid_member(self.grid, "Full-time Member")
		self.plan_day(DAY)
		plan = self.plan_of(late, DAY)
		elsewhere = {row.household for row in self.plan_of(self.member, DAY).visits}
		self.assertFalse(elsewhere & {row.household for row in plan.visits})

	def test_a_member_has_a_plan_in_each_of_their_grids(self):
		self.member.append("further_grids", {"grid": self.other_grid})
		self.member.save()
		self.plan_day(DAY)
		filters = {"entry_day": DAY, "member": self.member.name}
		self.assertEqual(
			set(frappe.get_all(planning.PLAN, filters, pluck="grid")), {self.grid, self.other_grid}
		)

	def test_a_member_of_a_community_with_compounds_of_their_own_enters_those(self):
		above = make_grid_member(self.community, "Part-time Member", further_grids=[{"grid": self.grid}])
		self.plan_day(DAY)
		filters = {"entry_day": DAY, "member": above.name}
		self.assertEqual(frappe.get_all(planning.PLAN, filters, pluck="grid"), [self.grid])

	def test_only_who_is_in_office_on_the_day_in_a_grid_in_use(self):
		gone = make_grid_member(self.grid, "Part-time Member", to_date=add_days(DAY, -1))
		idle = make_grid_member(self.grid, "Part-time Member", is_active=0)
		coming = make_grid_member(self.grid, "Part-time Member", from_date=DAY)
		self.plan_day(DAY)
		planned = set(frappe.get_all(planning.PLAN, {"entry_day": DAY}, pluck="member"))
		self.assertFalse({gone.name, idle.name} & planned)
		self.assertIn(coming.name, planned)

	def test_number_of_visits_is_the_settings(self):
		self.plan_day(DAY)
		self.assertEqual(len(self.plan_of(self.member, DAY).visits), 3)
		self.assertEqual(len(self.plan_of(self.part_time, DAY).visits), 2)

	def test_no_household_is_seen_twice_on_a_day(self):
		above = make_grid_member(self.community, "Part-time Member")
		self.plan_day(DAY)
		rows = frappe.get_all("Planned Visit", {"parent": ["like", "20310310-%"]}, pluck="household")
		self.assertEqual(len(rows), len(set(rows)))
		self.assertEqual(len(self.plan_of(above, DAY).visits), 1)

	def test_seven_activities_are_on_every_plan(self):
		self.plan_day(DAY)
		rows = self.plan_of(self.member, DAY).activities
		self.assertEqual(
			[row.activity for row in rows],
			frappe.get_all("Entry Activity", {"is_active": 1}, pluck="name", order_by="sort_order"),
		)
		self.assertGreaterEqual(len(rows), 7)

	def test_who_was_seen_lately_is_left_out_and_who_was_never_seen_comes_first(self):
		visit = self.visit(self.households[0])
		visit.db_set("visited_on", add_days(DAY, -3), update_modified=False)
		old = self.visit(self.households[1])
		old.db_set("visited_on", add_days(DAY, -60), update_modified=False)
		self.plan_day(DAY)
		seen = [
			row.household for plan in (self.member, self.part_time) for row in self.plan_of(plan, DAY).visits
		]
		self.assertNotIn(self.households[0], seen)
		self.assertEqual(set(seen), set(self.households[1:]))
		row = next(
			row for row in frappe.get_all("Planned Visit", {"household": self.households[1]}, ["seen_on"])
		)
		self.assertEqual(row.seen_on, add_days(DAY, -60))

	def test_nobody_at_home_was_not_seen(self):
		self.visit(self.households[0], met="Nobody at Home", findings="").db_set(
			"visited_on", add_days(DAY, -1), update_modified=False
		)
		found = facts.households([self.grid], [], 9, add_days(DAY, -7), set())
		self.assertIn(self.households[0], [each.name for each in found[self.grid]])

	def reasons(self) -> dict[str, str]:
		rows = frappe.get_all(
			"Planned Visit", {"parent": ["like", "20310310-%"]}, ["household", "reason", "event"]
		)
		self.events = {row.household: row.event for row in rows}
		return {row.household: row.reason for row in rows}

	def test_an_open_event_about_somebody_there_is_a_reason(self):
		resident = self.make_resident(self.households[5])
		event = put_in_state(make_event(self.grid, resident=resident.name), "Reported")
		self.plan_day(DAY)
		self.assertEqual(self.reasons()[self.households[5]], EVENT)
		self.assertEqual(self.events[self.households[5]], event.name)

	def test_an_event_elsewhere_or_closed_is_none(self):
		resident = self.make_resident(self.households[5])
		elsewhere = make_grid(make_grid().name).name
		put_in_state(make_event(elsewhere, resident=resident.name), "Reported")
		put_in_state(make_event(self.grid, resident=resident.name), "Closed")
		self.plan_day(DAY)
		self.assertNotEqual(self.reasons().get(self.households[5]), EVENT)

	def test_a_mark_of_the_registry_and_a_need_for_help_are_reasons(self):
		self.make_resident(self.households[4], needs_attention=1, attention_reason="独居老人")
		visit = self.visit(self.households[5], needs_help=1, help_wanted="看病")
		visit.db_set("visited_on", add_days(DAY, -30), update_modified=False)
		self.plan_day(DAY)
		reasons = self.reasons()
		self.assertEqual(reasons[self.households[4]], ATTENTION)
		self.assertEqual(reasons[self.households[5]], ATTENTION)

	def test_special_care_is_a_reason_for_the_helper_only_and_is_not_told(self):
		number = invented_id()
		self.make_resident(self.households[5], id_number=number)
		make_care_record(CARE_DOCTYPES[0], make_care_unit(), number, helper=actor("member"))
		self.plan_day(DAY)
		self.assertEqual(self.reasons()[self.households[5]], ATTENTION)
		mine = [row.household for row in self.plan_of(self.member, DAY).visits]
		self.assertIn(self.households[5], mine)
		self.assertEqual(set(facts.known_to([actor("member")])), {self.households[5]})
		self.assertEqual(facts.known_to([actor("leader")]), {})

	def test_special_care_of_another_changes_nothing(self):
		number = invented_id()
		self.make_resident(self.households[5], id_number=number)
		make_care_record(CARE_DOCTYPES[0], make_care_unit(), number, helper=actor("other_member"))
		self.plan_day(DAY)
		self.assertIn(self.reasons().get(self.households[5]), (None, LONGEST))

	def test_each_grid_has_one_open_summary(self):
		self.plan_day(DAY)
		self.plan_day(DAY)
		rows = frappe.get_all(planning.SUMMARY, {"entry_day": DAY, "grid": self.grid}, ["status"])
		self.assertEqual([row.status for row in rows], ["To Sum Up"])

	def test_members_with_an_account_are_told_once(self):
		self.plan_day(DAY)
		self.plan_day(DAY)
		told = frappe.get_all(
			"Outgoing Notice",
			{"event_type": "Entry Day Plan", "reference_name": ["like", "20310310-%"]},
			"audience",
		)
		self.assertEqual(len(told), 2)
		self.assertTrue(any(actor("member") in row.audience for row in told))

	def test_statements_do_not_grow_with_the_number_of_members(self):
		def asked() -> int:
			with patch.object(frappe.db, "sql", wraps=frappe.db.sql) as sql:
				self.plan_day(self.next_day())
			return sql.call_count

		few = asked()
		for _number in range(6):
			make_grid_member(self.grid, "Part-time Member")
			self.make_home()
		self.assertLessEqual(asked(), few + 2)

	def next_day(self) -> date:
		self.day = getattr(self, "day", 0) + 1
		return date(2032, 1, self.day)


class TestJob(FieldCase):
	def setUp(self):
		super().setUp()
		self.made = []
		for patched in (
			patch.object(planning, "missing", side_effect=lambda day: self.made.append(day) or []),
			patch.object(frappe.db, "commit"),
		):
			patched.start()
			self.addCleanup(patched.stop)

	def days(self, moment: str) -> list[str]:
		self.made.clear()
		tasks.prepare(datetime.fromisoformat(moment))
		return [str(day) for day in self.made]

	def test_plans_are_made_on_the_eve_from_the_set_hour_on(self):
		self.assertEqual(self.days("2031-03-09 15:59:00"), [])
		self.assertEqual(self.days("2031-03-09 16:00:00"), ["2031-03-10"])
		self.assertEqual(self.days("2031-03-12 16:00:00"), [])

	def test_a_job_that_was_missed_is_made_up_for_on_the_day(self):
		self.assertEqual(self.days("2031-03-10 08:00:00"), ["2031-03-10"])

	def test_february_ends_with_an_entry_day(self):
		self.assertEqual(self.days("2031-02-27 16:00:00"), ["2031-02-28"])
		frappe.db.set_single_value(SETTINGS, "short_months", "No Entry Day")
		frappe.clear_document_cache(SETTINGS, SETTINGS)
		self.assertEqual(self.days("2031-02-27 16:00:00"), [])

	def test_days_are_the_offices_to_change(self):
		frappe.get_doc({"doctype": "Entry Day", "day_of_month": 15}).insert()
		frappe.db.set_value("Entry Day", "10", "is_active", 0)
		self.assertEqual(self.days("2031-03-14 16:00:00"), ["2031-03-15"])
		self.assertEqual(self.days("2031-03-09 16:00:00"), [])
		self.assertRefused(
			frappe.ValidationError, frappe.get_doc({"doctype": "Entry Day", "day_of_month": 32}).insert
		)

	def test_switched_off_it_makes_nothing(self):
		frappe.db.set_single_value(SETTINGS, "entry_days_on", 0)
		frappe.clear_document_cache(SETTINGS, SETTINGS)
		self.assertEqual(self.days("2031-03-09 16:00:00"), [])
