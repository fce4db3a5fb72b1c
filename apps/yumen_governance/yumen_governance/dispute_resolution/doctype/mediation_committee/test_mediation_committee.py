from unittest.mock import patch

import frappe
from frappe.utils import add_days, add_years, getdate, today

from yumen_governance.dispute_resolution import tasks
from yumen_governance.dispute_resolution.doctype.mediation_committee.composition import Member, problems
from yumen_governance.dispute_resolution.doctype.mediation_committee.mediation_committee import CommitteeError
from yumen_governance.permissions.roles import COMMITTEE_DIRECTOR
from yumen_governance.seed import committees
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, fresh, make_committee, make_mediator, make_user


def roles_of(user):
	return frappe.get_all("Has Role", {"parent": user}, pluck="role")


class TestComposition(GovernanceTestCase):
	def of(self, *members, term_to="2030-01-01"):
		return problems([Member(*member) for member in members], getdate(term_to), getdate("2026-06-01"))

	def test_three_to_nine_members_a_director_and_a_woman_are_in_order(self):
		for count in (3, 9):
			members = [("Female", "Director"), *[("Male", "Member")] * (count - 1)]
			self.assertEqual(self.of(*members), [])

	def test_two_and_ten_members_are_refused_with_the_article(self):
		for count in (2, 10):
			found = self.of(("Female", "Director"), *[("Male", "Member")] * (count - 1))
			self.assertEqual(len(found), 1)
			self.assertIn(str(count), found[0])

	def test_exactly_one_director(self):
		none = self.of(*[("Female", "Member")] * 3)
		two = self.of(*[("Female", "Director")] * 2, ("Male", "Member"))
		self.assertEqual([len(none), len(two)], [1, 1])

	def test_at_least_one_woman(self):
		self.assertEqual(len(self.of(("Male", "Director"), *[("Male", "Member")] * 2)), 1)

	def test_a_term_that_is_over_or_was_never_entered_is_refused(self):
		members = (("Female", "Director"), *[("Male", "Member")] * 2)
		self.assertEqual(len(self.of(*members, term_to="2026-05-31")), 1)
		self.assertEqual(len(problems([Member(*row) for row in members], None, getdate())), 1)


class TestMediationCommittee(GovernanceTestCase):
	def test_a_committee_of_two_is_not_put_in_use_and_says_why_in_chinese(self):
		rows = [{"mediator": make_mediator().name, "post": post} for post in ("Director", "Member")]
		with self.in_language("zh"):
			said = self.assertRefused(
				CommitteeError,
				frappe.get_doc(
					{
						"doctype": "Mediation Committee",
						"committee_name": "二人调委会",
						"short_name": "二",
						"term_from": today(),
						"is_active": 1,
						"members": rows,
					}
				).insert,
			)
		self.assertIn("《人民调解法》第八条", said)

	def test_a_committee_not_in_use_may_still_be_incomplete(self):
		committee = frappe.get_doc(
			{"doctype": "Mediation Committee", "committee_name": "筹备中", "short_name": "筹"}
		).insert()
		committee.onload()
		self.assertEqual(len(committee.get_onload("problems")), 4)

	def test_a_member_leaving_a_committee_of_three_is_refused(self):
		committee = make_committee()
		committee.members.pop()
		self.assertRefused(CommitteeError, committee.save)

	def test_nobody_is_a_member_twice(self):
		name = make_mediator().name
		self.assertRefused(CommitteeError, make_committee, name, name)

	def test_a_term_lasts_three_years(self):
		committee = make_committee(term_from="2026-01-01")
		self.assertEqual(str(committee.term_to), "2028-12-31")
		committee.term_to = "2029-01-01"
		self.assertRefused(CommitteeError, committee.save)

	def test_the_director_holds_the_role_as_long_as_the_committee_says_so(self):
		user = make_user()
		committee = make_committee(director=make_mediator(user).name)
		self.assertIn(COMMITTEE_DIRECTOR, roles_of(user))
		committee.members[0].mediator = make_mediator().name
		committee.save()
		self.assertNotIn(COMMITTEE_DIRECTOR, roles_of(user))

	def test_an_ended_term_takes_the_role_back(self):
		user = make_user()
		committee = make_committee(director=make_mediator(user).name)
		committee.db_set("term_to", add_days(today(), -1))
		with patch.object(frappe.db, "commit"):
			tasks.take_back_roles_of_ended_committees()
		self.assertNotIn(COMMITTEE_DIRECTOR, roles_of(user))

	def test_the_end_of_a_term_is_told_once(self):
		committee = make_committee(term_from=add_days(add_years(today(), -3), 20))
		with patch.object(frappe.db, "commit"):
			self.assertIn(committee.name, tasks.remind_of_ending_committees())
			self.assertNotIn(committee.name, tasks.remind_of_ending_committees())

	def test_eight_committees_and_three_studios_are_seeded_without_members(self):
		committees.seed()
		self.assertEqual(
			frappe.db.count("Mediation Committee", {"name": ["in", list(committees.COMMITTEES)]}), 8
		)
		self.assertEqual(
			frappe.db.count("Chief Mediator Studio", {"name": ["in", list(committees.STUDIOS)]}), 3
		)
		rows = frappe.get_all(
			"Mediation Committee", {"name": ["in", list(committees.COMMITTEES)]}, ["is_active"]
		)
		members = frappe.get_all("Seeded Record", {"reference_doctype": "Mediator"})
		self.assertFalse(members)
		self.assertEqual(len(rows), 8)

	def test_mediators_may_not_change_a_committee(self):
		committee = make_committee()
		with self.as_user(actor("mediator")):
			self.assertRefused(frappe.PermissionError, fresh(committee).save)
