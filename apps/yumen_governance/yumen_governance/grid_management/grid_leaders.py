"""The members of a grid that took another one over: one leader, and nobody bound to it twice."""

import frappe
from frappe.query_builder.functions import Coalesce
from frappe.utils import getdate

from yumen_governance.grid_management.posts import DEPUTY, LEADER

MEMBER, FURTHER = "Grid Member", "Grid Member Grid"


def settle_members(grid: str, leader: str | None) -> None:
	"""Leave a grid one leader in office; the others become deputies. Drop bindings that are double now.

	:param leader: the Grid Member who stays leader; without one, who has led longest
	"""
	leaders = leaders_in_office(grid, lock=True)
	if len(leaders) > 1:
		stays = leader if leader in leaders else leaders[0]
		others = [name for name in leaders if name != stays]
		frappe.db.set_value(MEMBER, {"name": ["in", others]}, "post", DEPUTY)
	_drop_double_bindings(grid)


def leaders_in_office(grid: str, lock: bool = False) -> list[str]:
	"""Return the leaders of a grid whose term hasn't ended, who entered first first.

	:param lock: read what is committed by now, and keep it so until the transaction ends
	"""
	member, today = frappe.qb.DocType(MEMBER), getdate()
	query = (
		frappe.qb.from_(member)
		.select(member.name)
		.where((member.grid == grid) & (member.post == LEADER) & (member.is_active == 1))
		.where(Coalesce(member.to_date, today) >= today)
		.orderby(Coalesce(member.from_date, "1900-01-01"), member.creation, member.name)
	)
	return (query.for_update() if lock else query).run(pluck=True)


def _drop_double_bindings(grid: str) -> None:
	"""A member whose post is in a grid, or who is bound to it already, isn't bound to it a second time."""
	rows = frappe.get_all(FURTHER, {"grid": grid}, ["name", "parent"], order_by="parent, idx")
	at_home = set(frappe.get_all(MEMBER, {"grid": grid}, pluck="name"))
	seen, doubled = at_home, []
	for row in rows:
		if row.parent in seen:
			doubled.append(row.name)
		seen.add(row.parent)
	if doubled:
		frappe.db.delete(FURTHER, {"name": ["in", doubled]})
	frappe.db.set_value(FURTHER, {"grid": grid}, "grid_code", grid, update_modified=False)
