"""Something that the centre tells residents: everybody, or those of a grid."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from yumen_governance.grid_management.grid_paths import keep_paths
from yumen_governance.grid_management.minutes import to_the_minute
from yumen_governance.public_portal.notices import status_of


class PublicNotice(Document):
	def validate(self):
		keep_paths(self, "grid")
		for name in ("publish_on", "take_down_on"):
			self.set(name, self.get(name) and to_the_minute(self.get(name)))
		if self.take_down_on and self.publish_on and self.take_down_on <= self.publish_on:
			frappe.throw(_("A notice is taken down after it was published, not before."))
		self.status = status_of(self, now_datetime())
