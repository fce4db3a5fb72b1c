"""One day of the Sensitive Access Log in figures, with what was unusual. Written by the daily job alone."""

import frappe
from frappe import _
from frappe.model.document import Document


class AccessReport(Document):
	def validate(self):
		if not (self.is_new() and self.flags.made_by_code):
			self.refuse_change()

	def on_trash(self):
		self.refuse_change()

	def before_rename(self, *args):
		self.refuse_change()

	def refuse_change(self):
		frappe.throw(
			_("The daily report is written by the system only; it can't be changed or deleted."),
			frappe.PermissionError,
		)
