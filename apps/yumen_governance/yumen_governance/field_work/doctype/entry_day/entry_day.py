"""A day of the month on which members enter their grids (逢10进格)."""

import frappe
from frappe import _
from frappe.model.document import Document

LAST = 31


class EntryDay(Document):
	def autoname(self):
		self.validate_day()
		self.name = f"{int(self.day_of_month):02}"

	def validate(self):
		self.validate_day()

	def validate_day(self):
		if not 1 <= int(self.day_of_month or 0) <= LAST:
			frappe.throw(_("A day of the month is between 1 and {0}.").format(LAST))
