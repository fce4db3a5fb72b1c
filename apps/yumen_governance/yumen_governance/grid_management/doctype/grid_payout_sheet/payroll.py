"""Who stands on a payout sheet: members in office in the month under the pool's grid, each person once."""

import frappe
from frappe import _
from frappe.utils import add_months, flt, get_first_day, get_last_day, getdate

from yumen_governance.grid_management.doctype.grid_fund_pool.grid_fund_pool import PRECISION, FundsError
from yumen_governance.grid_management.posts import ROLE_OF

POSTS = tuple(ROLE_OF)


def fill(sheet) -> int:
	"""Add who is in office in the sheet's month and not on it yet, with the amount of the month before.

	A person with several posts is listed once, with the first of them from the top.

	:return: how many were added
	"""
	members = _in_office(sheet)
	listed = {row.member for row in sheet.payouts}
	persons = {_person(member) for member in members if member.name in listed}
	amounts = _amounts_before(sheet)
	added = 0
	for member in members:
		if _person(member) not in persons:
			persons.add(_person(member))
			sheet.append("payouts", {"member": member.name, "amount": amounts.get(member.name, 0)})
			added += 1
	_set_names(sheet, {member.name: member for member in members})
	return added


def complete(sheet) -> None:
	"""Check the rows of a sheet in preparation, and write each member's name, post and grid into them.

	:raises FundsError: a member from elsewhere, out of office in that month, or listed twice
	"""
	members = _members({"name": ["in", [row.member for row in sheet.payouts] or [""]]})
	persons = {}
	for row in sheet.payouts:
		row.amount = flt(row.amount, PRECISION)
		member = members.get(row.member)
		_validate_row(sheet, row, member)
		first = persons.setdefault(_person(member), row)
		if first is not row:
			frappe.throw(
				_("Row {0}: {1} is paid in row {2} already.").format(row.idx, member.member_name, first.idx),
				FundsError,
			)
	_set_names(sheet, members)


def _validate_row(sheet, row, member) -> None:
	if not member:
		problem = _("Row {0}: choose a grid member.")
	elif not (member.grid_path or "").startswith(sheet.grid_path):
		problem = _("Row {0}: {1} has no post under this level 1 grid.")
	elif not _in_term(member, sheet.period):
		problem = _("Row {0}: {1} was not in office in this month.")
	else:
		return
	frappe.throw(problem.format(row.idx, member and member.member_name), FundsError)


def validate_complete(sheet) -> None:
	"""Refuse to hand in a sheet that pays nobody, or somebody nothing.

	:raises FundsError: no rows, or a row without an amount
	"""
	if not sheet.payouts:
		frappe.throw(_("The sheet lists nobody yet. Fill in the members first."), FundsError)
	for row in sheet.payouts:
		if row.amount <= 0:
			frappe.throw(
				_("Row {0}: enter an amount for {1}, or delete the row.").format(row.idx, row.member_name),
				FundsError,
			)


def content(sheet) -> list[tuple]:
	"""Return what a sheet says, without what the system adds: to tell whether somebody changed it."""
	texts = ("member", "member_name", "post", "grid", "grid_name", "remark")
	rows = [(flt(row.amount, PRECISION), *(row.get(key) or "" for key in texts)) for row in sheet.payouts]
	return [(sheet.pool, sheet.month, sheet.remark or ""), *rows]


def _in_office(sheet) -> list:
	members = _members({"is_active": 1, "grid_path": ["like", f"{sheet.grid_path}%"]}).values()
	in_office = [member for member in members if _in_term(member, sheet.period)]
	return sorted(in_office, key=lambda member: (member.grid_path, POSTS.index(member.post), member.name))


def _members(filters: dict) -> dict:
	fields = ["name", "member_name", "post", "grid", "grid_path", "user", "from_date", "to_date"]
	rows = frappe.get_all("Grid Member", filters, [*fields, "grid.grid_name"])
	return {row.name: row for row in rows}


def _in_term(member, period: str) -> bool:
	month = getdate(f"{period}-01")
	begins_later = member.from_date and getdate(member.from_date) > get_last_day(month)
	ended_before = member.to_date and getdate(member.to_date) < get_first_day(month)
	return not (begins_later or ended_before)


def _person(member) -> str:
	return member.user or member.name


def _amounts_before(sheet) -> dict[str, float]:
	"""Amounts of a revoked sheet of the same month, else of the month before."""
	before = add_months(getdate(f"{sheet.period}-01"), -1).strftime("%Y-%m")
	table, row = frappe.qb.DocType("Grid Payout Sheet"), frappe.qb.DocType("Grid Payout Row")
	revoked_now = (table.period == sheet.period) & (table.docstatus == 2)
	month_before = (table.period == before) & (table.docstatus < 2)
	name = (
		frappe.qb.from_(table)
		.select(table.name)
		.where((table.grid == sheet.grid) & (revoked_now | month_before))
		.orderby(table.period, order=frappe.qb.desc)
		.orderby(table.creation, order=frappe.qb.desc)
		.limit(1)
	).run(pluck=True)
	if not name:
		return {}
	rows = frappe.qb.from_(row).select(row.member, row.amount).where(row.parent == name[0]).run()
	return dict(rows)


def _set_names(sheet, members: dict) -> None:
	for row in sheet.payouts:
		if member := members.get(row.member):
			row.update({key: member[key] for key in ("member_name", "post", "grid", "grid_name")})
