"""What left: deleted records and those that went to another grid, told to the phones that keep them.

One row of Field Departure for each record and path of a grid where it was. Documents are caught by `deleted` and `moved`, changes
of grids in one statement by `leaving` and `moved_paths`; whoever writes rows past documents calls `tell`.
"""

from collections.abc import Iterable
from datetime import datetime

import frappe
from frappe.query_builder.functions import Max
from frappe.utils import now_datetime
from frappe.utils.caching import request_cache
from pypika.terms import Criterion

from yumen_governance.field_work.sync import stores
from yumen_governance.field_work.sync.marks import Mark, after, mark_behind
from yumen_governance.grid_management.many_rows import insert_rows
from yumen_governance.permissions.scope import Scope

DEPARTURE = "Field Departure"
BATCH, PAGE = 2000, 1000


def tell(doctype: str, names: Iterable[str], path: str | None) -> None:
	"""Tell the phones that records aren't to be kept any more under a path of a grid.

	:param path: where they were; None for what is the same for everybody
	"""
	_tell(doctype, [(name, path or "") for name in names])


def deleted(doc, method: str | None = None) -> None:
	"""Tell of a record that is deleted (on_trash of every DocType)."""
	paths = _kept().get(doc.doctype)
	if paths is not None:
		was = {doc.get(fieldname) for fieldname in paths if doc.get(fieldname)}
		_tell(doc.doctype, [(doc.name, path) for path in was or {""}])


def moved(doc, method: str | None = None) -> None:
	"""Tell of a record whose path of a grid changed (on_change of every DocType)."""
	paths = _kept().get(doc.doctype)
	before = doc.get_doc_before_save() if paths else None
	if before:
		left = {before.get(name) for name in paths if before.get(name) and before.get(name) != doc.get(name)}
		_tell(doc.doctype, [(doc.name, path) for path in left])


def leaving(doctype: str, filters: dict, path: str) -> None:
	"""Tell of records that one statement is about to carry to another grid (hook grid_records_leaving).

	:param path: the field with the path of their grid
	"""
	if path in _kept().get(doctype, ()):
		rows = frappe.get_all(doctype, filters, ["name", path], as_list=True, order_by=None)
		_tell(doctype, [(name, was) for name, was in rows if was])


def moved_paths(old_path: str, new_path: str) -> None:
	"""Let every phone whose territory a moved subtree left or entered begin anew (hook grid_paths_moved)."""
	_tell("", [("", old_path), ("", new_path)])


def moved_on(scope: Scope):
	"""The query for when a subtree last moved into or out of a person's territory."""
	table = frappe.qb.DocType(DEPARTURE)
	return (
		frappe.qb.from_(table)
		.select(Max(table.gone_on))
		.where((table.record_type == "") & Criterion.any(scope.under(table.former_path)))
	)


def newer(scope: Scope, mark: Mark):
	"""The query for one departure since a mark that concerns a person; what it selects is left to the caller."""
	table = frappe.qb.DocType(DEPARTURE)
	return frappe.qb.from_(table).where(_concerns(table, scope, mark)).limit(1)


def read(scope: Scope, mark: Mark, now: datetime) -> tuple[dict[str, set[str]], Mark, bool]:
	"""Return what left since a mark, a page of it: names by DocType, the next mark, and whether there is more."""
	table = frappe.qb.DocType(DEPARTURE)
	rows = (
		frappe.qb.from_(table)
		.select(table.record_type, table.record, table.gone_on, table.name)
		.where(_concerns(table, scope, mark))
		.orderby(table.gone_on, table.name)
		.limit(PAGE + 1)
	).run()
	more, rows = len(rows) > PAGE, rows[:PAGE]
	names: dict[str, set[str]] = {}
	for doctype, record, _gone_on, _name in rows:
		names.setdefault(doctype, set()).add(record)
	last = Mark(*rows[-1][2:]) if rows else mark
	return names, last if more else mark_behind(last, now), more


def forget(before: datetime) -> int:
	"""Forget some old departures; return how many. The caller commits and calls again.

	Moves of subtrees stay: by the last of them a phone knows whether it has to begin anew.
	"""
	old = {"gone_on": ["<", before], "record_type": ["!=", ""]}
	names = frappe.get_all(DEPARTURE, old, pluck="name", limit=BATCH, order_by=None)
	if names:
		frappe.db.delete(DEPARTURE, {"name": ["in", names]})
	return len(names)


def _concerns(table, scope: Scope, mark: Mark) -> Criterion:
	mine = Criterion.any([table.former_path == "", *scope.under(table.former_path)])
	return (table.record_type != "") & mine & after(table.gone_on, table.name, mark)


def _tell(doctype: str, found: list[tuple[str, str]]) -> None:
	if not found or not frappe.db.table_exists(DEPARTURE):
		return
	moment = now_datetime()
	for first in range(0, len(found), BATCH):
		rows = [
			{"record_type": doctype, "record": record, "former_path": path, "gone_on": moment}
			for record, path in found[first : first + BATCH]
		]
		insert_rows(DEPARTURE, rows)


@request_cache
def _kept() -> dict[str, tuple[str, ...]]:
	"""Fields with the path of a grid, by DocType that a store keeps; none of them where everybody keeps the same."""
	found: dict[str, tuple[str, ...]] = {}
	for store in stores.declared().values():
		paths = store.paths if store.by_territory else ()
		found[store.doctype] = tuple(dict.fromkeys((*found.get(store.doctype, ()), *paths)))
	return found
