"""What is filed stays as it was filed: papers of a mediation whose dossier is filed are neither added, changed nor deleted.

Performance goes on: instalments, return visits and what a court decides may come after the filing; the filed PDF stands as
it is. Of an agreement, what was agreed stays, and its performance goes on.
"""

import frappe
from frappe import _

from yumen_governance.dispute_resolution.dossier.filing import DOSSIER, FILED

AGREED = (
	"facts",
	"disputed_items",
	"terms",
	"kind",
	"signed_file",
	"signed_file_hash",
	"effective_on",
	"copies",
)


class FiledError(frappe.PermissionError):
	pass


def refuse_if_filed(doc, method: str | None = None) -> None:
	"""Refuse to add, change or delete a paper of a filed mediation (validate, on_trash).

	:raises FiledError: says by which number it is filed
	"""
	number = filed_as(doc.dispute_case, doc.get("step"))
	if number:
		frappe.throw(
			_("The dossier is filed as {0}: its papers can't be changed any more.").format(number), FiledError
		)


def refuse_if_agreement_filed(doc, method: str | None = None) -> None:
	"""Refuse to add or delete a filed agreement, or to change what was agreed (validate, on_trash).

	:raises FiledError: says by which number it is filed
	"""
	if method == "on_trash" or doc.is_new() or any(doc.has_value_changed(field) for field in AGREED):
		refuse_if_filed(doc)


def filed_as(case: str, step: str | None) -> str | None:
	"""Return the filing number under which a paper is filed, None while it isn't.

	A paper that names no step belongs to every mediation of its case: it is filed when one of them is.
	"""
	filters = {"status": FILED, **({"step": step} if step else {"dispute_case": case})}
	return frappe.db.get_value(DOSSIER, filters, "filing_number")
