"""A place with a problem of public order."""

import frappe

from yumen_governance.registry.record import RegistryRecord


class KeyArea(RegistryRecord):
	pass


def on_doctype_update():
	"""Index what a list of a territory asks."""
	frappe.db.add_index("Key Area", ["grid_path", "status", "modified"])
