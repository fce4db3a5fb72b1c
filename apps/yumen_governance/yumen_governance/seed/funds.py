"""What the fund pools of level 1 grids are made of (统一管理、统筹使用), and the sign of the yuan."""

import frappe

from yumen_governance.seed import ensure

SOURCES = ("乡镇（街道）干部", "村组（社区）干部", "禁毒专干", "计生专干")


def seed() -> None:
	"""Make the kinds of post whose pay is pooled."""
	for name in SOURCES:
		ensure("Grid Fund Source", name, {"source_name": name})
	show_yuan()


def show_yuan() -> None:
	"""Give the currency its sign where it has none: the desk would write its English code before each amount."""
	if not frappe.db.exists("Currency", "CNY"):
		ensure("Currency", "CNY", {"currency_name": "CNY", "enabled": 1, "symbol": "¥"})
	elif not frappe.db.get_value("Currency", "CNY", "symbol"):
		frappe.db.set_value("Currency", "CNY", {"symbol": "¥", "enabled": 1})
