"""The account of a grid member: whose it is, and the role that comes and goes with the post.

Sight follows from a post in term by itself (permissions/scope.py). The role is given by an
administrator's deliberate step and taken back by the system as soon as the post no longer carries it. Only
the two field roles are ever given or taken, and only a role that a post gave is taken back.
"""

import frappe
from frappe import _
from frappe.utils import getdate

from yumen_governance.grid_management.posts import ROLE_OF
from yumen_governance.permissions import roles
from yumen_governance.permissions.office import give_role, take_role

FIELD_ROLES = frozenset(ROLE_OF.values())


class AccountError(frappe.ValidationError):
	pass


def validate(member) -> None:
	"""Check that an account is a person's own and stands for one person.

	:raises AccountError: a system account, somebody else's, or the same post in the same grid twice
	"""
	if not member.user:
		return
	if member.user in frappe.STANDARD_USERS:
		frappe.throw(
			_("{0} is an account of the system. Enter the person's own.").format(member.user), AccountError
		)
	filters = {"user": member.user, "name": ["!=", member.name or ""]}
	fields = ["member_name", "post", "grid", "is_active"]
	for other in frappe.get_all("Grid Member", filters, fields):
		if member.has_value_changed("user") and other.member_name != member.member_name:
			frappe.throw(
				_("The account {0} belongs to {1}.").format(member.user, other.member_name), AccountError
			)
		if member.is_active and other.is_active and (other.post, other.grid) == (member.post, member.grid):
			frappe.throw(
				_("{0} holds this post in this grid already.").format(member.member_name), AccountError
			)


def missing_role(member) -> str | None:
	"""Return the role that a member's post needs and the account lacks."""
	role = ROLE_OF.get(member.post)
	if not member.user or not _carries(member, role) or role in frappe.get_roles(member.user):
		return None
	return role


def grant(member) -> str:
	"""Give the account of a stored member the role of the post.

	The Has Role row is inserted by itself: saving the whole User would run rules of Frappe that may add
	System Manager to an account.

	:raises frappe.PermissionError: the person who asks is no Governance Administrator
	:raises AccountError: nothing to give, or nobody to give it to
	"""
	if roles.ADMINISTRATOR not in frappe.get_roles():
		frappe.throw(
			_("Only a Governance Administrator gives roles to grid members."), frappe.PermissionError
		)
	if not member.user or not frappe.db.get_value("User", member.user, "enabled"):
		frappe.throw(_("{0} has no enabled account.").format(member.member_name), AccountError)
	role = missing_role(member)
	if not role:
		frappe.throw(
			_("{0} has the role already, or the post has ended.").format(member.member_name), AccountError
		)
	give_role(member.user, role)
	member.db_set("granted_role", role)
	note(member.user, _("The role {0} was given for a post in the grid network.").format(_(role)))
	return role


def take_back_unfounded(member) -> None:
	"""Take the role back that a saved member's post gave, when the post no longer carries it."""
	before = member.get_doc_before_save()
	if not before or not before.granted_role:
		return
	if member.user != before.user or not _carries(member, before.granted_role):
		take_back(before)
		member.granted_role = None


def take_back(member) -> None:
	"""Take back the role that a post gave, unless another post of the same account carries it."""
	role, user = member.granted_role, member.user
	if role not in FIELD_ROLES or not user:
		return
	frappe.db.set_value("Grid Member", member.name, "granted_role", None, update_modified=False)
	if heir := _other_post_with(role, member):
		frappe.db.set_value("Grid Member", heir, "granted_role", role, update_modified=False)
		return
	take_role(user, role)
	note(user, _("A post in the grid network ended: the role {0} was taken back.").format(_(role)))


def _other_post_with(role: str, member) -> str | None:
	filters = {"user": member.user, "name": ["!=", member.name], "is_active": 1}
	posts = frappe.get_all("Grid Member", filters, ["name", "post", "is_active", "to_date"])
	return next((post.name for post in posts if _carries(post, role)), None)


def _carries(member, role: str | None) -> bool:
	"""Tell whether a post that hasn't ended needs this role."""
	has_ended = member.to_date and getdate(member.to_date) < getdate()
	return bool(member.is_active) and not has_ended and ROLE_OF.get(member.post) == role


def note(user: str, sentence: str) -> None:
	"""Write on the account who gave or took what: Frappe's own version of a User wouldn't tell."""
	frappe.get_doc("User", user).add_comment("Info", sentence)
