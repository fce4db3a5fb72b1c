"""Ledger of the records that the app seeded once, see yumen_governance/seed."""

import frappe
from frappe.model.document import Document


class SeededRecord(Document):
	pass


def on_doctype_update():
	"""One ledger row for each seeded record."""
	frappe.db.add_unique("Seeded Record", ["reference_doctype", "reference_name"])
