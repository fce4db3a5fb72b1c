"""Territory scope: what of the city a person sees. Every permission rule of the app starts here."""

from dataclasses import dataclass

import frappe
from frappe.utils.caching import request_cache
from pypika.terms import Criterion, Field, PseudoColumn, ValueWrapper

from yumen_governance.permissions import roles
from yumen_governance.permissions.office import in_term


@dataclass(frozen=True)
class Scope:
	"""What one person sees: everything, or the grids under theirs and the units they handle for."""

	user: str
	sees_all: bool
	writes_all: bool
	roles: frozenset[str]
	grid_paths: tuple[str, ...]
	units: tuple[str, ...]

	def under(self, column: Field) -> list[Criterion]:
		"""Criteria for a stored grid path that lies under one of the person's grids."""
		return [column.like(literal(f"{path}%")) for path in self.grid_paths]

	def handled(self, column: Field) -> list[Criterion]:
		"""Criteria for a unit that the person handles for."""
		return [column.isin([literal(unit) for unit in self.units])] if self.units else []


def scope_of(user: str) -> Scope:
	"""Return the scope of a user; grids and units are read once a request."""
	held = frozenset(frappe.get_roles(user))
	everywhere = user == "Administrator"
	return Scope(
		user=user,
		sees_all=everywhere or bool(held & roles.SEE_ALL),
		writes_all=everywhere or bool(held & roles.WRITE_ALL),
		roles=held,
		grid_paths=_grid_paths(user),
		units=_units(user),
	)


def forget(doc=None, method: str | None = None) -> None:
	"""Drop what this request remembers of scopes, after a change of members, units or grids."""
	if hasattr(frappe.local, "request_cache"):
		frappe.local.request_cache.clear()


def literal(text: str) -> PseudoColumn:
	"""An escaped SQL literal that stays valid in a statement with and without parameters."""
	return PseudoColumn(frappe.db.escape(text, percent=False).replace("%", "%%"))


def to_sql(criterion: Criterion | None) -> str:
	"""Render a criterion as Frappe's permission_query_conditions wants it; None means everything."""
	return "" if criterion is None else f"({criterion.get_sql(quote_char='`', with_namespace=True)})"


def matches(doctype: str, name: str | None, criterion: Criterion) -> bool:
	"""Ask the database whether one stored record meets a criterion."""
	table = frappe.qb.DocType(doctype)
	found = frappe.qb.from_(table).select(table.name).where((table.name == name) & criterion).limit(1)
	return bool(found.run())


NOTHING = ValueWrapper(1) == 0


def any_of(criteria: list[Criterion]) -> Criterion:
	"""Join criteria by OR; none of them means nothing is seen."""
	return Criterion.any(criteria) if criteria else NOTHING


@request_cache
def _grid_paths(user: str) -> tuple[str, ...]:
	"""The paths of the grids in which a person is in office today; those under another are left out."""
	member, further = frappe.qb.DocType("Grid Member"), frappe.qb.DocType("Grid Member Grid")
	rows = (
		frappe.qb.from_(member)
		.left_join(further)
		.on((further.parent == member.name) & (further.parenttype == "Grid Member"))
		.select(member.grid_path, further.grid_path)
		.where((member.user == user) & (member.is_active == 1))
		.where(in_term(member))
	).run()
	paths = sorted({path for row in rows for path in row if path})
	return tuple(
		path for path in paths if not path.startswith(tuple(above for above in paths if above < path))
	)


@request_cache
def _units(user: str) -> tuple[str, ...]:
	row, own, unit = (
		frappe.qb.DocType("Functional Unit Handler"),
		frappe.qb.DocType("Functional Unit").as_("own"),
		frappe.qb.DocType("Functional Unit").as_("unit"),
	)
	units = (
		frappe.qb.from_(row)
		.inner_join(own)
		.on(own.name == row.parent)
		.inner_join(unit)
		.on((unit.lft >= own.lft) & (unit.rgt <= own.rgt))
		.select(unit.name)
		.distinct()
		.where((row.user == user) & (own.is_active == 1) & (unit.is_active == 1))
	).run(pluck=True)
	return tuple(units)
