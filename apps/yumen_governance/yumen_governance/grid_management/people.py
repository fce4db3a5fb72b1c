"""The people of a record by name, for the side of its form; Frappe knows their accounts only."""

import frappe


def people_of(doc) -> dict:
	"""Return who made and changed a record."""
	people = {}
	about = {"ref_doctype": doc.doctype, "docname": str(doc.name)}
	changed_by = frappe.get_all("Version", about, pluck="owner", distinct=True)
	for user in {doc.owner, doc.modified_by, *changed_by}:
		frappe.utils.add_user_info(user, people)
	return people
