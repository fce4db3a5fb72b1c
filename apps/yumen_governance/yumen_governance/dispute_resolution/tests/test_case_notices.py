"""Who acts next on a dispute and who is told of it: nobody who may not see it."""

import frappe
from frappe.utils import now_datetime

from yumen_governance.dispute_resolution import access
from yumen_governance.dispute_resolution.actors import actors
from yumen_governance.permissions import roles
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, make_dispute, make_unit
from yumen_governance.time_limits import outbox
from yumen_governance.time_limits.outbox.audiences import Receivers


class TestWhoIsTold(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.case = make_dispute()
		self.now = now_datetime()
		access.grant(self.case.name, access.Grant("Mediator", user=actor("mediator")), self.now)
		unit = make_unit(actor("handler")).name
		access.grant(self.case.name, access.Grant("Assisting Unit", unit=unit), self.now)

	def test_next_actors_are_in_the_case_or_of_the_centre(self):
		for role, expected, never in (
			(roles.MEDIATOR, "mediator", "other_mediator"),
			(roles.DEPARTMENT_HANDLER, "handler", "other_handler"),
			(roles.CENTRE_DIRECTOR, "centre_director", "dispatcher"),
		):
			with self.subTest(role):
				found = actors(self.case.name, role)
				self.assertIn(actor(expected), found)
				self.assertNotIn(actor(never), found)

	def test_sealed_case_waits_for_nobody_who_may_not_see_it(self):
		self.case.update({"domestic_violence": 1}).save()
		self.assertNotIn(actor("dispatcher"), actors(self.case.name, roles.DISPATCHER))
		self.assertNotIn(actor("handler"), actors(self.case.name, roles.DEPARTMENT_HANDLER))
		self.assertIn(actor("centre_director"), actors(self.case.name, roles.CENTRE_DIRECTOR))

	def test_excluded_person_is_no_next_actor(self):
		access.exclude(self.case.name, actor("centre_director"), "系当事人", self.now)
		self.assertNotIn(actor("centre_director"), actors(self.case.name, roles.CENTRE_DIRECTOR))

	def test_notice_to_everybody_reaches_readers_only(self):
		key = f"test:{self.case.name}"
		audience = outbox.role(roles.MEDIATOR, roles.DISPATCHER)
		outbox.post(outbox.Notice("Urged", "Dispute Case", self.case.name, audience, {}, key=key))
		row = frappe.get_all(
			"Outgoing Notice",
			{"reference_name": self.case.name, "event_type": "Urged"},
			["name", "audience", "actor", "reference_doctype", "reference_name"],
		)[0]
		told = Receivers().of(row)
		self.assertTrue({actor("mediator"), actor("dispatcher")} <= told)
		self.assertNotIn(actor("other_mediator"), told)
