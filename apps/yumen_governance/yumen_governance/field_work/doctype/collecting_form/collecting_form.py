"""How records of one DocType are collected with the phone; what is asked says the DocType's own form."""

from frappe.model.document import Document


class CollectingForm(Document):
	pass
