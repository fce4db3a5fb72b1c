"""The page of an import: templates, upload in pieces, preview, start, progress, report, undo."""

from mimetypes import guess_type
from urllib.parse import quote

import frappe
from frappe import _
from frappe.utils import cint
from werkzeug.wrappers import Response

from yumen_governance.registry.importing import reports, storage, tasks, template
from yumen_governance.registry.importing.intake import head_of_import, targets_of
from yumen_governance.registry.importing.shown import shown_in
from yumen_governance.registry.importing.states import RUNNING, is_alive
from yumen_governance.registry.importing.targets import similar_target
from yumen_governance.registry.shape import shape_of

DOCTYPE = "Registry Import"
MOST_LINES = 200
PROGRESS = (
	"status",
	"is_check",
	"header_row",
	"total_rows",
	"done_rows",
	"inserted",
	"updated",
	"unchanged",
	"skipped",
	"wrong",
	"made",
	"undone",
	"kept",
	"seconds",
	"started_on",
	"finished_on",
	"stop_wanted",
	"failure",
)


@frappe.whitelist(methods=["GET"])
def download_template(doctype: str, file_type: str = "xlsx") -> Response:
	"""Answer with the template for one kind of record, as xlsx or csv."""
	for wanted in (DOCTYPE, doctype):
		frappe.new_doc(wanted).check_permission("create")
	make = template.as_csv if file_type == "csv" else template.as_xlsx
	return _file(_("Import Template {0}").format(_(doctype)), file_type, make(doctype, frappe.session.user))


@frappe.whitelist(methods=["POST"])
def add_piece(name: str, offset: int) -> int:
	"""Append a piece of the file (part `piece` of the form) to the upload of an import.

	:param offset: where the piece begins, in bytes
	:return: how many bytes have come so far
	"""
	_open(name, "Draft", "Uploaded", "Checked")
	return storage.append(name, cint(offset), frappe.request.files["piece"].stream)


@frappe.whitelist(methods=["POST"])
def take_file(name: str, file_name: str) -> dict:
	"""Look into the uploaded file and map its columns; return the import."""
	doc = _open(name, "Draft", "Uploaded", "Checked")
	doc.take_file(file_name)
	return doc.as_dict()


@frappe.whitelist(methods=["GET"])
def preview(name: str) -> dict:
	"""Return the first rows of the file, sensitive values masked, and what its columns may be mapped to.

	:return: targets (value, label), wanted (labels of fields that a file needs), guesses by header, header, rows
	"""
	doc = frappe.get_doc(DOCTYPE, name)
	doc.check_permission("read")
	targets = targets_of(doc)
	choices = {
		"targets": [{"value": target.fieldname, "label": target.label} for target in targets.values()],
		"wanted": [target.fieldname for target in targets.values() if target.wanted],
	}
	if not storage.upload_of(name).exists():
		return {**choices, "header": [], "rows": [], "guesses": {}}
	head, shape = head_of_import(doc), shape_of(doc.reference_doctype)
	fields = {column.position: column.target for column in doc.columns}
	near = {text: similar_target(text, targets) for text in head.header}
	return {
		**choices,
		"header": head.header,
		"guesses": {text: target.label for text, target in near.items() if target},
		"rows": [
			[number, *(shown_in(shape, fields.get(place), text) for place, text in enumerate(cells))]
			for number, cells in head.rows
		],
	}


@frappe.whitelist(methods=["POST"])
def start(name: str, check: bool) -> dict:
	"""Check the file without writing anything, or import it; return how far the import is."""
	doc = _open(name, "Uploaded", "Checked")
	doc.start(bool(cint(check)))
	tasks.enqueue(name)
	return _progress(doc)


@frappe.whitelist(methods=["GET"])
def progress(name: str) -> dict:
	"""Return how far an import is; `is_alive` tells whether a process is at work on it."""
	doc = frappe.get_doc(DOCTYPE, name)
	doc.check_permission("read")
	return _progress(doc)


@frappe.whitelist(methods=["POST"])
def stop(name: str) -> dict:
	"""Ask a running import to stop after the chunk in hand."""
	doc = frappe.get_doc(DOCTYPE, name)
	doc.check_permission("write")
	doc.stop()
	return _progress(doc)


@frappe.whitelist(methods=["POST"])
def resume(name: str) -> dict:
	"""Go on with an import that was stopped or failed."""
	doc = _open(name, "Cancelled", "Failed")
	doc.resume()
	tasks.enqueue(name)
	return _progress(doc)


@frappe.whitelist(methods=["POST"])
def undo(name: str) -> dict:
	"""Take back what an import wrote, as far as nobody has worked with it since."""
	doc = _open(name, "Imported", "Cancelled", "Failed")
	doc.undo()
	tasks.enqueue(name)
	return _progress(doc)


@frappe.whitelist(methods=["GET"])
def report(name: str, start: int = 0, length: int = 20, header: str | None = None) -> list[dict]:
	"""Return some lines of the report, in the order of the rows of the file.

	:param header: only those of this column of the file
	"""
	frappe.get_doc(DOCTYPE, name).check_permission("read")
	return reports.page(name, max(0, cint(start)), min(max(1, cint(length)), MOST_LINES), header)


@frappe.whitelist(methods=["GET"])
def report_summary(name: str) -> list[dict]:
	"""Return how many lines the report has for each column of the file, the most first."""
	frappe.get_doc(DOCTYPE, name).check_permission("read")
	return reports.summary(name)


@frappe.whitelist(methods=["GET"])
def download_report(name: str, file_type: str = "xlsx") -> Response:
	"""Answer with the whole report, as xlsx or csv."""
	doc = frappe.get_doc(DOCTYPE, name)
	doc.check_permission("read")
	make = reports.as_csv if file_type == "csv" else reports.as_xlsx
	return _file(_("Import Report {0}").format(name), file_type, make(name))


def _open(name: str, *states: str):
	doc = frappe.get_doc(DOCTYPE, name, for_update=True)
	doc.check_permission("write")
	doc.require(*states)
	return doc


def _progress(doc) -> dict:
	alive = doc.status in RUNNING and is_alive(doc.name)
	return {**{field: doc.get(field) for field in PROGRESS}, "is_alive": alive}


def _file(title: str, file_type: str, content: bytes) -> Response:
	name = f"{title}.{file_type if file_type == 'csv' else 'xlsx'}"
	response = Response(content, content_type=guess_type(name)[0])
	response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
	return response
