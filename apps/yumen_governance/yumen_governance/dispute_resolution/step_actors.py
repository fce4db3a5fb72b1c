"""Who acts next on a step: those who work on it, each in the roles that they hold; the centre where nobody does."""

import frappe

from yumen_governance.permissions import roles as r
from yumen_governance.permissions.dispute import readable
from yumen_governance.permissions.scope import matches, scope_of
from yumen_governance.time_limits.notifications import handlers_of

STEP = "Resolution Step"
CENTRE = (r.DISPATCHER, r.CENTRE_DIRECTOR)
DIRECTOR = "Director"


def actors(name: str, role: str) -> list[str] | None:
	"""Return the users who act on a step in a role (hook case_actors).

	:return: None, whoever holds the role, for the director of the centre where nobody works on the step yet
	"""
	workers = workers_of(name)
	if role in CENTRE:
		return None if not workers and role == r.CENTRE_DIRECTOR else []
	return [user for user in workers if role in frappe.get_roles(user) and _sees(name, user)]


def workers_of(name: str) -> list[str]:
	"""Return who works on a step: its mediators, else the director of its committee, else the handlers of its unit."""
	step = frappe.db.get_value(STEP, name, ["committee", "lead_unit"], as_dict=True)
	if not step:
		return []
	return _mediators(name) or _director(step.committee) or handlers_of([step.lead_unit])


def _sees(name: str, user: str) -> bool:
	"""Nobody is told of a case that is sealed, or from which they are excluded."""
	return matches(STEP, name, readable(STEP, scope_of(user)))


def _mediators(name: str) -> list[str]:
	where = {"parent": name, "parenttype": STEP, "recused": 0, "user": ["is", "set"]}
	return frappe.get_all("Step Mediator", where, pluck="user", order_by="is_lead desc, idx")


def _director(committee: str | None) -> list[str]:
	if not committee:
		return []
	member, mediator = frappe.qb.DocType("Committee Member"), frappe.qb.DocType("Mediator")
	return (
		frappe.qb.from_(member)
		.inner_join(mediator)
		.on(mediator.name == member.mediator)
		.select(mediator.user)
		.where((member.parent == committee) & (member.parenttype == "Mediation Committee"))
		.where((member.post == DIRECTOR) & (mediator.user != ""))
	).run(pluck=True)
