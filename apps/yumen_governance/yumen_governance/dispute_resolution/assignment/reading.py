"""What choosing a mediator needs to know, read in a number of queries that doesn't depend on how many there are."""

from collections import defaultdict

import frappe
from frappe.query_builder.functions import Count

from yumen_governance.dispute_resolution.assignment.choosing import Candidate, Wanted
from yumen_governance.dispute_resolution.doctype.mediator.mediator import languages_of
from yumen_governance.time_limits.stages import ENDED

MEDIATOR, STEP, ROW = "Mediator", "Resolution Step", "Step Mediator"


def candidates() -> list[Candidate]:
	"""Return every mediator in use."""
	rows = frappe.get_all(
		MEDIATOR,
		{"is_active": 1},
		["name", "mediator_name", "user", "is_chief", "languages", "load_limit"],
		order_by="name",
	)
	types = _children("Mediation Dispute Type", "dispute_type")
	paths, loads = _children("Mediation Grid", "grid_path"), open_steps()
	return [
		Candidate(
			mediator=row.name,
			mediator_name=row.mediator_name,
			user=row.user,
			is_chief=bool(row.is_chief),
			dispute_types=frozenset(types[row.name]),
			grid_paths=tuple(paths[row.name]),
			languages=frozenset(languages_of(row.languages)),
			load=loads.get(row.name, 0),
			load_limit=row.load_limit,
		)
		for row in rows
	]


def open_steps() -> dict[str, int]:
	"""Return how many open steps each mediator has in hand; who stepped aside has them no more."""
	row, step = frappe.qb.DocType(ROW), frappe.qb.DocType(STEP)
	found = (
		frappe.qb.from_(row)
		.inner_join(step)
		.on(step.name == row.parent)
		.select(row.mediator, Count(step.name))
		.where((row.parenttype == STEP) & (row.recused == 0) & step.stage.notin(ENDED))
		.groupby(row.mediator)
	).run()
	return dict(found)


def wanted(step, language: str | None = None) -> Wanted:
	"""Return what a step asks for of its mediators.

	:param step: the Resolution Step
	:param language: one that the parties speak, beside Standard Chinese
	"""
	case = frappe.db.get_value("Dispute Case", step.dispute_case, ["dispute_type", "grid_path"], as_dict=True)
	return Wanted(
		dispute_types=frozenset(filter(None, (case.dispute_type,))),
		grid_path=case.grid_path,
		language=language or None,
		committee=_name_of(step.committee),
		members=_members(step.committee),
		excluded=frozenset(
			frappe.get_all("Case Exclusion", {"dispute_case": step.dispute_case}, pluck="user")
		),
		recused=tuple((row.mediator, row.recusal_reason or "") for row in step.mediators if row.recused),
		assigned=frozenset(row.mediator for row in step.mediators if not row.recused),
	)


def _name_of(committee: str | None) -> str | None:
	return frappe.get_cached_value("Mediation Committee", committee, "committee_name") if committee else None


def _members(committee: str | None) -> frozenset[str] | None:
	"""The members of a committee; None where it has none yet, so that its cases don't stay without a mediator."""
	if not committee:
		return None
	names = frappe.get_all("Committee Member", {"parent": committee}, pluck="mediator")
	return frozenset(names) or None


def _children(doctype: str, fieldname: str) -> dict[str, list[str]]:
	found: dict[str, list[str]] = defaultdict(list)
	for row in frappe.get_all(doctype, {"parenttype": MEDIATOR}, ["parent", fieldname]):
		if row[fieldname]:
			found[row.parent].append(row[fieldname])
	return found
