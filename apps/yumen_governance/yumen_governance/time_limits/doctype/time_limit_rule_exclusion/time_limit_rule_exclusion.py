"""A kind of time that a limit leaves out, and the ground in the law."""

from frappe.model.document import Document


class TimeLimitRuleExclusion(Document):
	pass
