"""How a person wants to be told; everybody their own."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint


class NotificationPreference(Document):
	def before_insert(self):
		self.user = frappe.session.user

	def validate(self):
		self.validate_choices()
		self.validate_quiet_hours()
		self.validate_digest()

	def validate_choices(self):
		kinds = [row.kind for row in self.choices]
		for row in self.choices:
			if kinds.count(row.kind) > 1:
				frappe.throw(_("{0} is listed twice.").format(_(row.kind)))
			if not (cint(row.desk) or cint(row.email) or cint(row.sms)):
				frappe.throw(_("Choose at least one channel for {0}.").format(_(row.kind)))

	def validate_quiet_hours(self):
		if bool(self.quiet_from) != bool(self.quiet_to):
			frappe.throw(_("Quiet hours need a beginning and an end."))

	def validate_digest(self):
		if cint(self.digest) and not self.digest_at:
			frappe.throw(_("Say at what time the digest is to come."))
