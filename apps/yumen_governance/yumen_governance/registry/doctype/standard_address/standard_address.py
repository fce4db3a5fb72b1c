"""A standard address: one door, from the city down; its position, its grid."""

import frappe

from yumen_governance.registry.record import RegistryRecord


class StandardAddress(RegistryRecord):
	pass


def on_doctype_update():
	"""Index what a list of a territory asks."""
	frappe.db.add_index("Standard Address", ["grid_path", "status", "modified"])
