"""What was received towards an instalment."""

from frappe.model.document import Document


class InstalmentReceipt(Document):
	pass
