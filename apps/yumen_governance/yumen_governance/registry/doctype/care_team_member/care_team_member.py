"""One person who helps, with or without an account."""

from frappe.model.document import Document


class CareTeamMember(Document):
	pass
