"""A tile of the public's door: a category as residents call it."""

from frappe.model.document import Document


class PortalCategory(Document):
	pass
