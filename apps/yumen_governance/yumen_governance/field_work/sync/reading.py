"""Reading stores: which have something newer than a mark, a page of one, and single rows of one.

A page is found by (modified, name) among the rows of a person's territory, which an index by the path of the grid answers: it
costs what the territory holds, whatever the size of the city.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import frappe
from frappe.query_builder.terms import NamedParameterWrapper
from pypika.terms import Criterion, ValueWrapper

from yumen_governance.field_work.sync.marks import Mark, after, mark_behind
from yumen_governance.field_work.sync.stores import Rows, Store
from yumen_governance.permissions.scope import NOTHING, Scope, any_of

PAGE = 1000
LIVE = "_is_live"


@dataclass(frozen=True)
class Page:
	"""A page of a store: rows to keep, names of those not to be kept any more, the next mark."""

	rows: Rows
	gone: list[str]
	mark: Mark
	more: bool


class Statement:
	"""Queries put together as one statement, with the parameters of all of them."""

	def __init__(self):
		self.parameters = NamedParameterWrapper()

	def part(self, query) -> str:
		"""Render a query, or a criterion, as a part in brackets."""
		sql = query.get_sql(param_wrapper=self.parameters, quote_char="`", with_namespace=True)
		return f"({sql})"

	def run(self, sql: str, **options):
		"""Send the statement."""
		return frappe.db.sql(sql, self.parameters.get_parameters(), **options)


def with_news(asked: dict[str, tuple[Store, Mark]], scope: Scope, further: dict) -> set[str]:
	"""Return which stores have something newer than their marks, in one statement whatever their number.

	:param further: queries for one row of something else, by the key that is among the answer when there is one
	"""
	statement, parts = Statement(), []
	for name, (store, mark) in asked.items():
		table = frappe.qb.DocType(store.doctype)
		query = frappe.qb.from_(table).select(ValueWrapper(name)).limit(1)
		newer = after(table.modified, table.name, mark)
		parts += [statement.part(_within(query, way).where(newer)) for way in ways(store, scope)]
	parts += [statement.part(query.select(ValueWrapper(key))) for key, query in further.items()]
	return {row[0] for row in statement.run(" union all ".join(parts))} if parts else set()


def read_page(store: Store, scope: Scope, mark: Mark | None, now: datetime) -> Page:
	"""Return the next page of a store; without a mark the first one.

	Until a phone has been through a store, only live rows are read for it, and none can be gone.
	"""
	first_time = mark is None or mark.began is not None
	rows = _rows(store, _page_sql, scope, mark, first_time)
	more, rows = len(rows) > PAGE, rows[:PAGE]
	began = (mark.began if mark else now) if first_time else None
	last = Mark(rows[-1]["modified"], rows[-1]["name"], began) if rows else mark
	if not more:
		last = mark_behind(last or Mark(now, ""), began or now)
	kept = [row for row in rows if row.pop(LIVE)]
	names = {row["name"] for row in kept}
	gone = [] if first_time else [row["name"] for row in rows if row["name"] not in names]
	return Page(_finished(store, kept, scope), gone, last, more)


def rows_of(store: Store, scope: Scope, names: Iterable[str]) -> Rows:
	"""Return live rows of a store by name, as far as they lie in the person's territory."""
	wanted = list(dict.fromkeys(names))
	rows = _rows(store, _names_sql, scope, wanted) if wanted else []
	return _finished(store, [row for row in rows if row.pop(LIVE)], scope)


def still_kept(store: Store, scope: Scope, names: Iterable[str]) -> set[str]:
	"""Return which of these rows a person's phone is to keep."""
	wanted = list(dict.fromkeys(names))
	rows = _rows(store, _names_sql, scope, wanted) if wanted else []
	return {row["name"] for row in rows if row[LIVE]}


def ways(store: Store, scope: Scope) -> list[Criterion | None]:
	"""The ways in which a person sees rows of a store; nobody's territory is everything."""
	found = store.criterion(scope)
	if found is None:
		return [NOTHING] if store.by_territory else [None]
	return (found or [NOTHING]) if isinstance(found, list) else [found]


def _rows(store: Store, chosen, scope: Scope, *arguments) -> Rows:
	"""The columns of chosen rows, and whether each is live, in the order of the store."""
	table, statement = frappe.qb.DocType(store.doctype), Statement()
	columns = ", ".join(f"`tab{store.doctype}`.`{column}`" for column in store.columns)
	by_sql = isinstance(store.live, Criterion)
	live = statement.part(store.live) if by_sql else "1"
	rows = statement.run(
		f"select {columns}, if({live}, 1, 0) {LIVE} from `tab{store.doctype}` "
		f"join ({chosen(statement, table, store, scope, *arguments)}) chosen on chosen.name = `tab{store.doctype}`.name "
		f"order by `tab{store.doctype}`.modified, `tab{store.doctype}`.name",
		as_dict=True,
	)
	if store.live and not by_sql:
		for row in rows:
			row[LIVE] = bool(store.live(row))
	return rows


def _page_sql(
	statement: Statement, table, store: Store, scope: Scope, mark: Mark | None, only_live: bool
) -> str:
	"""The names of a page. The order is by an expression: else the index of `modified` alone would tempt to walk the city."""
	further = [after(table.modified, table.name, mark)] if mark else []
	further += [store.live] if only_live and isinstance(store.live, Criterion) else []
	parts = []
	for way in ways(store, scope):
		query = _within(frappe.qb.from_(table).select(table.modified, table.name), way)
		parts.append(statement.part(query.where(Criterion.all(further)) if further else query))
	order = "order by modified + interval 0 second, name"
	return f"select name from ({' union '.join(parts)}) seen {order} limit {PAGE + 1}"


def _names_sql(statement: Statement, table, store: Store, scope: Scope, names: list[str]) -> str:
	query = frappe.qb.from_(table).select(table.name).where(table.name.isin(names))
	seen = [way for way in ways(store, scope) if way is not None]
	return statement.part(query.where(any_of(seen)) if seen else query)


def _within(query, way: Criterion | None):
	return query if way is None else query.where(way)


def _finished(store: Store, rows: Rows, scope: Scope) -> Rows:
	return store.shape(rows, scope) if store.shape and rows else rows
