"""A kind of window of the hall, such as petition reception; one may have several windows."""

from frappe.model.document import Document


class ServiceWindowType(Document):
	pass
