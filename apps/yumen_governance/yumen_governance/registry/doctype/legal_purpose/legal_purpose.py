"""Why records of a special group are kept, under which law, how often they are reviewed and how long they stay."""

import frappe
from frappe import _
from frappe.model.document import Document

SHORTEST_REVIEW, LONGEST_REVIEW = 1, 366
LONGEST_RETENTION = 3650


class LegalPurpose(Document):
	def validate(self):
		if not SHORTEST_REVIEW <= self.review_days <= LONGEST_REVIEW:
			frappe.throw(
				_("A review takes place every {0} to {1} days.").format(SHORTEST_REVIEW, LONGEST_REVIEW)
			)
		if self.retention_days > LONGEST_RETENTION:
			frappe.throw(_("A record is kept at most {0} days after the end.").format(LONGEST_RETENTION))
