"""One service that a person received: aid, work, training."""

from frappe.model.document import Document


class CareService(Document):
	pass
