"""What each kind of record must tell, and what can't be true of it; without a database."""

from datetime import date
from unittest import TestCase

from yumen_governance.registry.shape import shape_of

TODAY = date(2026, 11, 23)


class ShapeTestCase(TestCase):
	def problems(self, doctype: str, **values) -> dict[str, str]:
		"""Derive like a form or an import does, and return the messages by field."""
		record = dict(values)
		shape = shape_of(doctype)
		for fieldname, way in shape.seals.items():
			if record.get(fieldname):
				record[fieldname] = way.normalise(record[fieldname])
		shape.derive(record, TODAY)
		self.record = record
		return {problem.fieldname: problem.message for problem in shape.every_problem(record, TODAY)}


class TestAddresses(ShapeTestCase):
	PARTS = {"township": "花海镇", "village": "南渠村", "compound": "南渠村一组", "door": "3号"}

	def test_parts_make_the_full_address_in_order(self):
		self.assertFalse(self.problems("Standard Address", **self.PARTS, unit=" ２ 单元", building="3号楼"))
		self.assertEqual(self.record["full_address"], "玉门市花海镇南渠村南渠村一组3号楼2单元3号")

	def test_punctuation_makes_no_other_address(self):
		self.problems("Standard Address", **self.PARTS)
		key = self.record["address_key"]
		self.problems("Standard Address", **{**self.PARTS, "door": " 3-号"})
		self.assertEqual(self.record["address_key"], key)

	def test_address_without_a_village_is_refused(self):
		self.assertIn("village", self.problems("Standard Address", township="花海镇"))

	def test_too_long_an_address_is_refused(self):
		parts = {"township": "镇" * 40, "village": "村" * 40, "compound": "区" * 58}
		self.assertIn("141", self.problems("Standard Address", **parts)["full_address"])

	def test_position_lies_in_china(self):
		self.assertFalse(self.problems("Standard Address", **self.PARTS, longitude=97.04, latitude=40.29))
		wrong = self.problems("Standard Address", **self.PARTS, longitude=40.29, latitude=97.04)
		self.assertEqual(set(wrong), {"longitude", "latitude"})


class TestOrganizations(ShapeTestCase):
	def test_sound_code_is_tidied(self):
		values = {"organization_kind": "Private Enterprise", "uscc": " 91350100-m000100y43"}
		self.assertFalse(self.problems("Organization", **values))
		self.assertEqual(self.record["uscc"], "91350100M000100Y43")

	def test_wrong_code_and_missing_type_are_told_together(self):
		found = self.problems(
			"Organization", organization_kind="Social Organization", uscc="91350100M000100Y44"
		)
		self.assertEqual(set(found), {"uscc", "social_organization_type"})

	def test_date_of_closing_follows_the_status(self):
		self.problems("Organization", status="Deregistered")
		self.assertEqual(self.record["status_date"], TODAY)
		self.problems("Organization", status="Operating", status_date="2026-01-01")
		self.assertIsNone(self.record["status_date"])


class TestRentalHouses(ShapeTestCase):
	def test_landlord_is_known_by_any_document_and_a_citizen_id_is_checked(self):
		wrong = {"landlord_id_number": "990000199001010011"}
		self.assertIn("landlord_id_number", self.problems("Rental House", **wrong))
		passport = {"landlord_document_type": "document_type-414", "landlord_id_number": "E12345678"}
		self.assertFalse(self.problems("Rental House", **passport))

	def test_tenancy_ends_after_it_begins(self):
		rows = [{"from_date": "2026-02-01", "to_date": "2026-01-01"}]
		self.assertIn("to_date", self.problems("Rental House", tenants=rows))


class TestMatters(ShapeTestCase):
	def test_hazard_is_found_today_unless_told(self):
		self.assertFalse(self.problems("Hazard", status="To Rectify"))
		self.assertEqual((self.record["found_on"], self.record["closed_on"]), (TODAY, None))

	def test_rectified_hazard_tells_the_outcome_and_its_day_is_kept(self):
		self.assertIn("result", self.problems("Hazard", status="Rectified"))
		self.assertFalse(self.problems("Hazard", status="Rectified", result="已更换"))
		self.assertEqual(self.record["closed_on"], TODAY)

	def test_hazard_is_not_due_before_it_was_found(self):
		found = self.problems("Hazard", found_on="2026-11-20", rectify_by="2026-11-01")
		self.assertEqual(list(found), ["rectify_by"])

	def test_nothing_is_found_in_the_future(self):
		self.assertIn("found_on", self.problems("Hazard", found_on="2026-11-24"))

	def test_boundary_of_a_key_area_is_a_polygon(self):
		self.assertIn("boundary", self.problems("Key Area", boundary="{}"))
		ring = [[97.0, 40.0], [97.1, 40.0], [97.1, 40.1], [97.0, 40.0]]
		drawn = f'{{"type": "Polygon", "coordinates": [{ring}]}}'
		self.assertFalse(self.problems("Key Area", boundary=drawn))
		self.assertIn("FeatureCollection", self.record["boundary"])


class TestEveryShape(ShapeTestCase):
	def test_masks_are_no_values(self):
		self.assertIn("head_phone", self.problems("Building", head_phone="199****1234"))

	def test_code_of_another_list_is_refused_in_rows_too(self):
		self.assertIn("building_use", self.problems("Building", building_use="sex-1"))
		rows = [{"hazard_kind": "sex-1"}]
		self.assertIn("hazard_kinds", self.problems("Organization", hazard_kinds=rows))

	def test_what_is_switched_off_is_refused(self):
		shape = shape_of("Resident")
		record = {"religion": "religion-10"}
		fields = [
			problem.fieldname for problem in shape.every_problem(record, TODAY, frozenset({"religion"}))
		]
		self.assertIn("religion", fields)
