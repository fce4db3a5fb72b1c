from frappe.model.document import Document


class ResolutionMethodFollower(Document):
	pass
