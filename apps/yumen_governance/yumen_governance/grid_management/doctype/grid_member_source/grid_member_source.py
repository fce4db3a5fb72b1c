"""A circle of people from which grid posts are filled, with the posts that it may hold."""

import frappe
from frappe import _
from frappe.model.document import Document

from yumen_governance.grid_management.posts import SOURCE_FIELD


class GridMemberSource(Document):
	def validate(self):
		if self.is_active and not any(self.get(field) for field in SOURCE_FIELD.values()):
			frappe.throw(_("Tick at least one post that these people may hold."))
