"""Settings of grids refuse what would make the map or the limits senseless."""

import frappe

from yumen_governance.grid_management.tests.test_grid_geometry import boundary, polygon, ring
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, make_grid


class TestGridSettings(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.addCleanup(frappe.clear_document_cache, "Grid Settings", "Grid Settings")
		self.settings = frappe.get_doc("Grid Settings")

	def test_no_map_pictures_are_fetched_by_default(self):
		self.assertFalse(self.settings.tile_url)
		self.assertEqual((self.settings.min_households, self.settings.coord_sys), (300, "CGCS2000"))

	def test_tile_url_needs_its_places(self):
		for url in (
			"https://tiles.example.com",
			"javascript:{z}{x}{y}",
			'https://t/{z}/{x}/{y}"',
			"{z}/{x}/{y}",
		):
			with self.subTest(url):
				self.settings.update({"tile_url": url, "tile_attribution": "X"})
				self.assertRefused(frappe.ValidationError, self.settings.save)
		for url in ("https://tiles.example.com/{z}/{x}/{y}.png", "/tiles/{z}/{x}/{y}.png"):
			settings = frappe.get_doc("Grid Settings")
			self.assertEqual(settings.update({"tile_url": url, "tile_attribution": "X"}).save().tile_url, url)

	def test_coordinate_system_stays_while_boundaries_are_in_it(self):
		drawn = make_grid(boundary=boundary(polygon(ring(97, 40, 98, 41))))
		self.settings.save()
		self.settings.coord_sys = "GCJ-02"
		self.assertRefused(frappe.ValidationError, self.settings.save)
		drawn.update({"boundary": None}).save()
		if not frappe.db.exists("Grid", {"boundary": ["is", "set"]}):
			self.settings.reload()
			self.settings.update({"coord_sys": "GCJ-02"}).save()

	def test_limits_and_start_make_sense(self):
		for values in ({"min_households": 501}, {"start_lat": 97, "start_lon": 40}):
			with self.subTest(values):
				settings = frappe.get_doc("Grid Settings").update(values)
				self.assertRefused(frappe.ValidationError, settings.save)

	def test_settings_are_the_administrator_s(self):
		for person, right in (("administrator", True), ("dispatcher", False), ("auditor", False)):
			self.assertEqual(frappe.has_permission("Grid Settings", "write", user=actor(person)), right)
