"""What one unit or grid does for an event, as its lead or assisting: asked, signed for, done."""

import frappe

from yumen_governance.grid_management.code_written import CodeWritten
from yumen_governance.grid_management.grid_paths import keep_paths


class EventTask(CodeWritten):
	def validate(self):
		super().validate()
		keep_paths(self, "grid")


def on_doctype_update():
	"""Find at once whom an event is with, and what is live of a unit or a territory."""
	live = ["is_live", "role"]
	for columns in (["event", "role", "status"], [*live, "unit", "event"], [*live, "grid_path", "event"]):
		frappe.db.add_index("Event Task", columns)
