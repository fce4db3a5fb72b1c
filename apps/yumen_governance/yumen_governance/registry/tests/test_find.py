"""Finding residents from one box, and the keys that they are found by."""

from unittest.mock import patch

import frappe

from yumen_governance.grid_management.grid_records import carried_lines, carry
from yumen_governance.registry import search_keys
from yumen_governance.registry.address_parts import finest_of, parts_of
from yumen_governance.registry.find import find, is_whole_number, terms_of
from yumen_governance.registry.sealing import keyring
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import (
	actor,
	make_event,
	make_grid,
	make_grid_member,
	make_resident,
	make_unit,
	put_in_state,
)

ADDRESS = "玉门市玉关路社区钱塘小区3号楼2单元501室"
ID_NUMBER, PHONE = "990000199001018510", "19900008765"


class FindTestCase(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		community, other = make_grid(make_grid().name).name, make_grid(make_grid().name).name
		self.here, self.elsewhere = make_grid(community).name, make_grid(other).name
		make_grid_member(self.here, user=actor("member"))
		make_grid_member(community, "Grid Leader", actor("leader"))
		make_grid_member(self.elsewhere, user=actor("other_member"))
		values = {
			"resident_name": "钱塘曾",
			"id_number": ID_NUMBER,
			"phone": PHONE,
			"address_detail": ADDRESS,
		}
		self.resident = make_resident(self.here, **values)

	def found(self, text, person="member"):
		return {row["name"] for row in find(text, actor(person))}


class TestFind(FindTestCase):
	def test_every_way_of_asking_finds(self):
		for text in (
			"钱塘",
			"塘曾",
			"钱塘曾",
			"qtz",
			"QT",
			"tz",
			"qtc",
			ID_NUMBER,
			"９９００００１９９００１０１８５１０",
			"8510",
			PHONE,
			"+86 199 0000 8765".replace(" ", ""),
			"8765",
			"钱塘小区",
			"钱塘小区3号楼",
			"钱塘小区3号楼2单元501",
			ADDRESS,
			"钱塘 8510",
			"qtz 钱塘小区 8765",
			f"{ID_NUMBER} 钱塘",
		):
			with self.subTest(text):
				self.assertEqual(self.found(text), {self.resident.name})

	def test_what_does_not_fit_finds_nobody(self):
		for text in (
			"",
			" ",
			"钱",
			"q",
			"塘钱",
			"qtx",
			"0000",
			"钱塘 0000",
			"钱塘小区4号楼",
			"19900008766",
			"%",
			"' or 1=1",
		):
			with self.subTest(text):
				self.assertEqual(self.found(text), set())

	def test_one_word_that_says_nothing_does_not_widen_the_rest(self):
		self.assertEqual(self.found("钱塘 ?"), {self.resident.name})

	def test_another_territory_finds_nobody_by_any_way(self):
		for text in ("钱塘曾", "qtz", ID_NUMBER, "8510", PHONE, "钱塘小区"):
			for person in ("other_member", "other_leader", "handler"):
				with self.subTest(text, person=person):
					self.assertEqual(self.found(text, person), set())

	def test_leader_above_and_centre_find(self):
		for person in ("leader", "dispatcher", "registry_clerk"):
			with self.subTest(person):
				self.assertEqual(self.found("钱塘曾", person), {self.resident.name})

	def test_unit_finds_whom_its_open_case_is_about(self):
		unit = make_unit(actor("handler")).name
		event = put_in_state(make_event(self.here), "Signed", lead_unit=unit, resident=self.resident.name)
		self.assertEqual(self.found("钱塘曾", "handler"), {self.resident.name})
		put_in_state(event, "Closed")
		self.assertEqual(self.found("钱塘曾", "handler"), set())

	def test_rows_are_masked(self):
		with self.as_user(actor("member")):
			(row,) = find("钱塘曾", actor("member"))
		self.assertEqual((row["id_number"], row["phone"]), ("990000********8510", "199****8765"))
		self.assertNotIn("501", row["address_detail"])

	def test_at_most_the_limit_is_told(self):
		for number in range(3):
			make_resident(self.here, resident_name=f"钱塘{'甲乙丙'[number]}")
		self.assertEqual(len(find("钱塘", actor("member"), limit=2)), 2)

	def test_whole_numbers_are_known_as_such(self):
		self.assertTrue(is_whole_number(ID_NUMBER) and is_whole_number(PHONE))
		self.assertFalse(is_whole_number("8510") or is_whole_number("钱塘"))


class TestKeys(FindTestCase):
	def rows(self):
		table = frappe.qb.Table(search_keys.TABLE)
		query = frappe.qb.from_(table).select(table.search_key, table.grid)
		return set(query.where(table.resident == self.resident.name).run())

	def test_changed_record_is_found_by_what_is_new_only(self):
		self.resident.update({"resident_name": "吴越", "phone": "19900004321"}).save()
		self.assertEqual(self.found("吴越"), {self.resident.name})
		self.assertEqual(self.found("钱塘曾") | self.found("8765"), set())

	def test_moved_resident_is_found_where_they_are(self):
		self.resident.update({"grid": self.elsewhere}).save()
		self.assertEqual(self.found("钱塘曾"), set())
		self.assertEqual(self.found("钱塘曾", "other_member"), {self.resident.name})

	def test_residents_carried_into_another_grid_together_are_found_there(self):
		line = next(line for line in carried_lines() if line.doctype == "Resident")
		carry(line, self.here, self.elsewhere)
		self.assertEqual(self.found("钱塘曾"), set())
		self.assertEqual(self.found("钱塘曾", "other_member"), {self.resident.name})

	def test_who_left_is_not_found(self):
		self.resident.update({"status": "Moved Out"}).save()
		self.assertEqual(self.found("钱塘曾"), set())

	def test_deleted_resident_leaves_no_keys(self):
		self.resident.delete()
		self.assertEqual(self.rows(), set())

	def test_rebuilding_changes_nothing(self):
		before = self.rows()
		last = ""
		while last is not None:
			last = search_keys.rebuild(last)
		self.assertTrue(before)
		self.assertEqual(self.rows(), before)

	def test_keys_of_an_address_need_the_registry_keys(self):
		before = search_keys.key_of(search_keys.ADDRESS, "钱塘小区")
		other = keyring.Key(9, b"s" * 16, b"i" * 32)
		with patch.object(keyring, "current", lambda: other):
			self.assertNotEqual(search_keys.key_of(search_keys.ADDRESS, "钱塘小区"), before)


class TestTexts(GovernanceTestCase):
	def test_address_gives_its_places_and_the_exact_door(self):
		self.assertEqual(
			parts_of(ADDRESS),
			{"玉关路社区", "玉关", "钱塘小区", "钱塘", "钱塘小区3", "钱塘小区3-501"},
		)
		self.assertEqual(finest_of("钱塘小区3号楼2单元501"), "钱塘小区3-501")
		self.assertIn("大畅河村二组-12", parts_of("玉门市花海镇大畅河村二组12号"))

	def test_text_without_a_word_has_no_terms(self):
		self.assertEqual(terms_of(" ? 1 a "), [])
