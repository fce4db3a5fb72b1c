"""Something dangerous: found, rectified, closed."""

import frappe

from yumen_governance.registry.record import RegistryRecord


class Hazard(RegistryRecord):
	pass


def on_doctype_update():
	"""Index what a list of a territory asks."""
	frappe.db.add_index("Hazard", ["grid_path", "status", "modified"])
