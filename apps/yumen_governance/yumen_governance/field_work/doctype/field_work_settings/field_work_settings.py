"""What the office sets about field work."""

import frappe
from frappe import _
from frappe.model.document import Document

HOURS = 23


class FieldWorkSettings(Document):
	def validate(self):
		hours = (int(self.prepare_at or 0), int(self.close_rounds_at or 0))
		if any(not 0 <= hour <= HOURS for hour in hours):
			frappe.throw(_("An hour is between 0 and {0}.").format(HOURS))
