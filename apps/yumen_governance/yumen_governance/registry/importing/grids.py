"""Grids as files name them: by code, or by a name that only one grid has."""

import difflib
from collections import defaultdict
from dataclasses import dataclass

import frappe
from frappe import _

from yumen_governance.permissions import roles
from yumen_governance.permissions.registry import writes_registry
from yumen_governance.permissions.scope import scope_of
from yumen_governance.registry.importing.cells import ALIKE, CLOSE, Reader, fold

SIGNS = str.maketrans("", "", "/\\->·.,，、")


@dataclass(frozen=True)
class Place:
	"""A grid: its path, and the names of its township and village."""

	name: str
	path: str
	township: str
	village: str


@dataclass
class Grids:
	"""Every grid of the city, and those that a person may put records into."""

	places: dict[str, Place]
	closed: dict[str, str]
	paths: tuple[str, ...] | None
	ways: dict[str, list[str]]
	names: list[str]

	def reader(self) -> Reader:
		"""Return a reader of cells that name a grid."""

		def read(text: str) -> str:
			found = self.ways.get(_folded(text))
			if not found:
				raise ValueError(self._unknown(text))
			if len(found) > 1:
				raise ValueError(_several(found))
			if found[0] in self.closed:
				raise ValueError(_closed(self.closed[found[0]]))
			if not self.is_mine(found[0]):
				raise ValueError(_("You are not in charge of grid {0}.").format(found[0]))
			return found[0]

		return read

	def _unknown(self, text: str) -> str:
		near = difflib.get_close_matches(text, self.names, CLOSE, ALIKE)
		if near and not text.isdigit():
			return _("There is no such grid. Is it one of these: {0}?").format("、".join(near))
		return _("There is no such grid. Look up its code in the list of grids.")

	def path_of(self, grid: str | None) -> str | None:
		"""Return the path of a grid, None without one."""
		return self.places[grid].path if grid in self.places else None

	def is_mine(self, grid: str | None) -> bool:
		"""Tell whether the person may put records into a grid."""
		if self.paths is None:
			return True
		return bool(self.paths) and (self.path_of(grid) or "").startswith(self.paths)


def grids_for(user: str) -> Grids:
	"""Read every grid in one query."""
	rows = frappe.get_all(
		"Grid",
		fields=["name", "grid_name", "grid_path", "is_active", "successor"],
		order_by="lft",
		limit_page_length=0,
	)
	names = {row.name: row.grid_name for row in rows}
	places = {row.name: _place(row, names) for row in rows}
	closed = {row.name: row.successor or "" for row in rows if not row.is_active}
	return Grids(places, closed, _own_paths(user), _ways(rows, names, closed), list(names.values()))


def _own_paths(user: str) -> tuple[str, ...] | None:
	scope = scope_of(user)
	if writes_registry(scope):
		return None
	return scope.grid_paths if scope.roles & roles.WRITE_TERRITORY else ()


def _place(row, names: dict[str, str]) -> Place:
	line = [names.get(code, "") for code in row.grid_path.rstrip(".").split(".")]
	return Place(row.name, row.grid_path, *(line[level] if len(line) > level else "" for level in (1, 2)))


def _ways(rows, names: dict[str, str], closed: dict[str, str]) -> dict[str, list[str]]:
	"""Grids by every way of naming them: code, name, name behind those above it."""
	ways = defaultdict(list)
	for row in rows:
		line = [names.get(code, "") for code in row.grid_path.rstrip(".").split(".")]
		texts = {"".join(line[start:]) for start in range(len(line))}
		for text in {_folded(way) for way in texts} - {""}:
			ways[text].append(row.name)
	for text, found in ways.items():
		ways[text] = [grid for grid in found if grid not in closed] or found
	ways.update({_folded(row.name): [row.name] for row in rows})
	return dict(ways)


def _folded(text: str) -> str:
	return fold(text.translate(SIGNS))


def _several(found: list[str]) -> str:
	codes = "、".join(found[: CLOSE + 1]) + ("…" if len(found) > CLOSE + 1 else "")
	return _("{0} grids have this name. Write the code instead: {1}.").format(len(found), codes)


def _closed(successor: str) -> str:
	if successor:
		return _("This grid was closed. Write its successor {0}.").format(successor)
	return _("This grid was closed. Write the grid that took its place.")
