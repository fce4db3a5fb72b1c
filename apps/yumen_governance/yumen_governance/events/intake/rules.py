"""What a reported event must say: one set of rules for the form and for every interface.

`references` reads what the events name, once for all of them; the other functions ask the database nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce

import frappe
from frappe import _
from frappe.utils import getdate

from yumen_governance.events.doctype.governance_event.governance_event_shape import SHAPE
from yumen_governance.events.intake.requests import LABELS
from yumen_governance.permissions.roles import ADMINISTRATOR, CONNECTED_SYSTEM, DISPATCHER
from yumen_governance.time_limits import memo

SOURCE, CATEGORY = "Event Source", "Event Category"
NEEDED = {"title": "Title", "source": "Source", "category": "Category", "grid": "Grid"}
# What the administrator may require, by the words that stand in Event Required Field
REQUIRABLE = {
	"Address": "address",
	"Place on the Map": "longitude",
	"Reporter Name": "reporter_name",
	"Reporter Phone": "reporter_phone",
	"Description": "description",
	"Ticket Number": "external_ticket",
	"Person Concerned": "resident",
}
TICKET = "Ticket Number"
# Whoever keeps the set-up corrects events of any source
ANY_SOURCE = frozenset({ADMINISTRATOR, DISPATCHER})


@dataclass(frozen=True)
class Person:
	"""Who reports."""

	user: str
	roles: frozenset[str]


@dataclass(frozen=True)
class References:
	"""The rows that events name: sources, categories and grids by name."""

	sources: dict[str, frappe._dict]
	categories: dict[str, frappe._dict]
	grids: dict[str, frappe._dict]


def person(user: str) -> Person:
	"""Return who reports, with their roles."""
	return Person(user, frozenset(frappe.get_roles(user)))


def references(records: Iterable[Mapping]) -> References:
	"""Read what these events name, and what their sources take in place of what isn't named."""
	sources = memo.of(SOURCE, _sources)
	grids = {record.get("grid") for record in records} | {row.default_grid for row in sources.values()}
	return References(sources, memo.of(CATEGORY, _categories), grids_of(grids))


def grids_of(names: Iterable[str | None]) -> dict[str, frappe._dict]:
	"""Return path and state of these grids."""
	wanted = sorted({name for name in names if name})
	if not wanted:
		return {}
	found = frappe.db.sql(
		f"select name, is_active, grid_path from tabGrid where name in ({', '.join(['%s'] * len(wanted))})",
		wanted,
		as_dict=True,
	)
	return {row.name: row for row in found}


def complete(record: dict, known: References) -> None:
	"""Fill in what follows from source and category."""
	source = known.sources.get(record.get("source")) or frappe._dict()
	record["category"] = record.get("category") or source.default_category
	record["grid"] = record.get("grid") or source.default_grid
	category = known.categories.get(record.get("category")) or frappe._dict()
	record["urgency"] = (
		record.get("urgency") or source.default_urgency or category.default_urgency or "Normal"
	)


def problems(record: Mapping, known: References, reporter: Person) -> Iterator[str]:
	"""Say everything that keeps a completed record from being reported, in the reader's language."""
	if missing := missing_labels(record, known, NEEDED):
		yield please_fill_in(missing)
	yield from _reference_problems(record, known)
	if (source := known.sources.get(record.get("source"))) and not may_use(source, reporter):
		yield source_refusal(source)
	yield from value_problems(record)


def value_problems(record: Mapping) -> Iterator[str]:
	"""Say which values by themselves can't be right; plain values are in place."""
	for problem in SHAPE.every_problem(record, getdate()):
		yield f"{_(LABELS[problem.fieldname])}: {problem.message}"


def missing_labels(record: Mapping, known: References, needed: Mapping[str, str] | None = None) -> list[str]:
	"""Return the labels of everything that source and category ask for and that is empty.

	:param needed: further fields that can't be empty, with their labels
	"""
	missing = [label for fieldname, label in (needed or {}).items() if not record.get(fieldname)]
	source = known.sources.get(record.get("source")) or frappe._dict(required=())
	category = known.categories.get(record.get("category")) or frappe._dict(required=())
	asked = [*([TICKET] if source.requires_ticket else []), *source.required, *category.required]
	missing += [label for label in asked if not record.get(REQUIRABLE[label])]
	return list(dict.fromkeys(missing))


def please_fill_in(labels: list[str]) -> str:
	"""Return the sentence that names every missing field."""
	return _("Please fill in: {0}.").format(reduce(_("{0}, {1}").format, [_(label) for label in labels]))


def may_use(source: Mapping, reporter: Person) -> bool:
	"""Tell whether a person may report from a source: a connected system from its own alone."""
	if source.get("system_user") == reporter.user or reporter.user == "Administrator":
		return True
	if reporter.roles & ANY_SOURCE:
		return True
	if is_connected_system(reporter):
		return False
	return not source["roles"] or bool(source["roles"] & reporter.roles)


def usable_sources(names: Iterable[str], user: str) -> set[str]:
	"""Return those of the named sources that a person may report from."""
	known, reporter = references({"source": name} for name in names), person(user)
	return {name for name, row in known.sources.items() if may_use(row, reporter)}


def is_connected_system(reporter: Person) -> bool:
	"""Tell whether an account belongs to another system."""
	return CONNECTED_SYSTEM in reporter.roles


def source_refusal(source: Mapping) -> str:
	"""Return the sentence that refuses a source."""
	return _("Your account may not report from the source {0}.").format(_(source["source_name"]))


def _reference_problems(record: Mapping, known: References) -> Iterator[str]:
	for fieldname, rows in (
		("source", known.sources),
		("category", known.categories),
		("grid", known.grids),
	):
		name = record.get(fieldname)
		if name and name not in rows:
			yield _("{0}: there is no {1}.").format(_(NEEDED[fieldname]), name)
		elif name and not rows[name].is_active:
			yield _("{0} {1} is not in use.").format(_(NEEDED[fieldname]), name)


def _sources() -> dict[str, frappe._dict]:
	fields = ["name", "source_name", "is_active", "default_urgency", "default_category", "default_grid"]
	roles = defaultdict(set)
	for parent, role in _children("Event Source Role", "role", SOURCE):
		roles[parent].add(role)
	rows = _with_required(SOURCE, [*fields, "requires_ticket", "system_user"])
	for name, row in rows.items():
		row.roles = frozenset(roles[name])
	return rows


def _categories() -> dict[str, frappe._dict]:
	return _with_required(CATEGORY, ["name", "is_active", "default_urgency", "lft"])


def _with_required(doctype: str, fields: list[str]) -> dict[str, frappe._dict]:
	required = defaultdict(list)
	for parent, field in _children("Event Required Field", "field", doctype):
		required[parent].append(field)
	rows = frappe.get_all(doctype, fields=fields, limit=0)
	for row in rows:
		row.required = tuple(required[row.name])
	return {row.name: row for row in rows}


def _children(child: str, column: str, parenttype: str) -> list[tuple[str, str]]:
	return frappe.get_all(
		child, {"parenttype": parenttype}, ["parent", column], order_by="parent, idx", as_list=True, limit=0
	)
