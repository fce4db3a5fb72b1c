"""Who sees and changes a case: one criterion makes the list's SQL and answers for one record.

A case DocType has owner, stage, due_on, grid_path, lead_grid_path and lead_unit.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe import _
from pypika.terms import Criterion

from yumen_governance.permissions.case_filters import said_of
from yumen_governance.permissions.case_index import PATH_FIELDS, lies_under
from yumen_governance.permissions.scope import Scope, any_of, literal, matches, scope_of, to_sql

CASE_DOCTYPES = ("Governance Event",)
# Whose tasks let a unit or grid that assists with a case see it
TASKS = {"Governance Event": "Event Task"}
WRITING = frozenset({"write", "submit", "cancel", "delete", "share", "amend", "import"})
WORKING_STAGES = ("Assigned", "Handling")


def governance_event_conditions(user: str | None = None) -> str:
	"""permission_query_conditions of Governance Event."""
	return _conditions("Governance Event", user)


def _conditions(doctype: str, user: str | None) -> str:
	seen = readable(doctype, scope_of(user or frappe.session.user))
	criteria = ([seen] if seen is not None else []) + said_of(doctype)
	return to_sql(Criterion.all(criteria)) if criteria else ""


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""has_permission of every case DocType; the stored record is asked, never values that came in.

	A new record has no territory yet: the role alone decides whether it may be created.
	"""
	criterion = (writable if ptype in WRITING else readable)(
		doc.doctype, scope_of(user or frappe.session.user)
	)
	if criterion is None or ptype == "create" or matches(doc.doctype, doc.name, criterion):
		return True
	if _is_unsaved(doc):
		return True
	_explain(doc.doctype)
	return False


def _is_unsaved(doc) -> bool:
	return not doc.name or not frappe.db.exists(doc.doctype, doc.name)


def readable(doctype: str, scope: Scope, by_task: bool = True) -> Criterion | None:
	"""The criterion for what a person sees of a case DocType; None means everything.

	:param by_task: also what they see only because they assist with it
	"""
	if scope.sees_all:
		return None
	return any_of(sights(doctype, scope, by_task))


def sights(doctype: str, scope: Scope, by_task: bool = True) -> list[Criterion]:
	"""The ways in which somebody who doesn't see everything sees a case, each answered by one index.

	As its registrar, by a unit that handles it, by the territory in which it lies or which handles it, by a task
	of a unit or grid that assists with it while it is open.
	"""
	table = frappe.qb.DocType(doctype)
	by_grid = [lies_under(table, fieldname, path) for fieldname in PATH_FIELDS for path in scope.grid_paths]
	by_unit = [table.lead_unit == literal(unit) for unit in scope.units]
	helped = assisted(doctype, scope) if by_task else []
	by_name = [table.name.isin([literal(name) for name in helped])] if helped else []
	return [table.owner == literal(scope.user), *by_unit, *by_grid, *by_name]


def assisted(doctype: str, scope: Scope) -> list[str]:
	"""Return the open cases with which a person's units and grids assist.

	Few at any time, and named one by one: an index answers, where a query inside the conditions of a list would make
	the database look at every case.
	"""
	known = frappe.flags.assisted_cases
	if known is None:
		return _find_assisted(doctype, scope)
	if (doctype, scope) not in known:
		known[doctype, scope] = _find_assisted(doctype, scope)
	return known[doctype, scope]


@contextmanager
def assisted_asked_once() -> Iterator[None]:
	"""Ask only once with which cases somebody assists, for a piece of reading in which no task changes."""
	outer, frappe.flags.assisted_cases = frappe.flags.assisted_cases, {}
	try:
		yield
	finally:
		frappe.flags.assisted_cases = outer


def _find_assisted(doctype: str, scope: Scope) -> list[str]:
	task = frappe.qb.DocType(TASKS[doctype])
	mine = scope.handled(task.unit) + scope.under(task.grid_path)
	if not mine:
		return []
	live = (task.is_live == 1) & (task.role == "Assist")
	return frappe.qb.from_(task).select(task.event).distinct().where(live & any_of(mine)).run(pluck=True)


def writable(doctype: str, scope: Scope) -> Criterion | None:
	"""The criterion for what a person changes; None means everything.

	The centre changes any case, the registrar their own until it is reported, the assigned side
	while it works on it.
	"""
	if scope.writes_all:
		return None
	table = frappe.qb.DocType(doctype)
	draft_of_mine = (table.owner == scope.user) & (table.stage == "Intake")
	assigned = any_of(scope.under(table.lead_grid_path) + scope.handled(table.lead_unit))
	return any_of([draft_of_mine, assigned & table.stage.isin(WORKING_STAGES)])


def may_write(doctype: str, name: str, user: str) -> bool:
	"""Tell whether a person may change a stored case, without a message to them when they may not."""
	criterion = writable(doctype, scope_of(user))
	held = doctype_allows(doctype, user)
	return held and (criterion is None or matches(doctype, name, criterion))


def doctype_allows(doctype: str, user: str) -> bool:
	"""Tell whether a role of the person may change cases of a DocType at all."""
	return user == "Administrator" or bool(
		frappe.permissions.get_role_permissions(frappe.get_meta(doctype), user=user).get("write")
	)


def refusal(doctype: str) -> str:
	"""The sentence that tells somebody that a case isn't theirs; it doesn't say where the case lies."""
	return _("You are not permitted to open or change this {0}.").format(_(doctype))


def _explain(doctype: str) -> None:
	"""Put a plain sentence into what Frappe tells the person when this check fails.

	Early v15 drops pushed sentences when it checks the DocType in between; the error message stays.
	"""
	frappe.flags.error_message = refusal(doctype)
	push = getattr(frappe.permissions, "push_perm_check_log", None)
	if push:
		push(refusal(doctype))
