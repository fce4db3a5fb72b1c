"""Need-to-know: who sees and changes a dispute case, and every record with a `dispute_case`.

| level | by role | in the case |
|---|---|---|
| Ordinary | director of the centre, auditor, dispatcher | persons, handlers of the units, directors of the committee |
| Confidential | director of the centre, auditor | the same |
| Sealed | director of the centre | persons named, the director of the committee |

Who is in a case says Case Access, by rows of its own; whoever a Case Exclusion names sees nothing of it. One criterion
makes the SQL of lists, counts, reports and searches, and answers for one record.
"""

from collections.abc import Callable

import frappe
from frappe.utils.caching import request_cache
from pypika.queries import QueryBuilder
from pypika.terms import Criterion

from yumen_governance.permissions import roles
from yumen_governance.permissions.case import WRITING, refusal
from yumen_governance.permissions.scope import Scope, any_of, literal, matches, scope_of, to_sql
from yumen_governance.time_limits.stages import ENDED

CASE, ACCESS, EXCLUSION = "Dispute Case", "Case Access", "Case Exclusion"
# Every DocType whose records belong to a case by their field dispute_case
BELONGING = (
	"Dispute Party",
	ACCESS,
	EXCLUSION,
	"Case Task",
	"Resolution Step",
	"Case Dossier",
	"Rights Notice",
	"Power of Attorney",
	"Investigation Record",
	"Evidence Item",
	"Situation Note",
	"Mediation Session",
	"Mediation Agreement",
	"Performance Instalment",
	"Judicial Confirmation",
	"Return Visit",
)
# What is still written when the case has ended
AFTER_THE_END = frozenset(
	{
		"Case Dossier",
		"Evidence Item",
		"Investigation Record",
		"Judicial Confirmation",
		"Mediation Agreement",
		"Performance Instalment",
		"Power of Attorney",
		"Return Visit",
		"Rights Notice",
		"Situation Note",
	}
)

ORDINARY, CONFIDENTIAL, SEALED = LEVELS = ("Ordinary", "Confidential", "Sealed")
# Role: the levels whose cases it shows without being in them
SHOWN = {
	roles.CENTRE_DIRECTOR: LEVELS,
	roles.AUDITOR: (ORDINARY, CONFIDENTIAL),
	roles.DISPATCHER: (ORDINARY,),
}
CENTRE = frozenset({roles.CENTRE_DIRECTOR, roles.DISPATCHER})
# The capacities in which somebody works on a case; the others registered it, and change it until it is accepted
WORKING = (
	"Mediator",
	"Committee",
	"Lead Unit",
	"Assisting Unit",
	"Court Liaison",
	"Arbitration Handler",
	"Emergency",
)
UNTIL_ACCEPTED = ("Intake", "Triage")
DIRECTORS = ("Director", "Deputy Director")


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""has_permission of Dispute Case and of BELONGING; the stored record is asked, never values that came in.

	Whoever makes a record of a case must be allowed to change that case; a new case is the role's to make.
	"""
	scope = scope_of(user or frappe.session.user)
	if not doc.name or ptype == "create" or not frappe.db.exists(doc.doctype, doc.name):
		allowed = doc.doctype == CASE or not doc.get("dispute_case") or _may_add_to(doc, scope)
	else:
		criterion = (writable if ptype in WRITING else readable)(doc.doctype, scope)
		allowed = criterion is None or matches(doc.doctype, doc.name, criterion)
	if not allowed:
		frappe.flags.error_message = refusal(doc.doctype)
	return allowed


def _may_add_to(doc, scope: Scope) -> bool:
	changes = writable(CASE, scope, after_the_end=doc.doctype in AFTER_THE_END)
	return changes is None or matches(CASE, doc.dispute_case, changes)


def may_write(doctype: str, name: str, user: str) -> bool:
	"""Tell whether a person may change a stored record, without a message to them when they may not."""
	held = frappe.permissions.get_role_permissions(frappe.get_meta(doctype), user=user)
	if user != "Administrator" and not held.get("write"):
		return False
	criterion = writable(doctype, scope_of(user))
	return criterion is None or matches(doctype, name, criterion)


def readable(doctype: str, scope: Scope) -> Criterion | None:
	"""The criterion for what a person sees of Dispute Case or of BELONGING; None means everything."""
	if scope.user == "Administrator":
		return None
	case = _case_of(doctype)
	return _seen_by_role(doctype, case, scope) & case.notin(_excluded(scope))


def writable(doctype: str, scope: Scope, after_the_end: bool = False) -> Criterion | None:
	"""The criterion for what a person changes; None means everything.

	The centre changes what it sees, who works on a case changes it while it is open, who registered it until it is
	accepted.

	:param after_the_end: also in cases that have ended
	"""
	if scope.user == "Administrator":
		return None
	case, table = _case_of(doctype), frappe.qb.DocType(CASE)
	ways = [case.isin(_cases_in_hand(scope, after_the_end or doctype in AFTER_THE_END))]
	if scope.roles & CENTRE:
		of_the_centre = _seen_by_role(CASE, table.name, scope)
		ways.append(
			of_the_centre
			if doctype == CASE
			else case.isin(frappe.qb.from_(table).select(table.name).where(of_the_centre))
		)
	return any_of(ways) & case.notin(_excluded(scope))


def _case_of(doctype: str):
	table = frappe.qb.DocType(doctype)
	return table.name if doctype == CASE else table.dispute_case


def _seen_by_role(doctype: str, case, scope: Scope) -> Criterion:
	"""The criterion for the cases of the levels that a person's roles show, and of those in which they are."""
	shown = {level for role in SHOWN if role in scope.roles for level in SHOWN[role]}
	mine = case.isin(_cases_of(scope))
	if not shown:
		return mine
	hidden = [literal(level) for level in LEVELS if level not in shown]
	if not hidden:
		return case.isnotnull()
	table = frappe.qb.DocType(CASE)
	if doctype == CASE:
		return table.confidentiality.isin([literal(level) for level in shown]) | mine
	of_hidden = frappe.qb.from_(table).select(table.name).where(table.confidentiality.isin(hidden))
	return case.notin(of_hidden) | mine


