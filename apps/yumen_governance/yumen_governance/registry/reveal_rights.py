"""Which kinds of sealed values a person may have revealed, and of which records (Reveal Right)."""

from collections import defaultdict

import frappe

from yumen_governance.permissions import dispute, service
from yumen_governance.permissions.case import CASE_DOCTYPES, WORKING_STAGES
from yumen_governance.permissions.scope import any_of, matches, scope_of
from yumen_governance.registry.sensitive_access import Case
from yumen_governance.registry.shape import sealing_doctypes, shape_of

TERRITORY, CASE, EVERYWHERE = "Own Territory", "Own Open Case", "Everywhere"


def rights_of(user: str) -> dict[str, frozenset[str]]:
	"""Return, for each kind of value that a person may see, within what."""
	rows = frappe.get_all(
		"Reveal Right",
		{"role": ["in", frappe.get_roles(user)], "is_active": 1},
		["kind", "within"],
		as_list=True,
	)
	rights = defaultdict(set)
	for kind, within in rows:
		rights[kind].add(within)
	return {kind: frozenset(places) for kind, places in rights.items()}


def allows(places: frozenset[str], doctype: str, name: str, case: Case | None, user: str) -> bool:
	"""Tell whether one of these rights covers a record.

	:param places: what `rights_of` says of the kind of value
	:param case: the case that the person names
	"""
	if EVERYWHERE in places:
		return True
	if TERRITORY in places and _is_in_territory(doctype, name, user):
		return True
	return CASE in places and bool(case) and _is_concerned(doctype, name, case, user)


def revealable(user: str) -> dict[str, dict[str, bool]]:
	"""Return the fields of each DocType that a person's roles may have revealed, for the desk.

	:return: by DocType and field, whether an own open case must be named
	"""
	rights, found = rights_of(user), {}
	for doctype in sealing_doctypes() if rights else ():
		fields = {
			fieldname: rights[way.kind] == {CASE} and doctype not in (*dispute.BELONGING, service.REQUEST)
			for fieldname, way in shape_of(doctype).seals.items()
			if way.kind in rights
		}
		if fields and frappe.db.exists("DocType", doctype) and frappe.has_permission(doctype, user=user):
			found[doctype] = fields
	return found


def _is_in_territory(doctype: str, name: str, user: str) -> bool:
	if not frappe.get_meta(doctype).has_field("grid_path"):
		return False
	path = frappe.db.get_value(doctype, name, "grid_path")
	return bool(path) and path.startswith(scope_of(user).grid_paths)


def _is_concerned(doctype: str, name: str, case: Case, user: str) -> bool:
	"""Tell whether an open case of the person's unit or grid is about this resident, or is this record itself.

	A record of a dispute concerns whoever works on that dispute.
	"""
	if case.doctype == dispute.CASE:
		belongs = (
			doctype in dispute.BELONGING and frappe.db.get_value(doctype, name, "dispute_case") == case.name
		)
		return belongs and dispute.may_write(case.doctype, case.name, user)
	is_itself = (doctype, name) == (case.doctype, case.name)
	if case.doctype == service.REQUEST:
		return is_itself and service.may_write(name, user)
	if case.doctype not in CASE_DOCTYPES or not (is_itself or doctype == "Resident"):
		return False
	table, scope = frappe.qb.DocType(case.doctype), scope_of(user)
	mine = any_of(scope.handled(table.lead_unit) + scope.under(table.lead_grid_path))
	about = table.stage.isin(WORKING_STAGES) & (table.name == name if is_itself else table.resident == name)
	return matches(case.doctype, case.name, about & mine)


def forget_boot() -> None:
	"""Let every desk learn of changed rights, purposes or settings when it starts next."""
	frappe.cache.delete_key("bootinfo")
