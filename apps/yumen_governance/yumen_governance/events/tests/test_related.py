"""Related events are found by keys, merged into one with everybody told, and people who come again are seen."""

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, now_datetime

from yumen_governance.api import intake as api
from yumen_governance.events.intake import related
from yumen_governance.events.intake.likeness import keys, likeness, pairs
from yumen_governance.events.intake.merging import MergeError
from yumen_governance.events.intake.telling import events_of
from yumen_governance.grid_management.grid_records import carried_lines, carry
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import (
	actor,
	invented_phone,
	make_event,
	make_grid,
	make_grid_member,
	put_in_state,
)
from yumen_governance.tests.outbox import counted_statements

EVENT = "Governance Event"
TEXT = "幸福小区三号楼楼道堆放杂物堵塞消防通道"


class TestLikeness(GovernanceTestCase):
	def test_alike_texts_share_keys_and_others_do_not(self):
		alike = "幸福小区三号楼的楼道堆放杂物，堵塞消防通道！"
		other = "农田灌溉渠道护栏缺失请尽快修复"
		self.assertGreaterEqual(len(set(keys(TEXT)) & set(keys(alike))), related.SHARED_KEYS)
		self.assertFalse(set(keys(TEXT)) & set(keys(other)))
		self.assertGreater(likeness(pairs(TEXT), pairs(alike)), 0.6)

	def test_share_of_common_keys_follows_the_likeness(self):
		words = [chr(0x4E00 + n) for n in range(300)]
		total = 0
		for start in range(100):
			one, other = "".join(words[start : start + 40]), "".join(words[start + 10 : start + 50])
			total += len(set(keys(one)) & set(keys(other))) / 8
		expected = likeness(pairs("".join(words[:40])), pairs("".join(words[10:50])))
		self.assertAlmostEqual(total / 100, expected, delta=0.12)

	def test_signs_and_width_do_not_count(self):
		self.assertEqual(keys("ＡＢ小区，漏水"), keys("ab小区漏水"))
		self.assertEqual(keys("。"), [])


