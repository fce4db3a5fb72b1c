from frappe.model.document import Document


class StepPanelMember(Document):
	pass
