from frappe.model.document import Document


class AccessReportFinding(Document):
	pass