class RelatedTestCase(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.community = make_grid(make_grid().name).name
		self.grid = make_grid(self.community).name
		self.phone = invented_phone()

	def event(self, **values):
		return make_event(
			values.pop("grid", self.grid), **{"title": f"事件{frappe.generate_hash(length=6)}", **values}
		)

	def found(self, event, user="dispatcher"):
		with self.as_user(actor(user)):
			answer = api.related_events(name=event.name)
		return {row["name"]: set(row["reasons"]) for row in answer["events"]}


class TestFinding(RelatedTestCase):
	def test_same_text_in_the_same_community_is_found(self):
		first = self.event(title=TEXT)
		near = self.event(title=f"{TEXT}，请处理", grid=make_grid(self.community).name)
		self.assertEqual(self.found(near), {first.name: {"Similar Text"}})

	def test_same_text_far_away_is_another_matter(self):
		self.event(title=TEXT, grid=make_grid(make_grid(make_grid().name).name).name)
		self.assertEqual(self.found(self.event(title=TEXT)), {})

	def test_same_place_is_found_by_address_and_by_map(self):
		place = '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[%s,40.29]}}]}'
		by_address = self.event(address="幸福小区 3号楼")
		by_map = self.event(location=place % 97.0501)
		self.event(location=place % 97.08)
		event = self.event(address="幸福小区3号楼", location=place % 97.0508)
		self.assertEqual(self.found(event), {name: {"Same Place"} for name in (by_address.name, by_map.name)})

	def test_same_person_is_found_everywhere(self):
		other = self.event(reporter_phone=self.phone, grid=make_grid().name)
		event = self.event(reporter_phone=f"+86 {self.phone}")
		self.assertEqual(self.found(event), {other.name: {"Same Person"}})

	def test_old_events_are_not_offered(self):
		old = self.event(title=TEXT)
		frappe.db.sql(
			f"update `{related.TABLE}` set reported_on = %s where event = %s",
			(add_days(now_datetime(), -40), old.name),
		)
		self.assertEqual(self.found(self.event(title=TEXT)), {})

	def test_changed_text_is_found_by_its_new_words(self):
		event = self.event(title="改动以前的标题没有人再看")
		event.update({"title": TEXT}).save()
		self.assertIn(event.name, self.found(self.event(title=TEXT)))

	def test_events_are_found_in_the_community_to_which_their_grid_moved(self):
		there = make_grid(make_grid().name).name
		other = self.event(title=TEXT)
		frappe.get_doc("Grid", self.grid).update({"parent_grid": there}).save()
		here = self.event(title=TEXT, grid=make_grid(self.community).name)
		self.assertEqual(self.found(here), {})
		self.assertEqual(set(self.found(self.event(title=TEXT, grid=make_grid(there).name))), {other.name})

	def test_events_that_a_grid_change_carries_are_found_where_they_went(self):
		there = make_grid(make_grid().name).name
		target = make_grid(there).name
		other = self.event(title=TEXT)
		line = next(line for line in carried_lines() if (line.doctype, line.grid) == (EVENT, "grid"))
		with counted_statements() as sent:
			carry(line, self.grid, target)
		self.assertEqual(len([each for each in sent if related.TABLE in each]), 1)
		self.assertEqual(set(self.found(self.event(title=TEXT, grid=make_grid(there).name))), {other.name})

	def test_only_readable_events_are_shown_or_counted(self):
		self.event(title=TEXT, reporter_phone=self.phone)
		with self.as_user(actor("clerk")):
			own = self.event(title=TEXT, reporter_phone=self.phone)
			answer = api.related_events(name=own.name)
		self.assertEqual((answer["events"], answer["earlier"]), ([], 0))

	def test_form_that_is_not_saved_is_searched_too(self):
		first = self.event(title=TEXT, reporter_phone=self.phone)
		values = {"title": TEXT, "grid": self.grid, "reporter_phone": self.phone}
		with self.as_user(actor("dispatcher")):
			answer = api.related_events(frappe.as_json(values))
		self.assertEqual([row["name"] for row in answer["events"]], [first.name])
		self.assertEqual((answer["earlier"], answer["is_repeated"]), (1, False))
		self.assertIn("Category", answer["missing"])

	def test_repeated_complainant_is_seen_as_such(self):
		for _n in range(2):
			self.event(reporter_phone=self.phone)
		event = self.event(reporter_phone=self.phone)
		with self.as_user(actor("dispatcher")):
			answer = api.related_events(name=event.name)
		self.assertEqual((answer["earlier"], answer["is_repeated"]), (2, True))

	def test_event_of_others_is_not_searched_for_anybody(self):
		event = self.event()
		with self.as_user(actor("other_clerk")):
			self.assertRefused(frappe.PermissionError, api.related_events, name=event.name)


class TestMerging(RelatedTestCase):
	def setUp(self):
		super().setUp()
		make_grid_member(self.community, "Grid Leader", actor("leader"))
		self.kept = put_in_state(self.event(title=TEXT, reporter_phone=self.phone), "Reported")
		self.other = put_in_state(self.event(title=TEXT, reporter_phone=invented_phone()), "Reported")

	def merge(self, event, into):
		with self.as_user(actor("dispatcher")):
			doc = frappe.get_doc(EVENT, event.name)
			doc.update({"merged_into": into}).save()
			return apply_workflow(frappe.as_json({"doctype": EVENT, "name": event.name}), "Merge")

	def test_merged_event_ends_and_both_timelines_tell(self):
		self.assertEqual(self.merge(self.other, self.kept.name).stage, "Void")
		for name in (self.kept.name, self.other.name):
			self.assertIn("Merge", frappe.get_all("Timeline Entry", {"reference_name": name}, pluck="action"))

	def test_everybody_who_reported_is_kept_and_told(self):
		third = put_in_state(self.event(reporter_phone=invented_phone()), "Reported")
		self.merge(third, self.other.name)
		self.merge(self.other, self.kept.name)
		everybody = {self.kept.name, self.other.name, third.name}
		self.assertEqual(set(events_of(self.kept.name)), everybody)
		told = frappe.get_all("Outgoing Notice", {"event_type": "Report Merged"}, pluck="reference_name")
		self.assertEqual(sorted(told), sorted([self.other.name, third.name, third.name]))
		with self.as_user(actor("dispatcher")):
			put_in_state(self.kept, "Pending Review", lead_grid=self.community, result="已清理")
			apply_workflow(frappe.as_json({"doctype": EVENT, "name": self.kept.name}), "Approve Result")
		told = frappe.get_all("Outgoing Notice", {"event_type": "Report Resolved"}, pluck="reference_name")
		self.assertEqual(set(told), everybody)

	def test_event_is_not_merged_into_itself_nor_into_one_that_ended_or_is_a_draft(self):
		put_in_state(self.kept, "Closed")
		for into in (self.other.name, self.kept.name, self.event().name):
			with self.subTest(into):
				self.assertRefused(MergeError, self.merge, self.other, into)
		self.assertEqual(frappe.db.get_value(EVENT, self.other.name, "stage"), "Triage")
