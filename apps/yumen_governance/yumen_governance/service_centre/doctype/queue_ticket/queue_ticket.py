"""A queue ticket: a number for a day, without any name on it. Its way through the hall is written by queue/."""

import frappe
from frappe.utils import getdate

from yumen_governance.grid_management.code_written import CodeWritten
from yumen_governance.service_centre.queue import news, numbers


class QueueTicket(CodeWritten):
	def autoname(self):
		self.name = f"{getdate(self.day):%Y%m%d}-{self.shown_number}"

	def on_update(self):
		news.tell()


def on_doctype_update():
	"""Make the counter of numbers, and what the queue of a day is read by."""
	numbers.create_table()
	frappe.db.add_index("Queue Ticket", ["day", "status", "turn_on"], "queue_of_a_day")
	frappe.db.add_index("Queue Ticket", ["day", "last_called_on"], "calls_of_a_day")
