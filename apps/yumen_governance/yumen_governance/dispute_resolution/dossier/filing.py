"""Opening the dossier of a mediation, and filing it: complete, numbered, bound, and closed to changes afterwards."""

from dataclasses import dataclass
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import now_datetime

from yumen_governance.dispute_resolution import acts
from yumen_governance.dispute_resolution.dossier import completeness, contents, facts, numbers, signed_files

DOSSIER, STEP = "Case Dossier", "Resolution Step"
OPEN, FILED = "Being Compiled", "Archived"
FILE_DOSSIER = "File Dossier"


class NotFilableError(frappe.ValidationError):
	pass


@dataclass(frozen=True)
class Filing:
	"""How a dossier is to be filed. retention_term: 10 Years, 30 Years or Permanent."""

	retention_term: str
	remarks: str = ""


def open_dossier(step: str):
	"""Return the dossier of a mediation, made now if there is none; the caller checked who may write it."""
	if name := frappe.db.get_value(DOSSIER, {"step": step}):
		return frappe.get_doc(DOSSIER, name)
	doc = frappe.new_doc(DOSSIER)
	doc.update({"step": step, "dispute_case": frappe.db.get_value(STEP, step, "dispute_case")})
	doc.insert()
	if doc.committee:
		numbers.prepare(doc.committee, now_datetime().year)
	return doc


def file(dossier, filing: Filing, user: str, now: datetime):
	"""File a dossier: check it, give it the next number of its committee and year, and close it.

	The number is taken last: until the transaction ends, other filings of the same committee wait for it.

	:param dossier: a Case Dossier; the caller checked who may write it
	:raises NotFilableError: filed already, no retention term, no committee, or a must-item is missing
	:raises signed_files.ChangedFileError: a signed file is not what was signed
	"""
	status = frappe.db.get_value(DOSSIER, dossier.name, "status", for_update=True)
	if status == FILED:
		frappe.throw(_("This dossier is filed already."), NotFilableError)
	refuse_unfilable(dossier, filing)
	signed_files.verify_all(dossier.step)
	committee = frappe.db.get_value(
		"Mediation Committee", dossier.committee, ["committee_name", "short_name"], as_dict=True
	)
	dossier.update(
		{"status": FILED, "filed_by": user, "filed_on": now, "committee_name": committee.committee_name}
	)
	dossier.update({"retention_term": filing.retention_term, "year": now.year})
	dossier.remarks = filing.remarks or dossier.remarks
	dossier.compiled_by = dossier.compiled_by or frappe.db.get_value("User", user, "full_name")
	dossier.compiled_on = dossier.compiled_on or now.date()
	dossier.number = numbers.take(dossier.committee, now.year)
	dossier.filing_number = numbers.write_out(committee.short_name, now.year, dossier.number)
	dossier.flags.is_filing = True
	dossier.save()
	told = _("Filed as {0}").format(dossier.filing_number)
	acts.note(frappe.get_doc(STEP, dossier.step), FILE_DOSSIER, user, now, told)
	return dossier


def refuse_unfilable(dossier, filing: Filing) -> None:
	"""Refuse a dossier that can't be filed, with everything that is missing.

	Source: the ministry's catalogue of the dossier; retention is chosen at filing.

	:raises NotFilableError: says what is missing
	"""
	terms = [term for term in dossier.meta.get_field("retention_term").options.split("\n") if term]
	if filing.retention_term not in terms:
		frappe.throw(_("Choose the retention term before filing."), NotFilableError)
	if not dossier.committee:
		frappe.throw(_("The mediation has no committee, which gives the filing number."), NotFilableError)
	states = completeness.judge(contents.items(), facts.of_step(dossier.step))
	if lacking := completeness.missing(states):
		lines = [f"{state.item.name}: {state.detail}" for state in lacking]
		frappe.throw(
			_("The dossier is not complete (catalogue of the mediation dossier, Ministry of Justice):")
			+ "<br>"
			+ "<br>".join(frappe.utils.escape_html(line) for line in lines),
			NotFilableError,
		)
