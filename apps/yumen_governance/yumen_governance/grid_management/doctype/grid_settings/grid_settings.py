"""Settings of grids: how large an urban one should be, and the map behind the boundaries."""

import re

import frappe
from frappe import _
from frappe.model.document import Document

TILE_URL = re.compile(r"^(https?:/)?/[^\s\"'<>]+$")


class GridSettings(Document):
	def validate(self):
		self.validate_limits()
		self.validate_tile_url()
		self.validate_coord_sys_is_kept()
		self.validate_start()

	def validate_limits(self):
		if self.max_households and self.min_households > self.max_households:
			frappe.throw(_("The fewest households can't be more than the most households."))

	def validate_tile_url(self):
		if not self.tile_url:
			return
		if not TILE_URL.match(self.tile_url) or not all(
			part in self.tile_url for part in ("{z}", "{x}", "{y}")
		):
			frappe.throw(
				_("The tile URL must begin with http://, https:// or / and hold {z}, {x} and {y}."),
			)

	def validate_coord_sys_is_kept(self):
		"""Stored coordinates aren't converted, so the system stays while there are any."""
		before = self.get_doc_before_save()
		changed = before and before.coord_sys and before.coord_sys != self.coord_sys
		if changed and frappe.db.exists("Grid", {"boundary": ["is", "set"]}):
			frappe.throw(_("The coordinate system can't be changed while grids have boundaries in it."))

	def validate_start(self):
		if not (-180 <= self.start_lon <= 180 and -90 <= self.start_lat <= 90):
			frappe.throw(_("The map must open at a longitude of -180 to 180 and a latitude of -90 to 90."))
