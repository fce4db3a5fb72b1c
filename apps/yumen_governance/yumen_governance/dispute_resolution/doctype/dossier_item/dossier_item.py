"""A line of the catalogue of a filed dossier: which document, on which page."""

from frappe.model.document import Document


class DossierItem(Document):
	pass
