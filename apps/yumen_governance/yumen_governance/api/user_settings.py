"""What a person's lists remember, in place of a stock endpoint that keeps whatever was searched for."""

import frappe
from frappe.model.utils.user_settings import save as stock_save

from yumen_governance.registry.plain_values import without_plain_values


@frappe.whitelist(methods=["POST"])
def save(doctype: str, user_settings: str) -> dict:
	"""Remember the settings of a list that the person may read, ID numbers and phone numbers in its filters masked."""
	if not frappe.has_permission(doctype, "read"):
		return {}
	return stock_save(doctype, without_plain_values(user_settings))
