"""What a clock does in a stage."""

from frappe.model.document import Document


class TimeLimitRuleStage(Document):
	pass
