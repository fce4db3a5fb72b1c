"""What is known of one's grids on a member's phone (hook `sync_stores`)."""

import frappe
from frappe import _

from yumen_governance.field_work.sync.stores import Store
from yumen_governance.grid_management.related_rows import titles_of
from yumen_governance.permissions.scope import Scope
from yumen_governance.permissions.visits import KNOWLEDGE, sights


def knowledge() -> Store:
	"""One row for each grid of the territory and each item in use."""
	table = frappe.qb.DocType(KNOWLEDGE)
	return Store(
		doctype=KNOWLEDGE,
		fields=("grid", "item", "item_group", "known_on", "known_by_name", "note", "fresh_until"),
		criterion=lambda scope: sights(KNOWLEDGE, scope),
		live=table.is_live == 1,
		shape=finish,
	)


def finish(rows: list[dict], scope: Scope) -> list[dict]:
	"""Add names of grids and groups, and the order of the items."""
	titles = titles_of("Grid", "grid_name", (row["grid"] for row in rows))
	order = titles_of("Knowledge Item", "sort_order", (row["item"] for row in rows))
	for row in rows:
		row["grid_title"] = titles.get(row["grid"], "")
		row["label"], row["group_label"] = row["item"], _(row["item_group"])
		row["sort_order"] = order.get(row["item"], 0)
	return rows
