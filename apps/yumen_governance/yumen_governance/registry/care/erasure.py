"""Making records anonymous: some time after the end nothing stays of a person but a count.

What has passed the retention of its legal purpose is deleted with every trace of it, and counted up in Care
Statistic (kind, level 1 grid, year, reason). There is no way back.
"""

from collections import Counter

import frappe
from frappe import _
from frappe.utils import add_days, getdate
from pypika.terms import Values

from yumen_governance.permissions.care import CARE_DOCTYPES, VISIT
from yumen_governance.registry.care.record import ENDED
from yumen_governance.registry.care.traces import delete_record, forget_filters
from yumen_governance.registry.sensitive_access import record_access
from yumen_governance.seed.grids import CITY_CODE

STATISTIC = "Care Statistic"
BATCH = 50


def make_due_anonymous(today) -> int:
	"""Make one batch of records anonymous that have passed their retention.

	:param today: the date of the day
	:return: how many; 0 when none is left
	"""
	for doctype in CARE_DOCTYPES:
		if records := due(doctype, today):
			make_anonymous(doctype, records)
			forget_filters([doctype, VISIT])
			return len(records)
	return 0


def due(doctype: str, today) -> list:
	"""Return records of a kind that have passed the retention of their legal purpose, at most a batch, locked."""
	for purpose in frappe.get_all("Legal Purpose", {"record_type": doctype}, ["name", "retention_days"]):
		table = frappe.qb.DocType(doctype)
		records = (
			frappe.qb.from_(table)
			.select(table.name, table.resident, table.ended_on, table.end_reason)
			.where((table.status == ENDED) & (table.legal_purpose == purpose.name))
			.where(table.ended_on < add_days(today, -purpose.retention_days))
			.orderby(table.ended_on)
			.limit(BATCH)
			.for_update()
		).run(as_dict=True)
		if records:
			return records
	return []


def make_anonymous(doctype: str, records: list) -> None:
	"""Count records up and delete them with every trace, in the caller's transaction.

	:param records: rows with name, resident, ended_on and end_reason
	"""
	names = [record.name for record in records]
	count_up(doctype, records)
	for record in records:
		record_access(doctype, record.name, "Record", _("Retention has passed"), action="Erase")
	visits = frappe.get_all(
		VISIT, {"care_doctype": doctype, "care_record": ["in", names]}, pluck="name", order_by=None
	)
	if visits:
		delete_record(VISIT, visits)
	delete_record(doctype, names)


def count_up(doctype: str, records: list) -> None:
	"""Add records to the counters of their grid, year and reason."""
	grids = level_one_grids([record.resident for record in records])
	counted = Counter(
		(grids.get(record.resident, CITY_CODE), getdate(record.ended_on).year, record.end_reason or "")
		for record in records
	)
	table = frappe.qb.DocType(STATISTIC)
	columns = ("name", "creation", "modified", "record_type", "grid", "year", "end_reason", "persons")
	for (grid, year, reason), persons in counted.items():
		name, day = f"{frappe.scrub(doctype)}/{grid}/{year}/{reason}", f"{year}-01-01"
		values = (name, day, day, doctype, grid, year, reason, persons)
		(
			frappe.qb.into(table)
			.columns(*columns)
			.insert(*values)
			.on_duplicate_key_update(table.persons, table.persons + Values(table.persons))
		).run()


def level_one_grids(residents: list[str]) -> dict[str, str]:
	"""Return the level 1 grid of each resident that the registry still has."""
	filters = {"name": ["in", [name for name in residents if name] or [""]]}
	rows = frappe.get_all("Resident", filters, ["name", "grid_path"], order_by=None)
	return {row.name: level_one_of(row.grid_path) for row in rows}


def level_one_of(grid_path: str | None) -> str:
	"""Return the level 1 grid in a path: the second name of it, or the city."""
	parts = (grid_path or "").split(".")
	return parts[1] if len(parts) > 2 else CITY_CODE
