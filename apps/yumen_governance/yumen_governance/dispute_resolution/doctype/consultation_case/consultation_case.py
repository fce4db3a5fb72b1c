from frappe.model.document import Document


class ConsultationCase(Document):
	pass
