"""What is known of the households of some grids before an entry day: a few statements, whatever the number of grids."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import frappe
from frappe.query_builder.functions import Concat, Date, Max
from frappe.utils import getdate
from pypika.analytics import RowNumber
from pypika.terms import Criterion, Field

from yumen_governance.field_work.entry_days.choosing import Household
from yumen_governance.field_work.visits.states import HELP_OPEN, SEEN, VISIT
from yumen_governance.permissions.care import CARE_DOCTYPES, IN_CARE, helpers_today
from yumen_governance.permissions.scope import any_of, literal
from yumen_governance.time_limits.stages import ENDED


def households(
	grids: list[str], users: Iterable[str], most: int, not_since: date, left_out: set[str]
) -> dict[str, list[Household]]:
	"""Return by grid the households that may be called on: those that concern somebody, and those not seen longest.

	:param users: accounts of the members, who may each know more than the others
	:param most: how many of those not seen longest are needed in each grid
	:param not_since: who was seen on this day or later isn't called on again, unless an event came in since
	:param left_out: households that somebody sees that day already
	"""
	paths = frappe.get_all("Grid", {"name": ["in", grids]}, pluck="grid_path", order_by="grid_path")
	events, known = _events(paths), known_to(users)
	attention = _marked(paths) | _asked_for_help(paths)
	wanted = set(events) | set(known) | attention
	found = defaultdict(list)
	for row in _ranked(grids, paths, most + len(left_out), wanted):
		event = events.get(row.name)
		fresh = row.seen_on and getdate(row.seen_on) >= not_since
		if row.name in left_out or (fresh and not (event and getdate(event.creation) > getdate(row.seen_on))):
			continue
		household = Household(
			row.name,
			row.head_name or "",
			row.full_address or "",
			row.grid,
			getdate(row.seen_on) if row.seen_on else None,
		)
		found[row.target].append(
			replace(
				household,
				attention=row.name in attention,
				known_to=frozenset(known.get(row.name, ())),
				event=event.name if event else None,
			)
		)
	return found


def known_to(users: Iterable[str]) -> dict[str, set[str]]:
	"""Return households of which some accounts know that somebody needs attention: by being named in a care team, or in a dispute.

	Nobody else is to know it; see permissions/care.py and permissions/dispute.py.
	"""
	users = sorted(set(filter(None, users)))
	if not users:
		return {}
	resident, found = frappe.qb.DocType("Resident"), defaultdict(set)
	knowers = _helped(users)
	for name, user in _parties(users):
		knowers[name].add(user)
	if not knowers:
		return {}
	rows = (
		frappe.qb.from_(resident)
		.select(resident.name, resident.household)
		.where(resident.name.isin(list(knowers)) & resident.household.isnotnull())
	).run()
	for name, household in rows:
		found[household] |= knowers[name]
	return found


def _helped(users: list[str]) -> dict[str, set[str]]:
	"""The residents in whose care these accounts are named today."""
	found = defaultdict(set)
	for doctype in CARE_DOCTYPES:
		query, row = helpers_today()
		record = frappe.qb.DocType(doctype)
		rows = (
			query.inner_join(record)
			.on((record.name == row.parent) & (row.parenttype == doctype))
			.select(record.resident, row.user)
			.where((record.status == IN_CARE) & row.user.isin(users) & record.resident.isnotnull())
		).run()
		for resident, user in rows:
			found[resident].add(user)
	return found


def _parties(users: list[str]) -> list[tuple[str, str]]:
	"""The residents of open disputes in which these accounts are named."""
	access, party, case = (
		frappe.qb.DocType(name) for name in ("Case Access", "Dispute Party", "Dispute Case")
	)
	return (
		frappe.qb.from_(access)
		.inner_join(case)
		.on(case.name == access.dispute_case)
		.inner_join(party)
		.on(party.dispute_case == case.name)
		.select(party.resident, access.user)
		.where(access.user.isin(users) & (access.is_live == 1))
		.where(party.resident.isnotnull() & case.stage.notin(ENDED))
	).run()


def _events(paths: list[str]) -> dict[str, dict]:
	"""The newest open event about somebody of a household, of those that lie or are handled in the household's grids."""
	event, resident = frappe.qb.DocType("Governance Event"), frappe.qb.DocType("Resident")
	rows = (
		frappe.qb.from_(event)
		.inner_join(resident)
		.on(resident.name == event.resident)
		.select(event.name, event.creation, resident.household)
		.where(event.stage.notin((*ENDED, "Intake")) & resident.household.isnotnull())
		.where(any_of([*_under(event.grid_path, paths), *_under(event.lead_grid_path, paths)]))
		.orderby(event.creation)
	).run(as_dict=True)
	return {row.household: row for row in rows}


