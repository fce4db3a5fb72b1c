"""A wording that a member taps instead of typing it: a purpose, a finding, a kind of help."""

from frappe.model.document import Document


class VisitChoice(Document):
	pass
