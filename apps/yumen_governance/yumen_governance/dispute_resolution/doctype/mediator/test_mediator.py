import frappe

from yumen_governance.dispute_resolution.doctype.mediator.mediator import MediatorError
from yumen_governance.permissions.roles import CHIEF_MEDIATOR, MEDIATOR
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import make_committee, make_mediator, make_user


def roles_of(user):
	return set(frappe.get_all("Has Role", {"parent": user}, pluck="role"))


class TestMediator(GovernanceTestCase):
	def test_the_role_comes_with_the_record_and_goes_with_it(self):
		user = make_user()
		mediator = make_mediator(user, is_chief=1)
		self.assertTrue({MEDIATOR, CHIEF_MEDIATOR} <= roles_of(user))
		mediator.is_chief = 0
		mediator.save()
		self.assertNotIn(CHIEF_MEDIATOR, roles_of(user))
		mediator.is_active = 0
		mediator.save()
		self.assertNotIn(MEDIATOR, roles_of(user))

	def test_a_role_that_no_record_gave_is_left_alone(self):
		user = make_user(CHIEF_MEDIATOR)
		make_mediator(user).save()
		self.assertIn(CHIEF_MEDIATOR, roles_of(user))

	def test_an_account_stands_for_one_mediator(self):
		user = make_user()
		make_mediator(user)
		self.assertRefused(MediatorError, make_mediator, user)

	def test_a_disabled_or_system_account_is_refused(self):
		disabled = make_user()
		frappe.db.set_value("User", disabled, "enabled", 0)
		for user in (disabled, "Administrator", "Guest"):
			self.assertRefused(MediatorError, make_mediator, user)

	def test_a_member_of_a_committee_in_use_is_replaced_there_first(self):
		mediator = make_mediator()
		make_committee(mediator.name)
		mediator.is_active = 0
		self.assertRefused(MediatorError, mediator.save)

	def test_languages_are_told_apart_whatever_stands_between_them(self):
		self.assertEqual(
			make_mediator(languages="藏语, 蒙古语；维吾尔语 藏语").languages, "藏语、蒙古语、维吾尔语"
		)
