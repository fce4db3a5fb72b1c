"""What one grid member is paid in one month."""

from frappe.model.document import Document


class GridPayoutRow(Document):
	pass
