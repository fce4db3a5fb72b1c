"""A way on which messages go out: kind, address and secrets; set up by administrators only."""

import frappe
from frappe import _
from frappe.model.document import Document

from yumen_governance.time_limits.outbox.adapters import adapter_of
from yumen_governance.time_limits.outbox.rows import DELIVERY
from yumen_governance.time_limits.outbox.wishes import FILE, ROBOTS


class NotificationChannel(Document):
	def validate(self):
		if self.is_active or self.address:
			adapter_of(self).check(self)
		self.validate_messages()
		self.validate_is_for_this_site()

	def validate_messages(self):
		listed = [row.event_type for row in self.messages] if self.kind in ROBOTS else []
		self.set("messages", [{"event_type": event_type} for event_type in dict.fromkeys(listed)])

	def validate_is_for_this_site(self):
		is_for_trial = frappe.conf.developer_mode or frappe.conf.messages_to_file
		if self.kind == FILE and self.is_active and not is_for_trial:
			frappe.throw(_("Messages are written to a file on a developer's site only."))

	def on_trash(self):
		if frappe.db.exists(DELIVERY, {"channel": self.name}):
			frappe.throw(_("Messages went out by this channel. Please set it to inactive instead."))
