from frappe.model.document import Document


class ResolutionMethodCondition(Document):
	pass
