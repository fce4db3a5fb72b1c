"""A household to be seen on an entry day, and why."""

import frappe
from frappe.model.document import Document


class PlannedVisit(Document):
	pass


def on_doctype_update():
	"""Index who is to see a household."""
	frappe.db.add_index("Planned Visit", ["household", "parent"], "plans_of_a_household")
