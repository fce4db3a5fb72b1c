"""One measure of an assistance plan."""

from frappe.model.document import Document


class CareMeasure(Document):
	pass
