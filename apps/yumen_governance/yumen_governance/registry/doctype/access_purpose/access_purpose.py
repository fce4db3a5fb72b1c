"""What somebody may want a masked value or an export for; the log names it."""

import frappe
from frappe import _
from frappe.model.document import Document

from yumen_governance.registry.reveal_rights import forget_boot


class AccessPurpose(Document):
	def validate(self):
		if not (self.for_reveal or self.for_export):
			frappe.throw(_("Say what the purpose is for: revealing, export, or both."))

	def on_update(self):
		forget_boot()

	def on_trash(self):
		forget_boot()
