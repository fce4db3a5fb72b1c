"""Units get a code, list each handler once, and lend their sight to the units above."""

import frappe

from yumen_governance.permissions.scope import scope_of
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, make_unit


class TestFunctionalUnit(GovernanceTestCase):
	def test_code_is_given_when_left_empty(self):
		unit = make_unit()
		self.assertTrue(unit.name.startswith("FU-"))
		self.assertEqual(unit.name, unit.unit_code)

	def test_handler_is_listed_once(self):
		self.assertRefused(frappe.ValidationError, make_unit, actor("handler"), actor("handler"))

	def test_handler_acts_for_the_units_below(self):
		bureau = make_unit(actor("handler"), is_group=1).name
		office = make_unit(parent_unit=bureau).name
		self.assertEqual(set(scope_of(actor("handler")).units), {bureau, office})

	def test_unit_out_of_use_gives_no_sight(self):
		make_unit(actor("handler"), is_active=0)
		self.assertEqual(scope_of(actor("handler")).units, ())
