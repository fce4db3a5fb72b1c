from frappe.model.document import Document


class ResolutionMethodDocument(Document):
	pass
