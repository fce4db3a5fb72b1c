"""A round through key areas and facilities: which were looked at, how each was found."""

import frappe
from frappe.model.document import Document
from frappe.utils import format_date

from yumen_governance.grid_management.grid_paths import keep_paths
from yumen_governance.permissions.registry import require_grid

WRONG, NOT_LOOKED_AT = "Something Wrong", "Not Looked At"


class Patrol(Document):
	def before_insert(self):
		self.user = frappe.session.user
		self.member_name = frappe.get_cached_value("User", self.user, "full_name")

	def validate(self):
		if self.is_new():
			require_grid(self.doctype, self.grid)
		keep_paths(self, "grid")
		self.places_looked_at = sum(row.state != NOT_LOOKED_AT for row in self.places)
		self.places_wrong = sum(row.state == WRONG for row in self.places)
		self.set_title()

	def set_title(self):
		grid = frappe.db.get_value("Grid", self.grid, "grid_name")
		self.title = f"{format_date(self.started_on, 'yyyy-MM-dd')} {grid}"[:140]


def on_doctype_update():
	"""Phones read by territory and time, the closing of forgotten rounds by state."""
	frappe.db.add_index("Patrol", ["grid_path", "modified"])
	frappe.db.add_index("Patrol", ["status", "started_on"], "rounds_under_way")
