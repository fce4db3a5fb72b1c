"""Where one chain of the Sensitive Access Log begins and ends; kept by chain.py alone."""

import frappe
from frappe import _
from frappe.model.document import Document


class AccessLogChain(Document):
	def validate(self):
		if not (self.is_new() and self.flags.recorded_by_code):
			self.refuse_change()

	def on_trash(self):
		self.refuse_change()

	def before_rename(self, *args):
		self.refuse_change()

	def refuse_change(self):
		frappe.throw(_("The access log is written by the system only."), frappe.PermissionError)
