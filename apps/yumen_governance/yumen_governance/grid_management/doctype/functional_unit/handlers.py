"""How many enabled people handle for each unit: a stored figure, for lists and filters."""

from itertools import groupby

import frappe
from frappe.query_builder.functions import Count


def recount_for(user, method: str | None = None) -> None:
	"""Recount when an account was enabled or disabled."""
	if user.get_doc_before_save() and user.has_value_changed("enabled"):
		recount()


def recount() -> None:
	"""Bring `active_handlers` of every unit up to date; handlers of a unit act for the units below it."""
	wrong = sorted((found, name) for name, stored, found in _counts() if stored != found)
	for found, rows in groupby(wrong, key=lambda row: row[0]):
		names = [name for _found, name in rows]
		frappe.db.set_value(
			"Functional Unit", {"name": ["in", names]}, "active_handlers", found, update_modified=False
		)


def _counts() -> list[tuple[str, int, int]]:
	unit, own = (
		frappe.qb.DocType("Functional Unit").as_("unit"),
		frappe.qb.DocType("Functional Unit").as_("own"),
	)
	row, user = frappe.qb.DocType("Functional Unit Handler"), frappe.qb.DocType("User")
	return (
		frappe.qb.from_(unit)
		.left_join(own)
		.on((own.lft <= unit.lft) & (own.rgt >= unit.rgt) & (own.is_active == 1))
		.left_join(row)
		.on((row.parent == own.name) & (row.parenttype == "Functional Unit"))
		.left_join(user)
		.on((user.name == row.user) & (user.enabled == 1))
		.select(unit.name, unit.active_handlers, Count(user.name).distinct())
		.groupby(unit.name, unit.active_handlers)
	).run()
