from frappe.model.document import Document


class FollowupQuestion(Document):
	"""A question of the questionnaire."""
