"""A mediation with its papers, for the tests of the dossier: each record is stored as its own actions would leave it."""

import io

import frappe
from PIL import Image
from pypdf import PdfWriter

from yumen_governance.dispute_resolution import steps
from yumen_governance.dispute_resolution.dossier import filing, numbers
from yumen_governance.dispute_resolution.dossier.signed_files import digest
from yumen_governance.tests.factories import make_committee, make_dispute, make_party, next_number

METHOD = "人民调解"
IDENTITY = "当事人身份证明"
BELOW = (
	"Case Dossier",
	"Rights Notice",
	"Mediation Session",
	"Mediation Agreement",
	"Case Access",
	"Dispute Party",
	"Resolution Step",
)
NOW = "2026-11-23 09:30:00"


def a_pdf(pages: int = 1) -> bytes:
	"""Return a PDF of empty pages, no two of them alike."""
	writer, written = PdfWriter(), io.BytesIO()
	for _number in range(pages):
		writer.add_blank_page(width=420 + next_number() % 100, height=595)
	writer.write(written)
	return written.getvalue()


def a_picture(kind: str = "PNG") -> bytes:
	"""Return a picture."""
	written = io.BytesIO()
	Image.new("RGB", (60, 40), (200, 30, next_number() % 255)).save(written, kind)
	return written.getvalue()


def make_file(content: bytes, file_name: str = "scan.pdf", **values) -> str:
	"""Store a private file and return its address."""
	stem, _dot, extension = file_name.rpartition(".")
	name = f"{stem}-{frappe.generate_hash(length=12)}.{extension}"
	file = frappe.get_doc(
		{"doctype": "File", "file_name": name, "is_private": 1, "content": content, **values}
	)
	return file.insert(ignore_permissions=True).file_url  # a test's own


def make_mediation(committee: str | None = None, **values):
	"""Return an accepted mediation of a case with an applicant and a respondent."""
	case = make_dispute(**values)
	for side in ("Applicant", "Respondent"):
		make_party(case.name, side=side)
	step = steps.open_step(case.name, METHOD, frappe.session.user, frappe.utils.get_datetime(NOW))
	committee = committee or make_committee().name
	step.db_set({"accepted_on": "2026-11-01", "committee": committee})
	step.reload()
	return step


def parties_of(step) -> list[str]:
	"""Return the parties of a mediation's case."""
	return frappe.get_all(
		"Dispute Party", {"dispute_case": step.dispute_case}, pluck="name", order_by="creation"
	)


def make_notice(step, received: bool = True):
	"""Insert the notice of rights, received by every party."""
	day = "2026-11-02" if received else None
	receipts = [{"party": party, "received_on": day} for party in parties_of(step)]
	notice = {"told_on": "2026-11-02", "receipts": receipts}
	return _insert("Rights Notice", step, **notice)


def make_session(step, **values):
	"""Insert the signed record of a session."""
	session = {
		"number": 1,
		"held_on": "2026-11-05 09:00:00",
		"place": "第一调解室",
		"told_rights": 1,
		**values,
	}
	doc = frappe.new_doc("Mediation Session")
	doc.update({"name": f"session-{next_number()}", "dispute_case": step.dispute_case, "step": step.name})
	doc.update({"case_title": step.case_title, "status": "Signed", **session})
	doc.db_insert()
	return doc


def make_agreement(step, **values):
	"""Insert a written agreement that its parties signed, with its scan; the mediation ends in it."""
	content = a_pdf()
	doc = frappe.new_doc("Mediation Agreement")
	doc.update({"name": f"agreement-{next_number()}", "dispute_case": step.dispute_case, "step": step.name})
	doc.update(
		{"kind": "Written", "facts": "双方因相邻排水发生争议。", "terms": "被申请人于年底前修复排水沟。"}
	)
	doc.update({"stage": "Handling", "workflow_state": "In Performance", "effective_on": "2026-11-06"})
	doc.update({"signed_file": make_file(content), "signed_file_hash": digest(content), **values})
	doc.db_insert()
	step.db_set({"outcome": "Agreement", "ended_on": "2026-11-06 11:00:00"})
	return doc


def make_dossier(step, with_identity: bool = True):
	"""Open the dossier of a mediation, with an identity paper of each party."""
	dossier = filing.open_dossier(step.name)
	if with_identity:
		for party in parties_of(step):
			paper = {"item_type": IDENTITY, "party": party, "file": make_file(a_picture(), "id.png")}
			dossier.append("papers", paper)
		dossier.save()
	return dossier


def make_complete(committee: str | None = None):
	"""Return a dossier in which nothing is missing."""
	step = make_mediation(committee)
	make_notice(step)
	make_session(step)
	make_agreement(step)
	return make_dossier(step)


def take_out(dossiers: list, committee: str) -> None:
	"""Take out what a test committed, past every rule."""
	frappe.db.rollback()
	for dossier in dossiers:
		case = {"dispute_case": dossier.dispute_case}
		for doctype in BELOW:
			for name in frappe.get_all(doctype, case, pluck="name"):
				frappe.db.delete("File", {"attached_to_doctype": doctype, "attached_to_name": name})
				frappe.db.delete("Timeline Entry", {"reference_doctype": doctype, "reference_name": name})
				_take_out(doctype, name)
		_take_out("Dispute Case", dossier.dispute_case)
	for row in frappe.get_doc("Mediation Committee", committee).members:
		_take_out("Mediator", row.mediator)
	_take_out("Mediation Committee", committee)
	frappe.db.sql(f"delete from `{numbers.TABLE}` where committee = %s", committee)
	frappe.db.commit()
	frappe.db.savepoint("governance_test")


def _take_out(doctype: str, name: str) -> None:
	for field in frappe.get_meta(doctype).get_table_fields():
		frappe.db.delete(field.options, {"parent": name, "parenttype": doctype})
	frappe.db.delete(doctype, {"name": name})


def _insert(doctype: str, step, **values):
	doc = frappe.new_doc(doctype)
	doc.update({"dispute_case": step.dispute_case, "step": step.name, **values})
	return doc.insert()
