"""How the queue of the hall is kept and shown."""

import frappe
from frappe import _
from frappe.model.document import Document

LONGEST_HEAD_START = 24 * 60
MOST_CALLS = 12
LONGEST_APPOINTMENT = 240
MOST_DAYS = 60


class HallSettings(Document):
	def validate(self):
		if self.priority_head_start > LONGEST_HEAD_START:
			frappe.throw(_("The head start is at most {0} minutes: a day.").format(LONGEST_HEAD_START))
		self.validate_appointments()
		if not 1 <= self.calls_shown <= MOST_CALLS:
			frappe.throw(_("The display shows 1 to {0} calls.").format(MOST_CALLS))
		if not 0.5 <= self.speech_rate <= 2:
			frappe.throw(_("The speed of the voice lies between 0.5 and 2."))

	def validate_appointments(self):
		if self.appointments_open and not 5 <= self.appointment_minutes <= LONGEST_APPOINTMENT:
			frappe.throw(_("An appointment lasts 5 to {0} minutes.").format(LONGEST_APPOINTMENT))
		if self.appointment_days > MOST_DAYS:
			frappe.throw(_("Appointments are given at most {0} days in advance.").format(MOST_DAYS))
