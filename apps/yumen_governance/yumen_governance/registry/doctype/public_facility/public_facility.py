"""A public facility, and who keeps it."""

import frappe

from yumen_governance.registry.record import RegistryRecord


class PublicFacility(RegistryRecord):
	pass


def on_doctype_update():
	"""Index what a list of a territory asks."""
	frappe.db.add_index("Public Facility", ["grid_path", "status", "modified"])
