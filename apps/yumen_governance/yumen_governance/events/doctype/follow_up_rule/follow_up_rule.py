"""Which share of which events is called after they are settled."""

import frappe
from frappe import _
from frappe.model.document import Document


class FollowupRule(Document):
	def validate(self):
		if not 0 <= (self.share or 0) <= 100:
			frappe.throw(_("The share called lies between 0 and 100 percent."))
