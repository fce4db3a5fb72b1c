from frappe.model.document import Document


class AccessPurposeRole(Document):
	pass
