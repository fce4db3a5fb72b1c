from frappe.model.document import Document


class TicketKindWindow(Document):
	pass
