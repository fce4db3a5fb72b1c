"""One of the activities of an entry day."""

import frappe
from frappe import _
from frappe.model.document import Document


class EntryActivity(Document):
	def validate(self):
		items = [row.item for row in self.knowledge]
		if doubled := next((item for item in items if items.count(item) > 1), None):
			frappe.throw(_("{0} is listed twice.").format(doubled))
