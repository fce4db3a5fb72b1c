"""What the filters of a list already say about open and ended cases, told to the list's SQL.

No index can know that "stage in (Assigned, Handling)" means open cases only; with the column of
permissions/case_index.py named as well, a list reads the open cases of a territory and not all of its past.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from pypika.terms import Criterion

from yumen_governance.permissions.case_index import IS_OPEN
from yumen_governance.time_limits.stages import ENDED, STAGES

Filters = dict | list | None
# A case whose Workflow gives its state no stage counts as open.
ALL = frozenset({*STAGES, ""})


@contextmanager
def told(doctype: str, filters: Filters) -> Iterator[None]:
	"""Let the lists of a case DocType inside the block know what these filters say about open and ended."""
	frappe.flags.cases_are_open = {doctype: are_open(doctype, filters)}
	try:
		yield
	finally:
		frappe.flags.cases_are_open = None


def said_of(doctype: str) -> list[Criterion]:
	"""The criteria that follow from what was told: one or none."""
	answer = (frappe.flags.cases_are_open or {}).get(doctype)
	return [] if answer is None else [frappe.qb.DocType(doctype)[IS_OPEN] == int(answer)]


def are_open(doctype: str, filters: Filters) -> bool | None:
	"""Tell whether filters leave open cases only (True) or ended ones only (False), None for neither."""
	left = ALL.intersection(*_stages_left(doctype, filters))
	if left.isdisjoint(ENDED):
		return True
	return False if left.issubset(ENDED) else None


def _stages_left(doctype: str, filters: Filters) -> Iterator[frozenset[str]]:
	for fieldname, operator, value in _conditions(doctype, filters):
		left = stages_left(operator, value) if fieldname == "stage" else None
		if left is not None:
			yield left


def stages_left(operator: str, value) -> frozenset[str] | None:
	"""Return the stages that a condition on the stage leaves, None when it can't be told.

	A text that isn't exactly a stage may still match one in the database, in other letters.
	"""
	stages = stages_of(operator, value)
	if stages is None or not stages <= ALL:
		return None
	return ALL - stages if operator in ("!=", "not in") else stages


def stages_of(operator: str, value) -> frozenset | None:
	"""Return the stages that a condition names, None for an operator that names none."""
	if operator in ("=", "!=") and isinstance(value, str):
		return frozenset({value})
	if operator in ("in", "not in") and isinstance(value, str | list | tuple):
		return frozenset(value.split(",") if isinstance(value, str) else map(str, value))
	return None


def _conditions(doctype: str, filters: Filters) -> Iterator[tuple]:
	"""The DocType's own filters as field, operator and value, whether they came as a dict or in rows."""
	if isinstance(filters, dict):
		for fieldname, value in filters.items():
			yield (fieldname, *value[:2]) if isinstance(value, list | tuple) else (fieldname, "=", value)
		return
	for row in filters or ():
		if len(row) == 3:
			yield tuple(row)
		elif len(row) > 3 and row[0] == doctype:
			yield tuple(row[1:4])
