"""The outlines of the demo city are what a map can show: each grid inside its parent, neighbours with common corners."""

import unittest
from itertools import combinations

from yumen_governance.demo.outlines import _rings
from yumen_governance.grid_management.grid_geometry import collection, contains, normalised


class TestOutlines(unittest.TestCase):
	def setUp(self):
		self.rings = _rings()

	def test_every_grid_lies_in_its_parent(self):
		for grid, ring in self.rings.items():
			parent = grid[:-3]
			if parent in self.rings:
				outer = collection([[self.rings[parent]]])
				middle = [sum(corner[at] for corner in ring[:-1]) / len(ring[:-1]) for at in (0, 1)]
				self.assertTrue(contains(outer, *middle), grid)

	def test_no_corner_lies_inside_a_sibling(self):
		for one, other in combinations(self.rings, 2):
			if one[:-3] == other[:-3] and len(one) == len(other):
				outline = collection([[self.rings[other]]])
				inside = [corner for corner in self.rings[one] if contains(outline, *corner)]
				self.assertTrue(all(corner in self.rings[other] for corner in inside), (one, other))

	def test_a_form_would_take_them(self):
		for ring in self.rings.values():
			self.assertTrue(normalised(collection([[ring]])))
