"""A building, with its size and its building head."""

import frappe

from yumen_governance.registry.record import RegistryRecord


class Building(RegistryRecord):
	pass


def on_doctype_update():
	"""Index what a list of a territory asks."""
	frappe.db.add_index("Building", ["grid_path", "status", "modified"])
