"""The form of a case shows to its readers what is used and left, the pauses and why, and in which colour."""

import frappe

from yumen_governance.api.clocks import of_case
from yumen_governance.grid_management.code_written import WrittenByActionsOnlyError
from yumen_governance.tests.factories import actor
from yumen_governance.time_limits.clocks.faces import faces_of
from yumen_governance.time_limits.tests.clock_cases import EVENT, MONDAY, ClockTestCase, make_rule
from yumen_governance.time_limits.tests.test_clocks import at


class TestFaces(ClockTestCase):
	def setUp(self):
		super().setUp()
		make_rule(length=5)
		self.case = self.move(self.new_case(), "Triage", MONDAY)

	def face(self, now):
		return faces_of(EVENT, self.case.name, now)[0]

	def test_colours_follow_what_is_used(self):
		for now, colour in ((at(2, 10), "green"), (at(2, 15, 30), "yellow"), (at(2, 16, 31), "red")):
			with self.subTest(now):
				self.assertEqual(self.face(now)["colour"], colour)

	def test_used_is_working_time(self):
		face = self.face(at(2, 13))
		self.assertEqual((face["used"], face["allowed"]), (3 * 3600, 5 * 3600))
		self.assertTrue(face["is_working_time"])

	def test_a_paused_clock_is_grey_and_says_why(self):
		self.move(self.case, "Suspended", at(2, 10), reason="Winter")
		face = self.face(at(20, 9))
		self.assertEqual((face["colour"], face["used"]), ("gray", 3600))
		self.assertEqual(face["changes"][0]["reason"], "Winter")

	def test_a_limit_by_whole_days_tells_the_days_that_are_left(self):
		self.assertIsNone(self.face(at(2, 10))["days_left"])
		make_rule(length=5, unit="Working Days", method="Court", rule_order=0)
		case = self.move(self.new_case(), "Triage", MONDAY)
		for day, left in ((2, 5), (6, 1), (7, 1), (9, 0), (10, -1)):
			with self.subTest(day=day):
				self.assertEqual(faces_of(EVENT, case.name, at(day, 12))[0]["days_left"], left)
		self.move(case, "Suspended", at(4, 9))
		self.assertEqual(faces_of(EVENT, case.name, at(20, 12))[0]["days_left"], 3)

	def test_the_law_stands_beside_the_clock(self):
		make_rule(
			rule_order=0,
			law="公证法",
			article="第三十条",
			verification="Verified",
			exclusions=[{"reason": "不可抗力", "ground": "第三十条"}],
		)
		case = self.move(self.new_case(), "Triage", MONDAY)
		face = faces_of(EVENT, case.name, at(2, 10))[0]
		self.assertEqual(
			(face["law"], face["article"], face["verification"]), ("公证法", "第三十条", "Verified")
		)
		self.assertEqual(face["exclusions"], [{"reason": "不可抗力", "ground": "第三十条"}])

	def test_who_may_not_read_the_case_sees_no_clock(self):
		its_own = {"reference_name": self.case.name}
		with self.as_user(actor("leader")):
			self.assertEqual(len(of_case(EVENT, self.case.name)), 1)
			self.assertEqual(len(frappe.get_list("Case Clock", its_own)), 1)
		with self.as_user(actor("other_leader")):
			self.assertRefused(frappe.PermissionError, of_case, EVENT, self.case.name)
			self.assertEqual(frappe.get_list("Case Clock", its_own), [])
			clock = frappe.get_doc("Case Clock", {"reference_name": self.case.name})
			self.assertFalse(clock.has_permission("read"))

	def test_nobody_writes_a_clock_or_an_escalation_by_hand(self):
		clock = frappe.get_doc("Case Clock", {"reference_name": self.case.name})
		escalation = frappe.new_doc("Case Escalation", clock=clock.name, step="1")
		for change in (clock.save, clock.delete, escalation.insert):
			self.assertRefused(WrittenByActionsOnlyError, change)
