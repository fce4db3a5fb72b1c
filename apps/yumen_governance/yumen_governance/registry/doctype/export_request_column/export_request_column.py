from frappe.model.document import Document


class ExportRequestColumn(Document):
	pass
