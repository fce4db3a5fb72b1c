"""What a night's recount found, written down for the auditor before it is put right."""

from datetime import datetime

import frappe
from frappe import _

from yumen_governance.events.tally import recount
from yumen_governance.events.tally.cells import DUE, EVERYWHERE, STATE
from yumen_governance.events.tally.layout import COUNTED, EVENT
from yumen_governance.events.tally.recount import Drift
from yumen_governance.grid_management.code_written import write

CHECK = "Counter Check"
MOST_WRITTEN = 200


def check(now: datetime) -> list[Drift]:
	"""Compare the tally with the events, write down what differs, and put it right.

	One record a day; a second check of the day adds what it found.

	:return: the numbers that were wrong
	"""
	found = recount.drifts(now)
	_write(now, found)
	recount.repair(found)
	recount.put_past_together(now)
	return found


def _write(now: datetime, found: list[Drift]) -> None:
	name = str(now.date())
	exists = frappe.db.exists(CHECK, name)
	if exists and not found:
		return
	doc = frappe.get_doc(CHECK, name) if exists else frappe.new_doc(CHECK, checked_on=now.date())
	doc.events = _events_counted()
	doc.differing = (doc.differing or 0) + len(found)
	for row in found[: MOST_WRITTEN - len(doc.differences)]:
		doc.append("differences", _described(row))
	write(doc)


def _events_counted() -> int:
	return frappe.db.sql(f"select count(*) from `tab{EVENT}` where `{COUNTED}` is not null")[0][0]


def _described(row: Drift) -> dict:
	return {"area": _area(row.area), "what": _what(row), "counted": row.counted, "true_number": row.true}


def _area(area: str) -> str:
	kind, _colon, name = area.partition(":")
	if area == EVERYWHERE:
		return _("Whole city")
	if kind == "grid":
		grid = name.rstrip(".").split(".")[-1]
		return frappe.db.get_value("Grid", grid, "grid_name") or grid
	return frappe.db.get_value("Functional Unit", name, "unit_name") or name


def _what(row: Drift) -> str:
	if row.measure == DUE:
		return _("Due in the hour {0}").format(row.value)
	stage, _slash, rest = row.value.partition("/")
	text = _(rest) if row.measure == STATE else rest
	return f"{_(stage)} / {text}"
