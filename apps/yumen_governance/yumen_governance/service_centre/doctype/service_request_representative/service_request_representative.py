"""Somebody who speaks for a group of visitors."""

from frappe.model.document import Document


class ServiceRequestRepresentative(Document):
	pass
