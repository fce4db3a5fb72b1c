"""A kind of queue ticket: the letter before its numbers, and which windows call it."""

import re

import frappe
from frappe import _
from frappe.model.document import Document

from yumen_governance.service_centre.queue import kinds

LETTERS = re.compile(r"[A-HJ-NP-Z]{1,2}")


class TicketKind(Document):
	def validate(self):
		self.validate_letter()
		self.validate_windows()

	def validate_letter(self):
		self.letter = (self.letter or "").strip().upper()
		if not LETTERS.fullmatch(self.letter):
			frappe.throw(_("The letter of a ticket kind is one or two capital letters, without I and O."))

	def validate_windows(self):
		windows = [row.service_window for row in self.windows]
		if len(windows) != len(set(windows)):
			frappe.throw(_("A window is listed twice."))

	def on_change(self):
		kinds.forget()
