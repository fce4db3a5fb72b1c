"""A member of the family of somebody left behind; who is registered here is linked, not written again."""

from frappe.model.document import Document


class ResidentFamilyMember(Document):
	pass
