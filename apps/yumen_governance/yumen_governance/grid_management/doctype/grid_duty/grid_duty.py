"""One of the many duties of a grid member, with the unit that leads it and the matters it brings into the grid."""

import frappe
from frappe import _
from frappe.model.document import Document


class GridDuty(Document):
	def validate(self):
		self.validate_items()

	def validate_items(self):
		names = [row.item_name for row in self.entry_items]
		if doubled := {name for name in names if names.count(name) > 1}:
			frappe.throw(_("{0} is listed twice.").format(doubled.pop()))

	def on_update(self):
		self.enter_at_department()

	def enter_at_department(self):
		"""The leading unit always answers for the duty, so that its own page names it too."""
		if not self.department:
			return
		unit = frappe.get_doc("Functional Unit", self.department)
		if self.name not in {row.duty for row in unit.duties}:
			unit.append("duties", {"duty": self.name})
			unit.save()
