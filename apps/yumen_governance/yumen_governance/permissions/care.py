"""Who sees a special-group record: the officers of its group in its responsible unit, and the helpers named in it.

Nobody else does, whatever their role: neither the centre nor the territory. A helper sees it as long as care goes
on and they are named. A Care Visit is seen by exactly those who see its record.
"""

from functools import partial

import frappe
from frappe import _
from pypika.terms import Criterion

from yumen_governance.permissions import roles
from yumen_governance.permissions.case import WRITING
from yumen_governance.permissions.office import in_term
from yumen_governance.permissions.satellites import LINKS
from yumen_governance.permissions.scope import Scope, any_of, literal, matches, scope_of, to_sql

OFFICERS = {
	"Resettlement Record": roles.RESETTLEMENT_OFFICER,
	"Community Correction Record": roles.CORRECTION_OFFICER,
	"Mental Health Care Record": roles.MENTAL_HEALTH_OFFICER,
	"Drug Recovery Record": roles.DRUG_RECOVERY_OFFICER,
	"Youth Care Record": roles.YOUTH_PROTECTION_OFFICER,
}
CARE_DOCTYPES = tuple(OFFICERS)
VISIT = "Care Visit"
# Given to an account as long as it is named as helper in some record (registry/care/team.py)
HELPER = roles.CARE_HELPER
IN_CARE = "In Care"
# Comments of these types carry words about a person, or tell somebody of the record
SPOKEN_COMMENTS = ("Comment", "Like", "Assigned", "Shared")


def _conditions(doctype: str, user: str | None = None) -> str:
	return to_sql(readable(doctype, scope_of(user or frappe.session.user)))


# permission_query_conditions by DocType: early v15 doesn't tell the function which DocType is asked for
conditions_of_resettlement_record = partial(_conditions, "Resettlement Record")
conditions_of_community_correction_record = partial(_conditions, "Community Correction Record")
conditions_of_mental_health_care_record = partial(_conditions, "Mental Health Care Record")
conditions_of_drug_recovery_record = partial(_conditions, "Drug Recovery Record")
conditions_of_youth_care_record = partial(_conditions, "Youth Care Record")


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""has_permission of every care record; the stored record is asked, never values that came in."""
	scope = scope_of(user or frappe.session.user)
	if ptype == "create" or _is_unsaved(doc):
		return is_officer(doc.doctype, scope)
	criterion = (writable if ptype in WRITING else readable)(doc.doctype, scope)
	return matches(doc.doctype, doc.name, criterion)


def readable(doctype: str, scope: Scope) -> Criterion:
	"""The criterion for the records of a group that a person sees."""
	return any_of([*_of_my_units(doctype, scope), _helped_by_me(doctype, scope)])


def writable(doctype: str, scope: Scope) -> Criterion:
	"""The criterion for the records of a group that a person changes: an officer those of their units."""
	return any_of(_of_my_units(doctype, scope))


def is_officer(doctype: str, scope: Scope) -> bool:
	"""Tell whether a person is an officer of a group in some unit."""
	return OFFICERS[doctype] in scope.roles and bool(scope.units)


def conditions_of_visit(user: str | None = None) -> str:
	"""permission_query_conditions of Care Visit."""
	scope, visit = scope_of(user or frappe.session.user), frappe.qb.DocType(VISIT)
	return to_sql(any_of([_visits_of(visit, doctype, scope) for doctype in CARE_DOCTYPES]))


def has_permission_of_visit(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""has_permission of Care Visit: whatever the record answers to a reader.

	A new one needs a record still in care; without one the role alone decides.
	"""
	stored = frappe.db.get_value(VISIT, doc.name, ["care_doctype", "care_record"]) if doc.name else None
	doctype, record = stored or (doc.get("care_doctype"), doc.get("care_record"))
	if not record:
		return True
	scope = scope_of(user or frappe.session.user)
	if doctype not in OFFICERS or not matches(doctype, record, readable(doctype, scope)):
		return False
	return ptype not in ("create", *WRITING) or frappe.db.get_value(doctype, record, "status") == IN_CARE


def refuse_satellite(doc, method: str | None = None) -> None:
	"""Refuse to hang words, tags, tasks, reminders or messages on a care record or visit.

	Each of them would carry something about a person to others, or to where it stays. What is to be said of a
	person is a visit, which the record's own rules guard and end.

	:raises frappe.PermissionError: always, but for the comments that the framework itself writes
	"""
	doctype_field, _name_field = LINKS[doc.doctype]
	doctype = doc.get(doctype_field)
	if doctype not in (*CARE_DOCTYPES, VISIT):
		return
	if doc.doctype != "Comment" or doc.comment_type in SPOKEN_COMMENTS:
		frappe.throw(
			_("{0} takes no comments, tags, assignments or messages. Write it down as a visit.").format(
				_(doctype)
			),
			frappe.PermissionError,
		)


def helpers_today(user: str | None = None):
	"""A query of the rows that name helpers with an account in office today, of one user or of all."""
	row = frappe.qb.DocType("Care Team Member")
	query = (
		frappe.qb.from_(row)
		.where(in_term(row))
		.where(row.user == literal(user) if user else row.user.isnotnull() & (row.user != ""))
	)
	return query, row


def _of_my_units(doctype: str, scope: Scope) -> list[Criterion]:
	if not is_officer(doctype, scope):
		return []
	return scope.handled(frappe.qb.DocType(doctype).responsible_unit)


def _helped_by_me(doctype: str, scope: Scope) -> Criterion:
	table = frappe.qb.DocType(doctype)
	query, row = helpers_today(scope.user)
	return (table.status == IN_CARE) & table.name.isin(
		query.select(row.parent).where(row.parenttype == doctype)
	)


def _visits_of(visit, doctype: str, scope: Scope) -> Criterion:
	record = frappe.qb.DocType(doctype)
	seen = frappe.qb.from_(record).select(record.name).where(readable(doctype, scope))
	return (visit.care_doctype == doctype) & visit.care_record.isin(seen)


def _is_unsaved(doc) -> bool:
	return not doc.name or not frappe.db.exists(doc.doctype, doc.name)
