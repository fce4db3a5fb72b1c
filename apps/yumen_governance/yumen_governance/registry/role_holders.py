"""Who holds a role, to be told of something."""

import frappe


def holders_of(*roles: str) -> list[str]:
	"""Return the enabled users who hold one of these roles."""
	held, user = frappe.qb.DocType("Has Role"), frappe.qb.DocType("User")
	return (
		frappe.qb.from_(held)
		.inner_join(user)
		.on(user.name == held.parent)
		.select(user.name)
		.distinct()
		.where((held.parenttype == "User") & held.role.isin(roles) & (user.enabled == 1))
		.where(user.name.notin(["Administrator", "Guest"]))
		.orderby(user.name)
	).run(pluck=True)
