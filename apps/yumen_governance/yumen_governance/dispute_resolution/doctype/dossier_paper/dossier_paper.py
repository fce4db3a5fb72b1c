"""A paper attached to a dossier: identity papers, receipts, papers of a court."""

from frappe.model.document import Document


class DossierPaper(Document):
	pass
