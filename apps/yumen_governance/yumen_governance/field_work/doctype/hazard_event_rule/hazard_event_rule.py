"""Which event a hazard of a kind becomes, and from which level on it becomes one by itself."""

import frappe
from frappe.model.document import Document


class HazardEventRule(Document):
	def autoname(self):
		self.set_title()
		self.name = self.title

	def validate(self):
		self.set_title()

	def set_title(self):
		"""Call the rule as its kind of hazard is called."""
		self.title = frappe.db.get_value("Code Value", self.hazard_kind, "label") or self.hazard_kind
