"""A round is told step by step; a hazard found on it becomes an event once, by a tap or by the office's rule."""

from datetime import timedelta

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import getdate, now_datetime

from yumen_governance.api.hazards import report as report_from_desk
from yumen_governance.field_work.patrols import hazards, rounds
from yumen_governance.field_work.patrols.tests.maker import item
from yumen_governance.field_work.sync.items import Conflict
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import (
	actor,
	make_facility,
	make_grid,
	make_grid_member,
	make_hazard,
	make_key_area,
	put_in_state,
)

NOW = now_datetime


class RoundsTestCase(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.community = make_grid(make_grid().name).name
		self.grid, self.other = make_grid(self.community).name, make_grid(self.community).name
		make_grid_member(self.grid, user=actor("member"))
		make_grid_member(self.other, user=actor("other_member"))
		make_grid_member(self.community, "Grid Leader", actor("leader"))
		self.facility, self.area = make_facility(self.grid), make_key_area(self.grid)

	def take(self, kind, person="member", function=rounds.take, **values):
		with self.as_user(actor(person)):
			return function(item(kind, **values), actor(person), NOW())

	def begin(self, **values):
		return self.take("patrol", step="begin", **({"grid": self.grid} | values)).name

	def look(self, patrol, place, person="member", **values):
		found = {"place_type": place.doctype, "place": place.name, "state": "In Order"}
		return self.take("patrol", person, step="look", patrol=patrol, **(found | values))

	def hazard(self, person="member", **values):
		found = {
			"title": "消火栓无水",
			"hazard_kind": "hazard_kind-02",
			"hazard_level": "hazard_level-01",
			"facility": self.facility.name,
		}
		return frappe.get_doc("Hazard", self.take("hazard", person, hazards.take, **(found | values)).name)

	def task(self, period_start: str = "2026-01-01") -> str:
		member = frappe.db.get_value("Grid Member", {"user": actor("member")})
		task = {"doctype": "Patrol Task", "patrol_plan": "公共设施巡查", "grid": self.grid, "member": member}
		task |= {"made_for": self.grid, "period_start": period_start, "due_on": getdate()}
		return frappe.get_doc(task).insert().name


class TestRounds(RoundsTestCase):
	def test_round_tells_what_was_looked_at_and_how_it_was_found(self):
		patrol = self.begin()
		checks = [{"item": "消火栓有水压", "ok": 1}, {"item": "消防通道畅通", "ok": 0, "note": "堆放杂物"}]
		self.look(patrol, self.facility, state="Something Wrong", checks=checks, finding="通道堆物", photos=2)
		self.look(patrol, self.area)
		self.take("patrol", step="end", patrol=patrol, findings="已劝离")
		doc = frappe.get_doc("Patrol", patrol)
		self.assertEqual(
			(doc.status, doc.places_looked_at, doc.places_wrong, doc.findings), ("Done", 2, 1, "已劝离")
		)
		self.assertEqual(doc.places[0].checks, "✓ 消火栓有水压\n✗ 消防通道畅通（堆放杂物）")
		self.assertEqual(doc.user, actor("member"))
		self.assertTrue(doc.grid_path and doc.ended_on)
		self.assertEqual(
			frappe.db.count("File", {"attached_to_doctype": "Patrol", "attached_to_name": patrol}), 2
		)

	def test_round_is_named_by_the_item_that_began_it(self):
		begun = item("patrol", step="begin", grid=self.grid)
		with self.as_user(actor("member")):
			self.assertEqual(rounds.take(begun, actor("member"), NOW()).name, begun.id)

	def test_place_looked_at_again_stands_once(self):
		patrol = self.begin()
		self.look(patrol, self.facility)
		self.look(patrol, self.facility, state="Something Wrong", finding="损坏")
		places = frappe.get_doc("Patrol", patrol).places
		self.assertEqual(
			[(row.place, row.state) for row in places], [(self.facility.name, "Something Wrong")]
		)

	def test_facility_says_when_it_was_last_looked_at(self):
		self.look(self.begin(), self.facility)
		self.assertEqual(frappe.db.get_value("Public Facility", self.facility.name, "checked_on"), getdate())

	def test_what_was_not_reached_was_not_looked_at(self):
		patrol = self.begin()
		self.look(patrol, self.facility, state="Not Looked At")
		self.assertEqual(frappe.get_doc("Patrol", patrol).places_looked_at, 0)
		self.assertFalse(frappe.db.get_value("Public Facility", self.facility.name, "checked_on"))

	def test_wrong_without_words_is_refused(self):
		self.assertRefused(
			rounds.PatrolError, self.look, self.begin(), self.facility, state="Something Wrong"
		)

	def test_place_and_grid_of_another_are_refused(self):
		patrol, away = self.begin(), make_facility(self.other)
		self.assertRefused(frappe.PermissionError, self.look, patrol, away)
		self.assertRefused(frappe.PermissionError, self.begin, grid=self.other)
		self.assertRefused(frappe.PermissionError, self.look, patrol, self.facility, person="other_member")

	def test_ended_round_stays_as_it_is(self):
		patrol = self.begin()
		self.take("patrol", step="end", patrol=patrol)
		self.assertRefused(rounds.PatrolError, self.look, patrol, self.facility)

	def test_nonsense_is_refused(self):
		patrol = self.begin()
		self.assertRefused(rounds.PatrolError, self.take, "patrol", step="fly")
		self.assertRefused(rounds.PatrolError, self.look, patrol, self.facility, state="Lovely")
		user = frappe.get_doc("User", "Administrator")
		self.assertRefused(rounds.PatrolError, self.look, patrol, user)

	def test_round_fulfils_its_task_when_something_was_looked_at(self):
		task = self.task()
		patrol = self.begin(task=task)
		self.assertEqual(frappe.db.get_value("Patrol", patrol, "grid"), self.grid)
		self.look(patrol, self.facility)
		self.take("patrol", step="end", patrol=patrol)
		self.assertEqual(frappe.db.get_value("Patrol Task", task, ["status", "patrol"]), ("Done", patrol))

	def test_round_without_a_look_fulfils_nothing(self):
		task = self.task()
		self.take("patrol", step="end", patrol=self.begin(task=task))
		self.assertEqual(frappe.db.get_value("Patrol Task", task, "status"), "To Do")

	def test_territory_sees_rounds_and_others_do_not(self):
		patrol = self.begin()
		for person, sees in (
			("member", 1),
			("leader", 1),
			("dispatcher", 1),
			("other_member", 0),
			("other_leader", 0),
		):
			with self.subTest(person), self.as_user(actor(person)):
				self.assertEqual(len(frappe.get_list("Patrol", {"name": patrol})), sees)
				self.assertEqual(frappe.has_permission("Patrol", "read", patrol), bool(sees))

	def test_member_with_another_grid_sees_their_round_no_more_but_what_they_still_send_is_taken(self):
		patrol = self.begin()
		self.look(patrol, self.facility)
		post = frappe.get_doc("Grid Member", {"user": actor("member"), "grid": self.grid})
		post.grid = self.other
		post.save()
		with self.as_user(actor("member")):
			self.assertFalse(frappe.get_list("Patrol", {"name": patrol}))
		self.take("patrol", step="end", patrol=patrol)
		self.assertEqual(frappe.db.get_value("Patrol", patrol, "status"), "Done")


class TestHazards(RoundsTestCase):
	def test_hazard_takes_its_place_from_the_facility(self):
		hazard = self.hazard()
		self.assertEqual((hazard.grid, hazard.found_on), (self.grid, getdate()))
		self.assertIn(self.facility.facility_name, hazard.location)
		self.assertFalse(hazard.governance_event)

	def test_one_tap_makes_it_an_event_with_its_photos(self):
		hazard = self.hazard(as_event=1, photos=2, patrol=self.begin())
		event = frappe.get_doc("Governance Event", hazard.governance_event)
		self.assertEqual(
			(event.title, event.grid, event.category, event.stage),
			("消火栓无水", self.grid, "0301", "Triage"),
		)
		self.assertEqual(event.owner, actor("member"))
		attached = {"attached_to_doctype": "Governance Event", "attached_to_name": event.name}
		self.assertEqual(frappe.db.count("File", attached), 2)

	def test_rule_makes_graver_ones_events_without_being_asked(self):
		self.assertTrue(self.hazard(hazard_level="hazard_level-02").governance_event)
		self.assertTrue(self.hazard(hazard_level="hazard_level-03").governance_event)
		rule = frappe.get_doc("Hazard Event Rule", {"hazard_kind": "hazard_kind-02"})
		rule.update({"at_once_from": None}).save()
		self.assertFalse(self.hazard(hazard_level="hazard_level-03").governance_event)

	def test_hazard_becomes_an_event_once_however_often_it_is_asked(self):
		hazard = self.hazard(as_event=1)
		for _again in range(2):
			self.take("hazard_event", function=hazards.take_event, hazard=hazard.name)
		with self.as_user(actor("leader")):
			self.assertEqual(report_from_desk(hazard.name), hazard.governance_event)
		hazard.db_set("governance_event", None)
		with self.as_user(actor("member")):
			event = hazards.report(hazard.name, actor("member"), NOW())
		self.assertEqual(frappe.db.count("Governance Event", {"title": hazard.title, "grid": self.grid}), 1)
		self.assertTrue(event)

	def test_event_that_is_closed_with_a_result_ends_the_hazard(self):
		hazard = self.hazard(as_event=1)
		event = frappe.get_doc("Governance Event", hazard.governance_event)
		put_in_state(event, "Followed Up", result="已更换阀门")
		with self.as_user(actor("dispatcher")):
			apply_workflow(frappe.get_doc("Governance Event", event.name), "Close")
		hazard.reload()
		self.assertEqual((hazard.status, hazard.result), ("Rectified", "已更换阀门"))

	def test_kind_without_a_rule_says_so(self):
		frappe.get_doc("Hazard Event Rule", {"hazard_kind": "hazard_kind-02"}).update({"is_active": 0}).save()
		hazard = self.hazard()
		self.assertRefused(
			hazards.HazardError, self.take, "hazard_event", function=hazards.take_event, hazard=hazard.name
		)

	def test_hazard_of_another_grid_is_not_mine_to_report(self):
		hazard = self.hazard()
		for function, kind in (
			(hazards.take_event, "hazard_event"),
			(hazards.take_rectified, "hazard_rectified"),
		):
			values = {"hazard": hazard.name, "result": "好了"}
			with self.subTest(kind):
				self.assertRefused(
					frappe.PermissionError, self.take, kind, "other_member", function, **values
				)
		self.assertRefused(frappe.PermissionError, self.hazard, "other_member")
		self.assertRefused(frappe.PermissionError, self.hazard, "other_member", facility=None, grid=self.grid)

	def test_rectified_needs_its_result(self):
		hazard = make_hazard(self.grid)
		values = {"function": hazards.take_rectified, "hazard": hazard.name}
		self.assertRefused(frappe.ValidationError, self.take, "hazard_rectified", **values)
		self.take("hazard_rectified", **values, result="已更换阀门", photos=1)
		hazard.reload()
		self.assertEqual(
			(hazard.status, hazard.result, hazard.closed_on), ("Rectified", "已更换阀门", getdate())
		)

	def test_hazard_changed_meanwhile_is_a_conflict(self):
		hazard = make_hazard(self.grid)
		frappe.get_doc("Hazard", hazard.name).update({"measures": "先围挡"}).save()
		values = {"function": hazards.take_rectified, "hazard": hazard.name, "result": "好了", "base": hazard}
		self.assertRefused(Conflict, self.take, "hazard_rectified", **values)

	def test_day_of_finding_is_when_it_happened_not_when_it_was_sent(self):
		earlier = now_datetime() - timedelta(days=1)
		self.assertEqual(self.hazard(happened_on=earlier).found_on, getdate(earlier))
