"""Who acts next on a case, and the desk notification that tells them."""

import frappe
from frappe import _

from yumen_governance.permissions.office import holders_of, in_term
from yumen_governance.time_limits.stages import workflow_of
from yumen_governance.time_limits.transitions import Step

TERRITORY_POSTS = {
	"Grid Leader": ("Grid Leader", "Deputy Grid Leader"),
	"Grid Member": ("Full-time Member", "Part-time Member"),
}
UNIT_ROLE = "Department Handler"


def notify_next(doc, step: Step, actor: str) -> list[str]:
	"""Write a Notification Log for everybody who may act next, in the transaction of the action.

	:return: the users told, for callers and tests
	"""
	users = [user for user in next_actors(doc) if user != actor]
	for user in users:
		_insert_notification(doc, step, user, actor)
	return users


def next_actors(doc) -> list[str]:
	"""Return the enabled users whom the outgoing transitions of the case's state wait for."""
	workflow = workflow_of(doc.doctype)
	roles = {row.allowed for row in workflow.transitions if row.state == doc.workflow_state}
	users = set()
	for role in roles:
		users.update(_holders(doc, role))
	return sorted(users)


def _holders(doc, role: str) -> list[str]:
	if role in TERRITORY_POSTS:
		return _members_of(doc.get("lead_grid"), TERRITORY_POSTS[role])
	if role == UNIT_ROLE:
		return _handlers_of(doc.get("lead_unit"))
	return holders_of(role)


def _members_of(grid: str | None, posts: tuple[str, ...]) -> list[str]:
	if not grid:
		return []
	member, user = frappe.qb.DocType("Grid Member"), frappe.qb.DocType("User")
	return (
		frappe.qb.from_(member)
		.inner_join(user)
		.on(user.name == member.user)
		.select(user.name)
		.where(
			(member.grid == grid) & member.post.isin(posts) & (member.is_active == 1) & (user.enabled == 1)
		)
		.where(in_term(member))
	).run(pluck=True)


def _handlers_of(unit: str | None) -> list[str]:
	if not unit:
		return []
	row, user = frappe.qb.DocType("Functional Unit Handler"), frappe.qb.DocType("User")
	return (
		frappe.qb.from_(row)
		.inner_join(user)
		.on(user.name == row.user)
		.select(user.name)
		.where((row.parent == unit) & (row.parenttype == "Functional Unit") & (user.enabled == 1))
	).run(pluck=True)


def _insert_notification(doc, step: Step, user: str, actor: str) -> None:
	language = frappe.get_cached_value("User", user, "language") or frappe.local.lang
	subject = _("{0}: {1} is now {2}", language).format(
		_(doc.doctype, language), frappe.utils.escape_html(doc.get_title()), _(step.to_state, language)
	)
	log = frappe.new_doc("Notification Log")
	log.update(
		{
			"type": "Alert",
			"for_user": user,
			"from_user": actor,
			"document_type": doc.doctype,
			"document_name": doc.name,
			"subject": subject,
		}
	)
	log.insert(ignore_permissions=True)  # a notification is nobody's to write, the transition was checked
