"""What was told to whom is kept with the question, and an answer that is owed is given once."""

import frappe
from frappe.utils import add_days, now_datetime

from yumen_governance.field_work.patrols.tests.maker import item
from yumen_governance.field_work.publicity import stores, talks
from yumen_governance.field_work.sync.items import Conflict
from yumen_governance.permissions.scope import scope_of
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import (
	actor,
	make_grid,
	make_grid_member,
	make_household,
	make_user,
	next_number,
)


def make_notice(**values):
	"""Insert a notice to read out."""
	notice = {
		"title": f"防火通告{next_number()}",
		"category": "安全提示",
		"content": "<p>注意用火安全。</p>",
		"to_read_out": 1,
	}
	return frappe.get_doc({"doctype": "Public Notice", **notice, **values}).insert()


class TestTalks(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.community = make_grid(make_grid().name).name
		self.grid, self.other = make_grid(self.community).name, make_grid(self.community).name
		make_grid_member(self.grid, user=actor("member"))
		make_grid_member(self.other, user=actor("other_member"))
		make_grid_member(self.community, "Grid Leader", actor("leader"))
		self.household, self.notice = make_household(self.grid).name, make_notice().name

	def tell(self, person="member", **values):
		told = {"audience": "Household", "household": self.household, "people": 3, "notices": [self.notice]}
		with self.as_user(actor(person)):
			taken = talks.take(item("talk", **{**told, **values}), actor(person), now_datetime())
		return frappe.get_doc("Publicity Talk", taken.name)

	def answer(self, talk, answer, person="leader", base=None):
		with self.as_user(actor(person)):
			sent = item("talk_answer", base=base, talk=talk.name, answer=answer)
			return talks.take_answer(sent, actor(person), now_datetime())

	def test_talk_says_what_was_told_to_whom(self):
		talk = self.tell(place="楼下", photos=1)
		title = frappe.db.get_value("Public Notice", self.notice, "title")
		self.assertEqual(
			(talk.topic, talk.grid, talk.people, talk.user), (title, self.grid, 3, actor("member"))
		)
		self.assertEqual([row.notice for row in talk.notices], [self.notice])

	def test_owed_answer_is_given_by_the_leader(self):
		talk = self.tell(question="补贴何时发放？", answer_owed=1)
		self.answer(talk, "本月底发放。")
		talk.reload()
		self.assertEqual(
			(talk.answer, talk.answer_owed, talk.answered_by), ("本月底发放。", 0, actor("leader"))
		)

	def test_role_of_a_leader_answers_nothing_without_the_post(self):
		talk = self.tell(question="补贴何时发放？", answer_owed=1)
		colleague = make_user("Grid Member", "Grid Leader")
		make_grid_member(self.grid, user=colleague)
		with self.as_user(colleague):
			sent = item("talk_answer", talk=talk.name, answer="本月底发放。")
			self.assertRefused(frappe.PermissionError, talks.take_answer, sent, colleague, now_datetime())

	def test_answer_upon_another_s_answer_is_a_conflict(self):
		talk = self.tell(question="何时？", answer_owed=1)
		seen = frappe.get_doc("Publicity Talk", talk.name)
		self.answer(talk, "月底。")
		self.assertRefused(Conflict, self.answer, talk, "下月。", "member", base=seen)

	def test_what_is_missing_is_said(self):
		for values in (
			{"people": 0},
			{"people": 10_001},
			{"answer_owed": 1},
			{"household": None, "grid": self.grid},
			{"notices": [], "topic": ""},
		):
			with self.subTest(values):
				self.assertRefused(frappe.ValidationError, self.tell, **values)
		talk = self.tell(question="何时？", answer_owed=1)
		self.assertRefused(talks.TalkError, self.answer, talk, "  ")

	def test_household_and_grid_of_another_are_refused(self):
		self.assertRefused(frappe.PermissionError, self.tell, "other_member")
		refused = (frappe.PermissionError, frappe.ValidationError)
		with self.assertRaises(refused):
			self.tell("other_member", grid=self.other)
		self.assertRefused(
			frappe.PermissionError, self.answer, self.tell(question="？"), "好", "other_member"
		)

	def test_notice_that_is_not_to_be_read_out_is_left_out(self):
		plain = make_notice(to_read_out=0).name
		self.assertEqual(
			[row.notice for row in self.tell(notices=[plain, self.notice]).notices], [self.notice]
		)

	def test_members_see_notices_to_read_out_and_no_drafts(self):
		draft, plain = make_notice(is_active=0).name, make_notice(to_read_out=0).name
		for person, seen in (("member", {self.notice}), ("dispatcher", {self.notice, draft, plain})):
			with self.subTest(person), self.as_user(actor(person)):
				names = frappe.get_list(
					"Public Notice", {"name": ["in", [self.notice, draft, plain]]}, pluck="name"
				)
				self.assertEqual(set(names), seen)
				self.assertEqual(frappe.has_permission("Public Notice", "read", draft), draft in seen)

	def test_dispatcher_still_publishes_for_a_grid(self):
		with self.as_user(actor("dispatcher")):
			self.assertTrue(make_notice(grid=self.grid, publish_on=add_days(now_datetime(), -1)).name)

	def test_phone_gets_talks_with_their_notices(self):
		talk, store = self.tell(), stores.talks()
		rows = frappe.get_all("Publicity Talk", {"name": talk.name}, list(store.columns))
		(row,) = store.shape(rows, scope_of(actor("member")))
		self.assertEqual((row["notices"], row["is_mine"]), ([self.notice], 1))
		self.assertTrue(row["household_head"])
