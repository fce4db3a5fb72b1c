"""A ladder of escalation as it once was worded; it never changes. See time_limits/ladder.py."""

from frappe.model.document import Document


class EscalationLadder(Document):
	pass
