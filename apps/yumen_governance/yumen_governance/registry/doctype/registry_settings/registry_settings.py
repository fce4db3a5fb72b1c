"""What an office decides about its registry."""

import frappe
from frappe.model.document import Document


class RegistrySettings(Document):
	def on_update(self):
		"""Desks learn of it with their next start."""
		frappe.clear_cache()
