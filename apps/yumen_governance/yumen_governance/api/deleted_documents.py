"""Restoring deleted records, in place of stock endpoints that don't ask who may read or make them."""

import frappe
from frappe.core.doctype.deleted_document import deleted_document as stock


@frappe.whitelist(methods=["POST"])
def restore(name: str, alert: bool | int | str = True) -> None:
	"""Restore one deleted record.

	:raises frappe.PermissionError: the person may not read it, or may not make such a record
	"""
	frappe.get_doc("Deleted Document", name).check_permission("read")
	stock.restore(name, alert=alert)


@frappe.whitelist(methods=["POST"])
def bulk_restore(docnames: str | list) -> dict:
	"""Restore several deleted records; what was done with each is told.

	:raises frappe.PermissionError: the person may not read one of them; then none is restored
	"""
	names = frappe.parse_json(docnames)
	for name in names:
		frappe.get_doc("Deleted Document", name).check_permission("read")
	return stock.bulk_restore(names)