def _marked(paths: list[str]) -> set[str]:
	"""Households with a resident whom the registry marks as needing attention."""
	resident = frappe.qb.DocType("Resident")
	rows = (
		frappe.qb.from_(resident)
		.select(resident.household)
		.distinct()
		.where(
			(resident.needs_attention == 1) & (resident.status == "Active") & resident.household.isnotnull()
		)
		.where(any_of(_under(resident.grid_path, paths)))
	).run(pluck=True)
	return set(rows)


def _asked_for_help(paths: list[str]) -> set[str]:
	"""Households that asked for help and have no answer yet."""
	visit = frappe.qb.DocType(VISIT)
	rows = (
		frappe.qb.from_(visit)
		.select(visit.household)
		.distinct()
		.where(visit.help_status == HELP_OPEN)
		.where(any_of(_under(visit.grid_path, paths)))
	).run(pluck=True)
	return set(rows)


def _ranked(grids: list[str], paths: list[str], most: int, wanted: set[str]) -> list[dict]:
	"""Households under each grid with their address: those not seen longest, and those wanted whatever their rank."""
	ranked, address = _by_rank(grids, paths), frappe.qb.DocType("Standard Address")
	chosen = ranked.place <= most
	if wanted:
		chosen |= ranked.name.isin([literal(name) for name in sorted(wanted)])
	return (
		frappe.qb.from_(ranked)
		.left_join(address)
		.on(address.name == ranked.address)
		.select(ranked.target, ranked.name, ranked.head_name, ranked.grid, ranked.seen_on)
		.select(address.full_address)
		.where(chosen)
		.orderby(ranked.target, ranked.place)
	).run(as_dict=True)


def _by_rank(grids: list[str], paths: list[str]):
	"""A query of the households under each grid, each with its place in the order of when it was last seen."""
	target, leaf, household = (
		frappe.qb.DocType("Grid").as_("target"),
		frappe.qb.DocType("Grid").as_("leaf"),
		frappe.qb.DocType("Household"),
	)
	last = _last_seen(paths)
	rank = RowNumber().over(target.name).orderby(last.seen_on, household.name)
	return (
		frappe.qb.from_(target)
		.inner_join(leaf)
		.on(leaf.grid_path.like(Concat(target.grid_path, "%")))
		.inner_join(household)
		.on((household.grid == leaf.name) & (household.status == "Active"))
		.left_join(last)
		.on(last.household == household.name)
		.select(target.name.as_("target"), household.name, household.head_name, household.address)
		.select(household.grid, last.seen_on, rank.as_("place"))
		.where(target.name.isin(grids))
	).as_("ranked")


def _last_seen(paths: list[str]):
	"""A query of households under some grids and the day on which each was seen last, by anybody."""
	visit = frappe.qb.DocType(VISIT)
	return (
		frappe.qb.from_(visit)
		.select(visit.household, Date(Max(visit.visited_on)).as_("seen_on"))
		.where(visit.status.isin(SEEN))
		.where(any_of(_under(visit.grid_path, paths)))
		.groupby(visit.household)
	).as_("last")


def _under(column: Field, paths: list[str]) -> list[Criterion]:
	return [column.like(f"{path}%") for path in paths]
