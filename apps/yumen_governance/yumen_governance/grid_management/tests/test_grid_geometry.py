"""Boundaries: what is accepted, and where a point lies."""

import json
import unittest

from yumen_governance.grid_management import grid_geometry
from yumen_governance.grid_management.grid_geometry import BoundaryError, contains, normalised


def ring(west, south, east, north):
	return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def polygon(*rings):
	return {"type": "Polygon", "coordinates": list(rings)}


def boundary(*geometries):
	features = [{"type": "Feature", "properties": {}, "geometry": geometry} for geometry in geometries]
	return json.dumps({"type": "FeatureCollection", "features": features})


SQUARE = ring(97, 40, 98, 41)
HOLE = ring(97.4, 40.4, 97.6, 40.6)


class TestWhatIsABoundary(unittest.TestCase):
	def assertWrong(self, text, word):
		with self.assertRaises(BoundaryError) as caught:
			normalised(text)
		self.assertIn(word, str(caught.exception))

	def test_drawn_polygons_are_kept_and_their_properties_dropped(self):
		drawn = json.loads(boundary(polygon(SQUARE, HOLE)))
		drawn["features"][0]["properties"] = {"popup": "<script>"}
		stored = json.loads(normalised(json.dumps(drawn)))
		self.assertEqual(stored["features"][0]["geometry"], polygon(SQUARE, HOLE))
		self.assertEqual(stored["features"][0]["properties"], {})

	def test_bare_polygons_and_multipolygons_are_wrapped(self):
		multi = {"type": "MultiPolygon", "coordinates": [[SQUARE], [ring(99, 40, 99.5, 41)]]}
		for value, count in ((polygon(SQUARE), 1), (multi, 2), ({"type": "Feature", "geometry": multi}, 2)):
			with self.subTest(value["type"]):
				self.assertEqual(len(json.loads(normalised(json.dumps(value)))["features"]), count)

	def test_normalising_twice_changes_nothing(self):
		once = normalised(boundary(polygon([[97.123456789, 40], [98, 40], [98, 41], [97.123456789, 40]])))
		self.assertIn("97.12345679", once)
		self.assertEqual(normalised(once), once)

	def test_empty_map_is_no_boundary(self):
		self.assertEqual(normalised(boundary()), "")

	def test_what_is_no_geojson_is_refused(self):
		for text in ("{", "[]", "7", "null", '{"type": "FeatureCollection"}', "[" * 100000, '{"a": NaN}'):
			with self.subTest(text[:20]), self.assertRaises(BoundaryError):
				normalised(text)

	def test_points_lines_and_circles_are_refused(self):
		for kind, coordinates in (("Point", [97, 40]), ("LineString", SQUARE), ("GeometryCollection", [])):
			self.assertWrong(boundary({"type": kind, "coordinates": coordinates}), "polygons")
		self.assertWrong(boundary(None), "polygons")

	def test_open_ring_is_refused(self):
		self.assertWrong(boundary(polygon([*SQUARE[:-1], [97.1, 40.1]])), "isn't closed")

	def test_ring_of_two_corners_and_ring_without_area_are_refused(self):
		self.assertWrong(boundary(polygon([[97, 40], [98, 40], [97, 40]])), "three corners")
		self.assertWrong(boundary(polygon([[97, 40], [98, 40], [99, 40], [97, 40]])), "encloses nothing")
		self.assertWrong(boundary(polygon()), "no ring")

	def test_swapped_or_impossible_coordinates_are_refused(self):
		swapped = [[lat, lon] for lon, lat in SQUARE]
		self.assertWrong(boundary(polygon(swapped)), "Longitude stands first")
		self.assertWrong(boundary(polygon(ring(97, 40, 181, 41))), "off the map")

	def test_coordinates_that_are_no_numbers_are_refused(self):
		for odd in ("97", None, True, [97], {}):
			with self.subTest(odd):
				self.assertWrong(boundary(polygon([[odd, 40], *SQUARE[1:]])), "pair of numbers")
		self.assertWrong(boundary(polygon([7, *SQUARE[1:]])), "pair of numbers")

	def test_too_many_vertices_are_refused_with_their_number(self):
		most = grid_geometry.MAX_VERTICES
		bottom = [[97 + number / most, 40.0] for number in range(most - 1)]
		fine = [*bottom, [97.5, 41], bottom[0]]
		self.assertWrong(boundary(polygon(fine)), str(most + 1))
		self.assertTrue(normalised(boundary(polygon([*fine[:5], *fine[6:]]))))

	def test_area_is_measured_in_square_kilometres(self):
		whole, hole = (grid_geometry.area_km2(boundary(polygon(part))) for part in (SQUARE, HOLE))
		# One degree by one degree around 40.5 degrees north: 111.2 km by 84.5 km
		self.assertAlmostEqual(whole, 9401, delta=15)
		self.assertAlmostEqual(grid_geometry.area_km2(boundary(polygon(SQUARE, HOLE))), whole - hole)
		self.assertEqual(grid_geometry.area_km2(None), 0)


class TestWhereAPointLies(unittest.TestCase):
	def assertInside(self, points, text):
		for point in points:
			with self.subTest(point):
				self.assertTrue(contains(text, *point))

	def assertOutside(self, points, text):
		for point in points:
			with self.subTest(point):
				self.assertFalse(contains(text, *point))

	def test_inside_and_outside(self):
		square = boundary(polygon(SQUARE))
		self.assertInside([(97.5, 40.5), (97.0001, 40.9999)], square)
		self.assertOutside([(96.9999, 40.5), (98.0001, 40.5), (97.5, 39.9), (97.5, 41.1), (0, 0)], square)

	def test_edges_and_corners_belong_to_it(self):
		self.assertInside([(97, 40.5), (97.5, 40), (98, 41), (97, 40)], boundary(polygon(SQUARE)))

	def test_slanting_edge_belongs_to_it(self):
		triangle = boundary(polygon([[97, 40], [98, 40.3], [97.2, 41], [97, 40]]))
		self.assertInside([(97.1, 40.03), (97.7, 40.21)], triangle)
		self.assertOutside([(97.1, 40.0299), (97.7, 40.2099)], triangle)

	def test_hole_is_outside_and_its_edge_inside(self):
		holed = boundary(polygon(SQUARE, HOLE))
		self.assertOutside([(97.5, 40.5), (97.41, 40.59)], holed)
		self.assertInside([(97.4, 40.5), (97.6, 40.6), (97.3, 40.5), (97.7, 40.5)], holed)

	def test_vertex_at_the_height_of_the_point_is_counted_once(self):
		tooth = boundary(polygon([[97, 40], [98, 40], [98, 41], [97.5, 40.5], [97, 41], [97, 40]]))
		self.assertInside([(97.1, 40.5), (97.9, 40.5)], tooth)
		self.assertOutside([(96.9, 40.5), (97.5, 40.6), (98.1, 40.5)], tooth)

	def test_several_polygons_are_one_territory(self):
		two = boundary(polygon(SQUARE), polygon(ring(99, 40, 99.5, 40.5)))
		self.assertInside([(97.5, 40.5), (99.2, 40.2)], two)
		self.assertOutside([(98.5, 40.2)], two)

	def test_nothing_contains_no_point(self):
		self.assertOutside([(97, 40)], None)
