"""A screen in the hall that runs without login, by a key of its own: the display of calls, or a window's rating screen."""

import frappe
from frappe import _
from frappe.model.document import Document


class HallScreen(Document):
	def validate(self):
		if self.screen_kind != "Rating Screen":
			self.service_window = None
		elif not self.service_window:
			frappe.throw(_("Please say at which window the rating screen stands."))
