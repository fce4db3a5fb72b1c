"""One message to one receiver by one channel; written and moved on by the outbox's worker alone."""

import frappe

from yumen_governance.grid_management.code_written import CodeWritten
from yumen_governance.time_limits.doctype.outgoing_notice.outgoing_notice import refuse_change
from yumen_governance.time_limits.outbox.rows import DELIVERY


class MessageDelivery(CodeWritten):
	def refuse_change(self):
		refuse_change()


def on_doctype_update():
	"""Index what the worker takes next, what was told of a record, and what is over; one delivery a receiver and channel."""
	frappe.db.add_unique(DELIVERY, ["notice", "receiver", "channel"])
	frappe.db.add_index(DELIVERY, ["channel", "status", "run_at"])
	frappe.db.add_index(DELIVERY, ["status", "run_at"])
	frappe.db.add_index(DELIVERY, ["reference_doctype", "reference_name"])
