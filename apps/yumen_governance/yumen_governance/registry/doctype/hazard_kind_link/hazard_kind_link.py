"""One kind of hazard at an organization."""

from frappe.model.document import Document


class HazardKindLink(Document):
	pass
