"""When a window is open on a day of the week."""

from frappe.model.document import Document


class ServiceWindowHours(Document):
	pass
