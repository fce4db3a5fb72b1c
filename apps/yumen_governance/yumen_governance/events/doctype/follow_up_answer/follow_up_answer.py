from frappe.model.document import Document


class FollowupAnswer(Document):
	"""What somebody answered to a question, as it was worded then."""
