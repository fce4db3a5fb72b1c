"""Exports in the background: the file of an approved request, and the end of what is over."""

import frappe
from frappe.utils import now_datetime

from yumen_governance.registry.exporting import make
from yumen_governance.registry.exporting.make import NoLongerAllowedError

DOCTYPE = "Export Request"


def enqueue(request: str) -> None:
	"""Have the file of an approved request made after this transaction; twice is once."""
	frappe.enqueue(
		"yumen_governance.registry.exporting.tasks.make_file",
		queue="long",
		timeout=3600,
		job_id=f"export::{request}",
		deduplicate=True,
		enqueue_after_commit=True,
		request=request,
	)


def make_file(request: str) -> None:
	"""Make the file of an approved request, or write down why it could not be made."""
	doc = frappe.get_doc(DOCTYPE, request, for_update=True)
	if doc.status != "Approved":
		return
	try:
		make.make(doc)
	except Exception as error:
		frappe.db.rollback()
		_fail(request, error)
	frappe.db.commit()


def _fail(request: str, error: Exception) -> None:
	if not isinstance(error, NoLongerAllowedError):
		frappe.log_error(title=f"Export {request}", reference_doctype=DOCTYPE, reference_name=request)
	frappe.get_doc(DOCTYPE, request).failed(str(error))


def end_what_is_over() -> list[str]:
	"""Let requests expire that nobody decided, and remove files that nobody fetched in time.

	A request whose job was lost is made again.

	:return: the names of the requests that ended
	"""
	over = {"status": ["in", ["Requested", "Half Approved", "Ready"]], "valid_until": ["<", now_datetime()]}
	ended = frappe.get_all(DOCTYPE, over, pluck="name", order_by="creation")
	for name in ended:
		frappe.get_doc(DOCTYPE, name).expire()
		frappe.db.commit()
	for name in frappe.get_all(DOCTYPE, {"status": "Approved"}, pluck="name"):
		enqueue(name)
	return ended
