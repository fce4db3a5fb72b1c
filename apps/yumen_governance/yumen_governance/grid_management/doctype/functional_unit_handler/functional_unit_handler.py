from frappe.model.document import Document


class FunctionalUnitHandler(Document):
	"""One person who handles cases for a functional unit."""
