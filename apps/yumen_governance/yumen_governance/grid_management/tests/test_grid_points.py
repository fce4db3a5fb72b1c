"""A point of the map belongs to the deepest grid in use around it."""

import frappe

from yumen_governance.grid_management.grid_points import grid_of_point
from yumen_governance.grid_management.tests.test_grid_geometry import boundary, polygon, ring
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import make_grid

# Far from any real territory of the city, so that seeds and demo data don't answer
WEST, EAST = -30, -20


class TestGridOfPoint(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.township = make_grid(boundary=boundary(polygon(ring(WEST, 0, EAST, 10)))).name
		self.community = make_grid(
			self.township, boundary=boundary(polygon(ring(-29, 1, -21, 9), ring(-26, 4, -24, 6)))
		).name
		self.left = make_grid(self.community, boundary=boundary(polygon(ring(-28, 2, -27, 3)))).name
		self.right = make_grid(self.community, boundary=boundary(polygon(ring(-27, 2, -26, 3)))).name

	def test_deepest_grid_is_found(self):
		for point, grid in (
			((-27.5, 2.5), self.left),
			((-26.5, 2.5), self.right),
			((-22, 8), self.community),
			((-29.5, 0.5), self.township),
			((-25, 5), self.township),
			((-31, 5), None),
			((0, 0), None),
		):
			with self.subTest(point):
				self.assertEqual(grid_of_point(*point), grid)

	def test_shared_edge_goes_to_the_lower_code(self):
		self.assertEqual(grid_of_point(-27, 2.5), min(self.left, self.right))

	def test_grid_without_boundary_and_grid_that_ended_hold_no_point(self):
		make_grid(self.community)
		frappe.db.set_value("Grid", self.left, "is_active", 0)
		self.assertEqual(grid_of_point(-27.5, 2.5), self.community)

	def test_removed_boundary_holds_no_point(self):
		frappe.get_doc("Grid", self.left).update({"boundary": boundary()}).save()
		self.assertEqual(grid_of_point(-27.5, 2.5), self.community)
		self.assertFalse(frappe.db.get_value("Grid", self.left, "boundary"))

	def test_bounding_boxes_are_indexed(self):
		indexes = frappe.db.sql("show index from `tabGrid` where Key_name = 'bounding_box'", as_dict=True)
		self.assertEqual([row.Column_name for row in indexes], ["min_lon", "max_lon", "min_lat", "max_lat"])
