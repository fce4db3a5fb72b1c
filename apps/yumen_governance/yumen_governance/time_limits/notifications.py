"""Who acts next on a case, and the notice that tells them."""

from collections.abc import Callable, Iterable

import frappe

from yumen_governance.grid_management.timeline import Act
from yumen_governance.permissions.office import holders_of, in_term
from yumen_governance.time_limits import outbox
from yumen_governance.time_limits.stages import workflow_of
from yumen_governance.time_limits.transitions import ways_on

HOOK = "case_actors"
TERRITORY_POSTS = {
	"Grid Leader": ("Grid Leader", "Deputy Grid Leader"),
	"Grid Member": ("Full-time Member", "Part-time Member"),
}
UNIT_ROLE = "Department Handler"


def tell_next(doc, act: Act, entry: str) -> None:
	"""Post one notice for whoever may act next, in the transaction of the action, however many they are.

	:param entry: the action's Timeline Entry
	"""
	values = {
		"action": act.action,
		"state": act.to_state,
		"actor": frappe.get_cached_value("User", act.actor, "full_name"),
		"due_on": doc.get("due_on"),
		"opinion": act.opinion,
	}
	audience = outbox.next_actors(doc)
	outbox.post(outbox.Notice("Next Actor", doc.doctype, doc.name, audience, values, key=f"step:{entry}"))


def next_actors(doc) -> list[str]:
	"""Return the enabled users whom the outgoing transitions of the case's state wait for."""
	return next_users(doc.doctype, doc.workflow_state, doc.get("lead_grid"), doc.get("lead_unit"), doc.name)


def next_users(
	doctype: str, state: str | None, grid: str | None, unit: str | None, name: str | None = None
) -> list[str]:
	"""Return the enabled users whom the transitions of a state wait for that bring the case on.

	Taking it back, cancelling and merging are always open to the centre, and nobody is asked to do them.

	:param grid: the grid that leads the case; its leaders and members may act
	:param unit: the unit that leads it; its handlers may act
	:param name: the case, for DocTypes whose module says by it who acts (hook case_actors), such as its mediators
	"""
	workflow = workflow_of(doctype)
	if not workflow:
		return []
	users, roles = set(), {row.allowed for row in ways_on(workflow, state)}
	named = actors_by_name(doctype) if name else None
	for role in roles:
		known = named(name, role) if named else None
		users.update(_holders(role, grid, unit) if known is None else known)
	return sorted(users)


def actors_by_name(doctype: str) -> Callable[[str, str], list[str] | None] | None:
	"""Return what says of a case of this DocType who acts in a role: users, or None for whoever usually does."""
	paths = (frappe.get_hooks(HOOK) or {}).get(doctype)
	return frappe.get_attr(paths[-1]) if paths else None


def _holders(role: str, grid: str | None, unit: str | None) -> list[str]:
	if role in TERRITORY_POSTS:
		return members_of([grid], TERRITORY_POSTS[role])
	if role == UNIT_ROLE:
		return handlers_of([unit])
	return holders_of(role)


def members_of(grids: Iterable[str | None], posts: tuple[str, ...] | None = None) -> list[str]:
	"""Return the enabled users with an active post in one of these grids, whatever the post unless posts are named."""
	names = list(filter(None, grids))
	if not names:
		return []
	member, user = frappe.qb.DocType("Grid Member"), frappe.qb.DocType("User")
	query = (
		frappe.qb.from_(member)
		.inner_join(user)
		.on(user.name == member.user)
		.select(user.name)
		.where(member.grid.isin(names) & (member.is_active == 1) & (user.enabled == 1))
		.where(in_term(member))
	)
	return (query.where(member.post.isin(posts)) if posts else query).run(pluck=True)


def handlers_of(units: Iterable[str | None]) -> list[str]:
	"""Return the enabled users who handle for one of these functional units."""
	names = list(filter(None, units))
	if not names:
		return []
	row, user = frappe.qb.DocType("Functional Unit Handler"), frappe.qb.DocType("User")
	return (
		frappe.qb.from_(row)
		.inner_join(user)
		.on(user.name == row.user)
		.select(user.name)
		.where(row.parent.isin(names) & (row.parenttype == "Functional Unit") & (user.enabled == 1))
	).run(pluck=True)
