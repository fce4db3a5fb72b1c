"""What the public's door offers, and its limits; set up by administrators."""

import frappe
from frappe.model.document import Document


class PublicPortalSettings(Document):
	pass


def settings() -> PublicPortalSettings:
	"""Return the settings, as they are cached."""
	return frappe.get_cached_doc("Public Portal Settings")
