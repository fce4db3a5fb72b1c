import frappe
from frappe.utils import add_days, today

from yumen_governance.dispute_resolution.doctype.return_visit.return_visit import ReturnVisitError
from yumen_governance.dispute_resolution.tests.mediation import drafted, make_mediation, sign
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor


class TestReturnVisit(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.agreement = sign(drafted(make_mediation(), days=10))

	def visited(self, **values):
		visit = {
			"doctype": "Return Visit",
			"dispute_case": self.agreement.dispute_case,
			"agreement": self.agreement.name,
			"visited_on": today(),
			"visited_parties": "申请甲",
			"reason": "了解履行情况",
			"performance": "Being Performed",
			"satisfaction": "Satisfied",
		}
		return frappe.get_doc({**visit, **values}).insert()

	def test_its_mediator_writes_it(self):
		with self.as_user(actor("mediator")):
			visit = self.visited()
		self.assertEqual((visit.visitor, visit.step), (actor("mediator"), self.agreement.step))

	def test_what_has_to_be_said_is_asked_for(self):
		for bad in (
			{"sued": 1},
			{"wrong_mediation": 1, "measures": "重新调解"},
			{"wrong_mediation": 1, "wrong_note": "遗漏当事人"},
			{"relapse_risk": "High"},
			{"performance": "Not Performed"},
		):
			with self.subTest(bad):
				self.assertRefused(ReturnVisitError, self.visited, **bad)
		self.visited(relapse_risk="High", measures="每周走访")

	def test_a_visit_lies_behind_and_after_the_agreement(self):
		for day in (add_days(today(), 1), add_days(today(), -11)):
			with self.subTest(day):
				self.assertRefused(ReturnVisitError, self.visited, visited_on=day)

	def test_an_agreement_of_another_case_is_refused(self):
		other = sign(drafted(make_mediation()))
		self.assertRefused(ReturnVisitError, self.visited, agreement=other.name)

	def test_another_mediator_writes_none(self):
		with self.as_user(actor("other_mediator")):
			self.assertRefused(frappe.PermissionError, self.visited)
