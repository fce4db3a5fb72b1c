"""From how many on the daily report names somebody, for one kind of unusual access."""

from frappe.model.document import Document


class AccessAlertRule(Document):
	pass
