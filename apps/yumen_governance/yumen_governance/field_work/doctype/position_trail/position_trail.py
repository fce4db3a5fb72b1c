"""Some minutes of where a member was during a task; sealed, written once, deleted when its time is over."""

import frappe

from yumen_governance.grid_management.code_written import WrittenOnce
from yumen_governance.registry.sealed_document import SealedDocument


class PositionTrail(SealedDocument, WrittenOnce):
	def validate(self):
		super().validate()
		self.seal(self.plain_values())


def on_doctype_update():
	"""A map asks for the trails of a task; the job that deletes asks for the oldest."""
	frappe.db.add_index("Position Trail", ["task_type", "task"])
	frappe.db.add_index("Position Trail", ["user", "ended_on"])
