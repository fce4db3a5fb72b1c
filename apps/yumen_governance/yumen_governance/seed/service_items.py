"""What the windows of the hall do for people: items of all 18 types, their documents, questions, results and roads.

The limits stand in Time Limit Rules (seed/statutory_limits.py); those written here hold where no rule names the item.
"""

import json
from collections.abc import Mapping
from pathlib import Path

import frappe

from yumen_governance.seed import ensure

DATA = Path(__file__).parent / "data" / "service_items.json"
ITEM = "Service Item"
# What an item names of other catalogues: field, its DocType, the field by which it is named here
NAMED = {
	"event_category": ("Event Category", "category_name"),
	"dispute_type": ("Dispute Type", "name"),
	"method": ("Resolution Method", "method_name"),
}


def seed() -> None:
	"""Make the items; the legal roads afterwards, as they name one another."""
	rows = json.loads(DATA.read_text(encoding="utf-8"))
	known = {row["item_name"] for row in rows}
	for order, row in enumerate(_in_order_of_roads(rows), 1):
		roads = [road for road in row["legal_roads"] if road["service_item"] in known]
		ensure(ITEM, row["item_name"], item_values({**row, "legal_roads": roads}, order))


def _in_order_of_roads(rows: list[dict]) -> list[dict]:
	return sorted(rows, key=lambda row: bool(row["legal_roads"]))


def item_values(row: Mapping, order: int) -> dict:
	"""Return the Service Item record of a row; what it names of a catalogue that lacks it is left out."""
	named = {field: record_named(*NAMED[field], row.get(field)) for field in NAMED}
	becomes = row["becomes"]
	if (becomes, bool(named["event_category"])) == ("Governance Event", False):
		becomes = "Nothing"
	if (becomes, bool(named["method"])) == ("Resolution Step", False):
		becomes = "Dispute Case"
	return {**row, **named, "becomes": becomes, "sort_order": order * 10, "is_active": 1}


def record_named(doctype: str, fieldname: str, value: str | None) -> str | None:
	"""Return the name of a record of another catalogue, None where it isn't there."""
	if not value or not frappe.db.exists("DocType", doctype):
		return None
	return frappe.db.get_value(doctype, {fieldname: value}, "name")
