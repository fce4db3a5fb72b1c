"""A private enterprise or a social organization."""

import frappe

from yumen_governance.registry.record import RegistryRecord


class Organization(RegistryRecord):
	pass


def on_doctype_update():
	"""Index what a list of a territory asks."""
	frappe.db.add_index("Organization", ["grid_path", "status", "modified"])
