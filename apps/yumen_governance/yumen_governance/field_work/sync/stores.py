"""Stores: what a member's phone keeps of the city, one store for each kind of record.

A feature declares its stores in the hook `sync_stores`, by name, each as a function without arguments that returns a
`Store`. Nothing else is to be done: reading by keyset, what is gone, and who sees what follow from it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import frappe
from pypika.terms import Criterion

from yumen_governance.permissions.scope import Scope

Rows = list[dict]


@dataclass(frozen=True)
class Store:
	"""What of one DocType is kept on a phone.

	fields: the columns that are read; `name` and `modified` come by themselves, and so do the fields of `paths`.
	criterion: rows of a person's territory whatever state they are in; None for everything. Several criteria in a list
		are the ways in which somebody sees a row, each answered by an index of its own.
	live: which of those are still to be kept, as a criterion (preferred: others aren't even read at the first pull) or
		as a function of the row as read; None for all. One that changed and isn't live any more is told as gone.
	shape: finishes a page of rows at once (masks, labels, child rows), without a query per row. It may leave rows out,
		and must leave `name` and `modified` as they are.
	permission: the DocType whose right to read is checked; this one when empty.
	by_territory: False for what is the same for everybody (code lists, categories); its criterion may still say who.
	paths: fields with the path of a grid; a record whose path changes is told as gone where it was.
	"""

	doctype: str
	fields: tuple[str, ...]
	criterion: Callable[[Scope], Criterion | list[Criterion] | None] = lambda scope: None
	live: Callable[[dict], bool] | Criterion | None = None
	shape: Callable[[Rows, Scope], Rows] | None = None
	permission: str = ""
	by_territory: bool = True
	paths: tuple[str, ...] = ("grid_path",)

	@property
	def columns(self) -> tuple[str, ...]:
		"""All columns that are read, each once."""
		paths = self.paths if self.by_territory else ()
		return tuple(dict.fromkeys(("name", "modified", *self.fields, *paths)))


def declared() -> dict[str, Store]:
	"""Return the stores of the hook by name; a later app's line replaces an earlier one's."""
	return {name: frappe.get_attr(methods[-1])() for name, methods in frappe.get_hooks("sync_stores").items()}
