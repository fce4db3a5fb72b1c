"""The fund pool of one sub-district: last month's payout approved, this month's waiting for the leader."""

import frappe
from frappe.utils import add_months, getdate

from yumen_governance.demo.dataset import accounts, mail_of

TOWNSHIP = "620981001"
SOURCES = (
	("乡镇（街道）干部", "市财政工资统发", 620_000),
	("村组（社区）干部", "村（社区）干部报酬专项", 480_000),
	("禁毒专干", "禁毒工作经费", 96_000),
	("计生专干", "卫健系统专项经费", 84_000),
)
AMOUNTS = {
	"Grid Leader": 500,
	"Deputy Grid Leader": 400,
	"Full-time Member": 2860.5,
	"Part-time Member": 300,
}


def ensure_funds() -> None:
	"""Insert the pool and its sheets, unless the pool is there."""
	this_month = getdate()
	if frappe.db.exists("Grid Fund Pool", {"grid": TOWNSHIP, "year": this_month.year}):
		return
	user = frappe.session.user
	try:
		_fill(this_month)
	finally:
		frappe.set_user(user)


def _fill(this_month) -> None:
	administrator, leader = accounts()["governance_administrator"], mail_of(f"leader{TOWNSHIP}")
	frappe.set_user(administrator)
	pool = frappe.new_doc("Grid Fund Pool", grid=TOWNSHIP, year=this_month.year)
	for source, comes_from, amount in SOURCES:
		pool.append("sources", {"source": source, "comes_from": comes_from, "amount": amount})
	pool.insert()
	last_month = getdate(add_months(this_month, -1))
	if last_month.year == this_month.year:
		sheet = _sheet(pool.name, last_month)
		frappe.set_user(leader)
		frappe.get_doc("Grid Payout Sheet", sheet).approve()
		frappe.set_user(administrator)
	_sheet(pool.name, this_month)


def _sheet(pool: str, month) -> str:
	"""Insert a sheet of everybody under the grid and hand it in."""
	sheet = frappe.new_doc("Grid Payout Sheet", pool=pool, month=f"{month.month:02}")
	sheet.fill_members()
	for row in sheet.payouts:
		row.amount = row.amount or AMOUNTS[row.post]
	sheet.insert()
	sheet.hand_in()
	return sheet.name
