"""Limits of revealing, how long the access log is kept, and how exports go."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, get_time

from yumen_governance.registry.reveal_rights import forget_boot

# Cybersecurity Law, 2016 text, article 21 (3): network logs are kept for not less than six months
LEAST_RETENTION_DAYS = 180
# Where a grid member was is sensitive personal information (PIPL art. 28); it is kept for a year at most
MOST_POSITION_DAYS = 365
AT_LEAST_ONE = (
	"reveals_per_hour",
	"refusals_per_hour",
	"shown_seconds",
	"export_decision_days",
	"export_file_days",
	"export_max_rows",
)


class PrivacySettings(Document):
	def validate(self):
		self.validate_retention()
		self.validate_numbers()
		self.validate_hours()

	def on_update(self):
		forget_boot()

	def validate_retention(self):
		if cint(self.log_retention_days) < LEAST_RETENTION_DAYS:
			frappe.throw(_("The access log is kept for at least {0} days.").format(LEAST_RETENTION_DAYS))
		if not 1 <= cint(self.keep_positions_days) <= MOST_POSITION_DAYS:
			frappe.throw(_("Positions are kept for 1 to {0} days.").format(MOST_POSITION_DAYS))

	def validate_numbers(self):
		for fieldname in AT_LEAST_ONE:
			if cint(self.get(fieldname)) < 1:
				frappe.throw(_("{0} must be at least 1.").format(_(self.meta.get_label(fieldname))))

	def validate_hours(self):
		if get_time(self.work_begins) >= get_time(self.work_ends):
			frappe.throw(_("Work begins before it ends: please correct the working hours."))
