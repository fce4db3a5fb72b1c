"""What an event is about; the tree and its time limits belong to the administrator."""

from frappe.model.naming import make_autoname
from frappe.utils.nestedset import NestedSet


class EventCategory(NestedSet):
	nsm_parent_field = "parent_event_category"

	def autoname(self):
		self.category_code = self.category_code or make_autoname("EC-.####")
		self.name = self.category_code
