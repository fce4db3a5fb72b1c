"""Asking for an export, deciding on it and fetching its file."""

import frappe
from frappe import _
from frappe.utils import now_datetime
from werkzeug.wrappers import Response

from yumen_governance.registry.exporting import make, tasks
from yumen_governance.registry.exporting.columns import columns_of, may_ask_for
from yumen_governance.registry.reveal import purposes_of
from yumen_governance.registry.sensitive_access import record_access

DOCTYPE = "Export Request"


@frappe.whitelist(methods=["GET", "POST"])
def choices(doctype: str) -> dict:
	"""Return what may be asked for: columns (fieldname, label, is_sealed, may_be_plain, is_usual) and purposes.

	:raises frappe.PermissionError: the person may not ask for an export of this DocType
	"""
	frappe.has_permission(DOCTYPE, "create", throw=True)
	if not may_ask_for(doctype):
		frappe.throw(_("You may not ask for an export of {0}.").format(_(doctype)), frappe.PermissionError)
	user = frappe.session.user
	columns = [vars(column) for column in columns_of(doctype, user)]
	return {"columns": columns, "purposes": purposes_of(user, "for_export")}


@frappe.whitelist(methods=["POST"])
def ask(
	doctype: str,
	columns: list | str,
	purpose: str,
	legal_basis: str,
	recipient: str,
	filters: list | str | None = None,
	file_format: str = "Excel",
	plain: list | str | None = None,
	note: str | None = None,
) -> str:
	"""Ask for an export of what a list shows, and return the name of the request.

	:param columns: field names in the order of the table
	:param plain: those of them whose plain values are wanted
	"""
	wanted = frappe.parse_json(plain) or []
	request = frappe.new_doc(DOCTYPE)
	request.update({"reference_doctype": doctype, "purpose": purpose, "legal_basis": legal_basis})
	request.update({"recipient": recipient, "file_format": file_format, "note": note})
	request.filters = filters if isinstance(filters, str) else frappe.as_json(filters or [])
	for fieldname in frappe.parse_json(columns):
		request.append("columns", {"fieldname": fieldname, "is_plain": int(fieldname in wanted)})
	request.check_permission("create")
	return request.insert().name


@frappe.whitelist(methods=["POST"])
def approve(name: str, note: str | None = None) -> str:
	"""Approve a request; return its new status."""
	request = frappe.get_doc(DOCTYPE, name, for_update=True)
	request.check_permission("write")
	status = request.approve(note)
	if status == "Approved":
		tasks.enqueue(name)
	return status


@frappe.whitelist(methods=["POST"])
def refuse(name: str, note: str) -> None:
	"""Refuse a request with a reason."""
	request = frappe.get_doc(DOCTYPE, name, for_update=True)
	request.check_permission("write")
	request.refuse(note)


@frappe.whitelist(methods=["POST"])
def withdraw(name: str) -> None:
	"""Take one's own request back."""
	request = frappe.get_doc(DOCTYPE, name, for_update=True)
	request.check_permission("read")
	request.withdraw()


@frappe.whitelist(methods=["POST"])
def download(name: str) -> Response:
	"""Send the file of one's own request; each time is counted and written into the access log.

	:return: the file in plain, never cached
	:raises frappe.PermissionError: somebody else asked for it
	:raises frappe.ValidationError: the file isn't there, or not any more
	"""
	request = frappe.get_doc(DOCTYPE, name, for_update=True)
	request.check_permission("read")
	if request.requested_by != frappe.session.user:
		frappe.throw(_("Only the requester can do this."), frappe.PermissionError)
	if request.status != "Ready" or request.valid_until < now_datetime():
		frappe.throw(_("There is no file to fetch, or not any more. Please ask for it again."))
	content, file_name = make.content_of(request), request.file_name
	rows = request.row_count
	record_access(request.reference_doctype, name, "File", request.purpose, action="Download", row_count=rows)
	request.fetched()
	headers = {"Content-Disposition": f'attachment; filename="{file_name}"', "Cache-Control": "no-store"}
	return Response(content, mimetype="application/octet-stream", headers=headers)
