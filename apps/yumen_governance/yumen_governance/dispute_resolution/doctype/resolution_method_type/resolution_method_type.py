from frappe.model.document import Document


class ResolutionMethodType(Document):
	pass
