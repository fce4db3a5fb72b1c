"""Statistics tell numbers, never persons; small numbers aren't told either."""

from collections import Counter

import frappe
from frappe.desk.query_report import run
from hypothesis import given
from hypothesis import strategies as st

from yumen_governance.permissions.care import CARE_DOCTYPES, IN_CARE
from yumen_governance.registry.care import erasure
from yumen_governance.registry.care.statistics import LEAST, counts_of, withheld
from yumen_governance.tests.care import DRUG, RESETTLEMENT, YOUTH, CareTestCase, officer
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, make_grid

COUNTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 12))


class TestWithheld(GovernanceTestCase):
	@given(COUNTS)
	def test_no_count_below_five_is_shown(self, counts):
		cells = withheld(counts)
		self.assertTrue(all(persons is None or persons >= LEAST for persons in cells.counts.values()))

	@given(COUNTS)
	def test_total_tells_no_withheld_count(self, counts):
		cells = withheld(counts)
		if None in cells.counts.values():
			self.assertIsNone(cells.total)
			others = {grid: LEAST - 1 if 0 < persons < LEAST else persons for grid, persons in counts.items()}
			self.assertEqual(withheld(others), cells)
		else:
			self.assertEqual(cells.total, sum(counts.values()))

	@given(COUNTS)
	def test_what_is_large_enough_is_shown(self, counts):
		shown = withheld(counts).counts
		for grid, persons in counts.items():
			if persons >= LEAST:
				self.assertEqual(shown[grid], persons)


class TestCounts(CareTestCase):
	def setUp(self):
		super().setUp()
		self.township = frappe.db.get_value("Grid", self.grid, "parent_grid")
		for doctype in CARE_DOCTYPES:
			frappe.db.delete(doctype)

	def test_open_ended_and_anonymous_records_count_together(self):
		self.make_record()
		self.end(self.make_record(), "2026-02-01")
		self.end(self.make_record(), "2026-11-01")
		self.assertEqual(erasure.make_due_anonymous(frappe.utils.getdate("2026-10-01")), 1)
		self.assertEqual(
			counts_of(RESETTLEMENT, 2026),
			{IN_CARE: Counter({self.township: 1}), "care_end-01": Counter({self.township: 2})},
		)
		self.assertEqual(set(counts_of(RESETTLEMENT, 2025)), {IN_CARE})

	def test_person_counts_where_they_live_now(self):
		resident, number = self.make_person()
		self.make_record(id_number=number)
		other = make_grid(make_grid().name)
		resident.db_set({"grid": other.name, "grid_path": other.grid_path})
		self.assertEqual(counts_of(RESETTLEMENT, 2026)[IN_CARE], Counter({other.parent_grid: 1}))

	def test_person_with_two_open_records_counts_once(self):
		from yumen_governance.tests.factories import make_unit

		_resident, number = self.make_person()
		self.make_record(id_number=number)
		unit = make_unit(officer(RESETTLEMENT)).name
		self.make_record(id_number=number, responsible_unit=unit)
		self.assertEqual(counts_of(RESETTLEMENT, 2026)[IN_CARE], Counter({self.township: 1}))

	def test_report_withholds_and_names_nobody(self):
		_resident, number = self.make_person(resident_name="独特姓名")
		self.make_record(id_number=number)
		for _number in range(LEAST):
			self.make_record(DRUG)
		with self.as_user(actor("auditor")), self.in_language("en"):
			rows = run("Care Statistics", filters={"year": 2026})["result"]
		told = {(row["record_type"], row["grid"]): row["persons"] for row in rows}
		name = frappe.db.get_value("Grid", self.township, "grid_name")
		self.assertEqual(told[(RESETTLEMENT, name)], "fewer than 5")
		self.assertEqual(told[(RESETTLEMENT, "Whole City")], "fewer than 5")
		self.assertEqual(told[(DRUG, name)], "5")
		self.assertEqual(told[(DRUG, "Whole City")], "5")
		self.assertNotIn("独特姓名", frappe.as_json(rows))

	def test_officer_sees_the_numbers_of_their_group(self):
		for doctype in CARE_DOCTYPES:
			self.make_record(doctype)
		with self.as_user(officer(YOUTH)), self.in_language("en"):
			rows = run("Care Statistics", filters={"year": 2026})["result"]
		self.assertEqual({row["record_type"] for row in rows}, {YOUTH})

	def test_nobody_else_runs_the_report(self):
		for person in ("dispatcher", "leader", "member", "handler", "clerk", "technician"):
			with self.subTest(person), self.as_user(actor(person)):
				self.assertRefused(frappe.PermissionError, run, "Care Statistics", filters={})
