"""Records that hang on a case (comments, to-dos, tags, follows, files, shares): who may hang them.

Several stock endpoints insert them without asking whether the person may read the case; some of them
(shares, and Assign To through them) would even give sight of it.
"""

import frappe
from frappe import _

from yumen_governance.permissions.case import CASE_DOCTYPES, refusal

# DocType: the fields that name the record it hangs on
LINKS = {
	"Comment": ("reference_doctype", "reference_name"),
	"Communication": ("reference_doctype", "reference_name"),
	"Document Follow": ("ref_doctype", "ref_docname"),
	"File": ("attached_to_doctype", "attached_to_name"),
	"Tag Link": ("document_type", "document_name"),
	"ToDo": ("reference_type", "reference_name"),
}
UNSHARED = (*CASE_DOCTYPES, "Grid Member", "Timeline Entry")


def refuse_on_unseen_case(doc, method: str | None = None) -> None:
	"""Refuse a record that hangs on a case which the person may not read."""
	doctype_field, name_field = LINKS[doc.doctype]
	doctype, name = doc.get(doctype_field), doc.get(name_field)
	if doctype in CASE_DOCTYPES and name and not frappe.has_permission(doctype, "read", name):
		frappe.throw(refusal(doctype), frappe.PermissionError)


def refuse_share(doc, method: str | None = None) -> None:
	"""A case is seen by territory, assignment or role, never by a share (also not through Assign To)."""
	if doc.share_doctype in UNSHARED:
		frappe.throw(
			_("{0} can't be shared: who sees it follows from grid, unit and role.").format(
				_(doc.share_doctype)
			),
			frappe.PermissionError,
		)
