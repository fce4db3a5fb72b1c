from frappe.model.document import Document


class StepMediator(Document):
	pass