def _cases_of(scope: Scope, *capacities: str) -> QueryBuilder:
	"""The cases in which a person is, by their own name, by a unit or by a committee that they lead.

	:param capacities: only as one of these
	"""
	access = frappe.qb.DocType(ACCESS)
	directed, led = committees_of(scope.user)
	ways = [access.user == literal(scope.user)]
	if scope.units:
		ways.append(_named(access.unit, scope.units) & (access.confidentiality != SEALED))
	if directed:
		ways.append(_named(access.committee, directed))
	if led:
		ways.append(_named(access.committee, led) & (access.confidentiality != SEALED))
	query = frappe.qb.from_(access).select(access.dispute_case).where((access.is_live == 1) & any_of(ways))
	return query.where(_named(access.capacity, capacities)) if capacities else query


def _cases_in_hand(scope: Scope, after_the_end: bool) -> QueryBuilder:
	"""The cases that a person changes because they are in them."""
	case = frappe.qb.DocType(CASE)
	working = case.name.isin(_cases_of(scope, *WORKING))
	if not after_the_end:
		working &= case.stage.notin([literal(stage) for stage in ENDED])
	early = _named(case.stage, UNTIL_ACCEPTED) & case.name.isin(_cases_of(scope, "Registrar", "Window"))
	return frappe.qb.from_(case).select(case.name).where(working | early)


def _excluded(scope: Scope) -> QueryBuilder:
	exclusion = frappe.qb.DocType(EXCLUSION)
	query = frappe.qb.from_(exclusion).select(exclusion.dispute_case)
	return query.where((exclusion.user == literal(scope.user)) & (exclusion.is_live == 1))


def _named(column, names) -> Criterion:
	return column.isin([literal(name) for name in names])


@request_cache
def committees_of(user: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
	"""Return the mediation committees of which a person is the director, and those of which they are a deputy."""
	member, mediator, committee = map(
		frappe.qb.DocType, ("Committee Member", "Mediator", "Mediation Committee")
	)
	rows = (
		frappe.qb.from_(member)
		.inner_join(mediator)
		.on(mediator.name == member.mediator)
		.inner_join(committee)
		.on(committee.name == member.parent)
		.select(committee.name, member.post)
		.where((mediator.user == user) & (mediator.is_active == 1) & (committee.is_active == 1))
		.where((member.parenttype == "Mediation Committee") & member.post.isin(DIRECTORS))
	).run()
	director, deputy = DIRECTORS
	return (
		tuple(name for name, post in rows if post == director),
		tuple(name for name, post in rows if post == deputy),
	)


def _conditions_of(doctype: str) -> Callable:
	def query_conditions(user: str | None = None) -> str:
		return to_sql(readable(doctype, scope_of(user or frappe.session.user)))

	return query_conditions


conditions_of_case = _conditions_of(CASE)
conditions_of_party = _conditions_of("Dispute Party")
conditions_of_access = _conditions_of(ACCESS)
conditions_of_exclusion = _conditions_of(EXCLUSION)
conditions_of_case_task = _conditions_of("Case Task")
conditions_of_dossier = _conditions_of("Case Dossier")
conditions_of_rights_notice = _conditions_of("Rights Notice")
conditions_of_power_of_attorney = _conditions_of("Power of Attorney")
conditions_of_investigation_record = _conditions_of("Investigation Record")
conditions_of_evidence_item = _conditions_of("Evidence Item")
conditions_of_situation_note = _conditions_of("Situation Note")
conditions_of_step = _conditions_of("Resolution Step")
conditions_of_session = _conditions_of("Mediation Session")
conditions_of_agreement = _conditions_of("Mediation Agreement")
conditions_of_instalment = _conditions_of("Performance Instalment")
conditions_of_confirmation = _conditions_of("Judicial Confirmation")
conditions_of_return_visit = _conditions_of("Return Visit")
