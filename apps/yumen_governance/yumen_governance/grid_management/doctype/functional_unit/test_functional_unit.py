"""Units get a code, list each handler once, lend their sight to the units below, and answer for duties."""

import frappe

from yumen_governance.api.units import get_children
from yumen_governance.permissions.scope import scope_of
from yumen_governance.seed import units as seeds
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, fresh, make_category, make_unit


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

	def test_subordinate_office_lies_under_a_unit(self):
		self.assertRefused(frappe.ValidationError, make_unit, unit_type="Subordinate Office")
		bureau = make_unit()
		self.assertTrue(make_unit(unit_type="Subordinate Office", parent_unit=bureau.name).name)
		self.assertEqual(fresh(bureau).is_group, 1)


class TestActiveHandlers(GovernanceTestCase):
	def active(self, unit) -> int:
		return frappe.db.get_value("Functional Unit", unit.name, "active_handlers")

	def test_handlers_are_counted_when_a_unit_is_saved(self):
		unit = make_unit()
		self.assertEqual(unit.active_handlers, 0)
		unit.append("handlers", {"user": actor("handler")})
		unit.save()
		self.assertEqual((unit.active_handlers, self.active(unit)), (1, 1))
		unit.update({"handlers": []}).save()
		self.assertEqual(self.active(unit), 0)

	def test_handlers_of_the_unit_above_count(self):
		bureau = make_unit(actor("handler"))
		office = make_unit(actor("handler"), actor("other_handler"), parent_unit=bureau.name)
		self.assertEqual((self.active(bureau), self.active(office)), (1, 2))
		fresh(bureau).update({"handlers": []}).save()
		fresh(office).update({"handlers": []}).save()
		self.assertEqual(self.active(office), 0)

	def test_disabled_account_is_no_handler(self):
		unit = make_unit(actor("handler"))
		user = frappe.get_doc("User", actor("handler"))
		user.update({"enabled": 0}).save()
		self.assertEqual(self.active(unit), 0)
		fresh(user).update({"enabled": 1}).save()
		self.assertEqual(self.active(unit), 1)

	def test_figure_from_outside_is_not_believed(self):
		unit = make_unit()
		unit.update({"active_handlers": 9}).save()
		self.assertEqual(self.active(unit), 0)


class TestDuties(GovernanceTestCase):
	def duty(self, **values):
		return frappe.get_doc({"doctype": "Grid Duty", "duty_name": "Duty of the test", **values}).insert()

	def test_leading_unit_answers_for_the_duty(self):
		unit = make_unit()
		duty = self.duty(department=unit.name)
		self.assertEqual([row.duty for row in fresh(unit).duties], [duty.name])
		duty.save()
		self.assertEqual(len(fresh(unit).duties), 1)

	def test_leading_unit_cannot_drop_the_duty(self):
		unit = make_unit()
		duty = self.duty(department=unit.name)
		self.assertRefused(frappe.ValidationError, fresh(unit).update({"duties": []}).save)
		duty.update({"department": make_unit().name}).save()
		self.assertFalse(fresh(unit).update({"duties": []}).save().duties)

	def test_other_units_answer_for_it_too(self):
		duty = self.duty(department=make_unit().name)
		self.assertTrue(make_unit(duties=[{"duty": duty.name}]).name)

	def test_entry_item_is_listed_once(self):
		items = [{"item_name": "Visit"}, {"item_name": "Visit"}]
		self.assertRefused(frappe.ValidationError, self.duty, entry_items=items)


class TestConnections(GovernanceTestCase):
	def test_form_shows_duties_and_categories(self):
		data = frappe.get_meta("Functional Unit").get_dashboard_data()
		shown = {item for group in data.transactions for item in group["items"]}
		self.assertEqual(shown, {"Grid Duty", "Event Category"})

	def test_categories_are_counted(self):
		unit = make_unit()
		make_category(responsible_unit=unit.name)
		answer = frappe.call("frappe.desk.notifications.get_open_count", doctype=unit.doctype, name=unit.name)
		self.assertEqual({row["name"]: row["count"] for row in answer["count"]}["Event Category"], 1)


class TestTree(GovernanceTestCase):
	def test_tree_shows_each_unit_under_its_own(self):
		bureau = make_unit()
		office = make_unit(parent_unit=bureau.name)
		roots = {row["value"]: row for row in get_children("Functional Unit")}
		self.assertEqual(roots[bureau.name]["expandable"], 1)
		self.assertNotIn(office.name, roots)
		below = get_children("Functional Unit", bureau.name)
		self.assertEqual([(row["value"], row["expandable"]) for row in below], [(office.name, 0)])

	def test_tree_is_for_those_who_may_read_units(self):
		with self.as_user(actor("technician")):
			self.assertRefused(frappe.PermissionError, get_children, "Functional Unit")


class TestSeededUnits(GovernanceTestCase):
	def departments(self, **filters) -> set[str]:
		codes = list(seeds.units())
		filters = {"unit_type": "Department", "name": ["in", codes], **filters}
		return set(frappe.get_all("Functional Unit", filters, pluck="unit_name"))

	def test_thirty_one_departments_without_the_linked_systems(self):
		self.assertEqual(len(self.departments()), 31)
		self.assertNotIn("110指挥中心", self.departments())

	def test_exactly_the_five_of_the_source_are_no_samples(self):
		named = {"司法局", "住房和城乡建设局", "交通运输局", "卫生健康局", "教育局"}
		self.assertEqual(self.departments(is_sample=0), named)

	def test_codes_and_names_are_unique(self):
		names = [values["unit_name"] for values in seeds.units().values()]
		self.assertEqual(len(names), len(set(names)))

	def test_unit_that_the_office_entered_itself_is_left_to_it(self):
		for doctype in ("Seeded Record", "Functional Unit"):
			key = "reference_name" if doctype == "Seeded Record" else "name"
			frappe.db.delete(doctype, {key: "TYJ"})
		own = make_unit(unit_name=seeds.units()["TYJ"]["unit_name"])
		seeds.seed()
		self.assertFalse(frappe.db.exists("Functional Unit", "TYJ"))
		self.assertFalse(frappe.db.get_value("Functional Unit", own.name, "is_sample"))
