"""A kind of facility or key area that a plan covers."""

from frappe.model.document import Document


class PatrolPlanKind(Document):
	pass
