"""The dossier of a mediation: what is missing, its papers as PDF and Word, its binding and its filing."""

from urllib.parse import quote

import frappe
from frappe.utils import now_datetime
from werkzeug.wrappers import Response

from yumen_governance.dispute_resolution.dossier import completeness, contents, facts, filing, making, tasks
from yumen_governance.grid_management.contention import tried_again

CASE, DOSSIER, STEP = "Dispute Case", "Case Dossier", "Resolution Step"
PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@frappe.whitelist(methods=["GET", "POST"])
def panel(case: str) -> list[dict]:
	"""Return how the dossier of each mediation of a case stands.

	:return: step, method, dossier, status, filing_number, missing (how many), items (name, need, state, count, detail, todo)
	"""
	frappe.get_doc(CASE, case).check_permission("read")
	items = contents.items()
	return [_standing(found, completeness.judge(items, found)) for found in facts.of_case(case)]


def _standing(found: facts.Facts, states: list[completeness.ItemState]) -> dict:
	dossier = found.dossier or frappe._dict()
	return {
		"step": found.step.name,
		"method": found.step.method,
		"step_number": found.step.step_number,
		"dossier": dossier.name,
		"status": dossier.status or filing.OPEN,
		"filing_number": dossier.filing_number,
		"missing": len(completeness.missing(states)),
		"items": [
			{
				"name": state.item.name,
				"need": state.item.need,
				"content": state.item.content,
				"state": state.state,
				"count": state.count,
				"detail": state.detail,
				"todo": state.todo,
			}
			for state in states
		],
	}


@frappe.whitelist(methods=["POST"])
def open_dossier(step: str) -> str:
	"""Return the dossier of a mediation, made now if there is none."""
	frappe.get_doc(STEP, step).check_permission("read")
	return filing.open_dossier(step).name


@frappe.whitelist(methods=["GET", "POST"])
def papers(dossier: str) -> list[dict]:
	"""Return the papers of a dossier that can be printed one by one: title, template, name."""
	doc = frappe.get_doc(DOSSIER, dossier)
	doc.check_permission("print")
	found = [
		{"title": sheet.title, "template": sheet.template, "name": sheet.name, "is_signed": sheet.is_signed}
		for sheet in making.papers_of(doc)
		if sheet.template
	]
	return [*making.covers(doc), *found]


@frappe.whitelist(methods=["POST"])
def paper(step: str, template: str, name: str | None = None) -> Response:
	"""Send one paper of a mediation as PDF; who may print its dossier, and each time is written into the access log."""
	dossier = _printable(step)
	return _file(making.one(dossier, template, name), f"{template}.pdf", PDF)


@frappe.whitelist(methods=["POST"])
def word(step: str, agreement: str) -> Response:
	"""Send an agreement as a Word file for editing; written into the access log like its print."""
	frappe.get_doc("Mediation Agreement", agreement).check_permission("read")
	return _file(making.as_word(_printable(step), agreement), f"人民调解协议书-{agreement}.docx", WORD)


@frappe.whitelist(methods=["POST"])
def bind(dossier: str) -> dict:
	"""Bind the whole dossier, at once or, when it is long, in the background.

	:return: is_ready: it can be fetched now
	"""
	doc = frappe.get_doc(DOSSIER, dossier)
	doc.check_permission("print")
	if doc.pdf and doc.status == filing.FILED:
		return {"is_ready": True}
	if making.is_long(doc):
		tasks.enqueue(dossier)
		return {"is_ready": False}
	making.store(doc, making.whole(doc))
	return {"is_ready": True}


@frappe.whitelist(methods=["POST"])
def whole(dossier: str) -> Response:
	"""Send the bound dossier; each time is written into the access log."""
	doc = frappe.get_doc(DOSSIER, dossier)
	doc.check_permission("print")
	return _file(making.stored(doc), making.file_name_of(doc), PDF)


@frappe.whitelist(methods=["POST"])
def file(dossier: str, retention_term: str, remarks: str | None = None) -> str:
	"""File a dossier, and return the number it is filed by; its PDF is bound afterwards."""

	def work() -> str:
		doc = frappe.get_doc(DOSSIER, dossier)
		doc.check_permission("write")
		wanted = filing.Filing(retention_term, remarks or "")
		return filing.file(doc, wanted, frappe.session.user, now_datetime()).filing_number

	number = tried_again(work)
	if frappe.has_permission(DOSSIER, "print", dossier):
		tasks.enqueue(dossier)
	return number


def _printable(step: str):
	frappe.get_doc(STEP, step).check_permission("read")
	dossier = filing.open_dossier(step)
	dossier.check_permission("print")
	return dossier


def _file(content: bytes, name: str, kind: str) -> Response:
	return Response(
		content,
		mimetype=kind,
		headers={
			"Content-Disposition": f"inline; filename*=UTF-8''{quote(name)}",
			"Cache-Control": "no-store",
			"X-Content-Type-Options": "nosniff",
		},
	)
