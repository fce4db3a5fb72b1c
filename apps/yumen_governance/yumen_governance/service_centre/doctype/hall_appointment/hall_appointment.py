"""An appointment in the hall: who comes when, for which service. Written by service_centre/appointments only."""

import frappe

from yumen_governance.grid_management.code_written import CodeWritten
from yumen_governance.registry.sealed_document import SealedDocument


class HallAppointment(SealedDocument, CodeWritten):
	def validate(self):
		super().validate()
		self.seal(self.plain_values())


def on_doctype_update():
	"""Index what is booked at a type of window, and what of a day is still to come."""
	frappe.db.add_index("Hall Appointment", ["window_type", "starts_on", "status"], "booked_at_windows")
	frappe.db.add_index("Hall Appointment", ["status", "starts_on"], "appointments_to_come")
