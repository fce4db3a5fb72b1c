"""How the queue of the hall is kept and shown."""

import frappe
from frappe import _
from frappe.model.document import Document

LONGEST_HEAD_START = 24 * 60
MOST_CALLS = 12


class HallSettings(Document):
	def validate(self):
		if self.priority_head_start > LONGEST_HEAD_START:
			frappe.throw(_("The head start is at most {0} minutes: a day.").format(LONGEST_HEAD_START))
		if not 1 <= self.calls_shown <= MOST_CALLS:
			frappe.throw(_("The display shows 1 to {0} calls.").format(MOST_CALLS))
		if not 0.5 <= self.speech_rate <= 2:
			frappe.throw(_("The speed of the voice lies between 0.5 and 2."))
