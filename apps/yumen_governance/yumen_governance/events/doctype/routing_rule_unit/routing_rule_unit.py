"""A unit that assists by a Routing Rule."""

from frappe.model.document import Document


class RoutingRuleUnit(Document):
	pass
