"""A house or flat that is let, with landlord and tenants."""

import frappe

from yumen_governance.registry.record import RegistryRecord


class RentalHouse(RegistryRecord):
	pass


def on_doctype_update():
	"""Index what a list of a territory asks."""
	frappe.db.add_index("Rental House", ["grid_path", "status", "modified"])
