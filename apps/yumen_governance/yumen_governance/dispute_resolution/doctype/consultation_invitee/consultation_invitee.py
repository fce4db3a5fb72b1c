from frappe.model.document import Document


class ConsultationInvitee(Document):
	pass
