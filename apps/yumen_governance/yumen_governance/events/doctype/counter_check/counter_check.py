"""One night's comparison of the live counts with the events themselves. Written by the job alone."""

import frappe
from frappe import _
from frappe.model.document import Document


class CounterCheck(Document):
	def validate(self):
		if not self.flags.made_by_code:
			self.refuse_change()

	def on_trash(self):
		self.refuse_change()

	def before_rename(self, *args):
		self.refuse_change()

	def refuse_change(self):
		frappe.throw(
			_("The check of the counts is written by the system only; it can't be changed or deleted."),
			frappe.PermissionError,
		)
