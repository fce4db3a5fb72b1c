"""The gaps report shows what grids lack, each person within their own territory."""

from frappe.utils import add_days, getdate

from yumen_governance.grid_management.report.grid_gaps.grid_gaps import execute
from yumen_governance.grid_management.tests.test_grid_geometry import boundary, polygon, ring
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, make_grid, make_grid_member


class TestGridGaps(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.township, self.elsewhere = make_grid().name, make_grid().name
		self.community = make_grid(self.township).name
		self.compound = self.compound_with(households=400)

	def compound_with(self, **values):
		drawn = boundary(polygon(ring(97, 40, 98, 41)))
		kind = {"unit_type": "Residential Compound", "boundary": drawn}
		return make_grid(self.community, **{**kind, **values}).name

	def gaps(self, grid, **filters) -> list[str] | None:
		rows = {row.grid: row.gap_kinds for row in execute({"under": self.township, **filters})[1]}
		return rows.get(grid)

	def test_grid_that_lacks_nothing_is_not_listed(self):
		make_grid_member(self.compound, "Grid Leader")
		self.assertIsNone(self.gaps(self.compound))

	def test_missing_leader_and_members(self):
		self.assertEqual(self.gaps(self.compound), ["No Leader", "No Member"])
		make_grid_member(self.compound)
		self.assertEqual(self.gaps(self.compound), ["No Leader"])
		self.assertNotIn("No Member", self.gaps(self.community))

	def test_members_out_of_office_do_not_count_and_further_grids_do(self):
		make_grid_member(self.compound, "Grid Leader", is_active=0)
		make_grid_member(self.compound, "Grid Leader", to_date=add_days(getdate(), -1))
		make_grid_member(self.compound, from_date=add_days(getdate(), 1))
		self.assertEqual(self.gaps(self.compound), ["No Leader", "No Member"])
		make_grid_member(self.compound_with(households=400), further_grids=[{"grid": self.compound}])
		self.assertEqual(self.gaps(self.compound), ["No Leader"])

	def test_missing_boundary_and_unusual_size(self):
		bare = self.compound_with(boundary=None, households=10)
		make_grid_member(bare, "Grid Leader")
		self.assertEqual(self.gaps(bare), ["No Boundary", "Unusual Size"])

	def test_filters(self):
		self.assertIsNone(self.gaps(self.compound, grid_level="Level 2"))
		self.assertTrue(self.gaps(self.community, grid_level="Level 2"))
		self.assertIsNone(self.gaps(self.compound, gap="No Boundary"))
		self.assertTrue(self.gaps(self.compound, gap="No Leader"))

	def test_grids_that_ended_are_not_listed(self):
		ended = self.compound_with(is_active=0)
		self.assertIsNone(self.gaps(ended))

	def test_each_person_sees_their_territory(self):
		make_grid_member(self.community, "Grid Leader", actor("leader"))
		with self.as_user(actor("leader")):
			seen = {row.grid for row in execute({})[1]}
		self.assertIn(self.compound, seen)
		self.assertFalse(seen & {self.township, self.elsewhere})
		with self.as_user(actor("other_leader")):
			self.assertEqual(execute({})[1], [])
		with self.as_user(actor("auditor")):
			self.assertLessEqual({self.compound, self.elsewhere}, {row.grid for row in execute({})[1]})

	def test_summary_and_chart_count_the_rows(self):
		_columns, rows, _message, chart, summary = execute({"under": self.township})
		self.assertEqual(summary[0]["value"], len(rows))
		values = {part["name"]: sum(part["values"]) for part in chart["data"]["datasets"]}
		self.assertEqual(values["No Leader"], summary[1]["value"])
