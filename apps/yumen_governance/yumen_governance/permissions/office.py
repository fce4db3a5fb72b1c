"""Who holds a role or a term of office today, and giving and taking a role one by one."""

import frappe
from frappe.query_builder.functions import Coalesce
from frappe.utils import getdate
from pypika import Table
from pypika.terms import Criterion


def holders_of(*roles: str) -> list[str]:
	"""Return the enabled users who hold one of these roles, without the framework's own accounts."""
	held, user = frappe.qb.DocType("Has Role"), frappe.qb.DocType("User")
	return (
		frappe.qb.from_(held)
		.inner_join(user)
		.on(user.name == held.parent)
		.select(user.name)
		.distinct()
		.where((held.parenttype == "User") & held.role.isin(roles) & (user.enabled == 1))
		.where(user.name.notin(frappe.STANDARD_USERS))
		.orderby(user.name)
	).run(pluck=True)


def in_term(row: Table) -> Criterion:
	"""The criterion for a row with from_date and to_date whose term runs today; an empty end is open."""
	today = getdate()
	return (Coalesce(row.from_date, today) <= today) & (Coalesce(row.to_date, today) >= today)


def give_role(user: str, role: str) -> None:
	"""Give an account a role; whoever calls has checked that this is right."""
	place = {"parent": user, "parenttype": "User", "parentfield": "roles"}
	frappe.get_doc({"doctype": "Has Role", "role": role, **place}).insert(
		ignore_permissions=True  # the caller has checked; nobody else may write to an account's roles
	)
	_forget_roles(user)


def take_role(user: str, role: str) -> None:
	"""Take a role from an account."""
	frappe.db.delete("Has Role", {"parent": user, "parenttype": "User", "role": role})
	_forget_roles(user)


def _forget_roles(user: str) -> None:
	"""Drop what is cached of a user, again after the commit: another request may have read in between."""
	frappe.clear_cache(user=user)
	frappe.db.after_commit.add(lambda: frappe.clear_cache(user=user))
