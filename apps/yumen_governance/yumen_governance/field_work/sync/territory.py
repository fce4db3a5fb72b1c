"""Whose phone it is: their territory as it is now, the stores that they may have, and the sign by which a change of these is seen."""

import hashlib
import json
from dataclasses import dataclass

import frappe
from frappe.permissions import get_role_permissions
from pypika.terms import ValueWrapper

from yumen_governance.field_work.sync import gone, stores
from yumen_governance.field_work.sync.reading import Statement
from yumen_governance.field_work.sync.stores import Store
from yumen_governance.permissions.scope import Scope, scope_of

# To be raised when rows change their meaning without a change of their columns: all phones begin anew then
VERSION = 1


@dataclass(frozen=True)
class Territory:
	"""A person's grids as a phone names them, their stores, and the shape of it all."""

	scope: Scope
	grids: list[dict]
	stores: dict[str, Store]
	shape: str


def territory_of(user: str) -> Territory:
	"""Return a person's territory and stores."""
	scope = scope_of(user)
	allowed = {name: store for name, store in stores.declared().items() if may_read(store, user)}
	grids, moved_on = _grids(scope)
	return Territory(scope, grids, allowed, _shape(scope, allowed, moved_on))


def may_read(store: Store, user: str) -> bool:
	"""Tell whether a role of the person may read what a store keeps."""
	meta = frappe.get_meta(store.permission or store.doctype)
	return user == "Administrator" or bool(get_role_permissions(meta, user=user).get("read"))


def _grids(scope: Scope) -> tuple[list[dict], str]:
	"""The person's own grids, and when a subtree last moved into or out of them."""
	if not scope.grid_paths:
		return [], ""
	grid, statement = frappe.qb.DocType("Grid"), Statement()
	own = frappe.qb.from_(grid).select(grid.grid_path, grid.name, grid.grid_name)
	parts = [
		statement.part(own.where(grid.grid_path.isin(scope.grid_paths))),
		statement.part(gone.moved_on(scope).select(ValueWrapper(""), ValueWrapper(""))),
	]
	rows = statement.run(" union all ".join(parts))
	moved_on = next((str(row[0] or "") for row in rows if not row[1]), "")
	grids = [{"path": path, "grid": name, "title": title} for path, name, title in rows if name]
	return sorted(grids, key=lambda row: row["path"]), moved_on


def _shape(scope: Scope, allowed: dict[str, Store], moved_on: str) -> str:
	"""What must be the same for a phone to go on from its marks."""
	kept = {name: (store.doctype, store.columns) for name, store in allowed.items()}
	place = (sorted(scope.grid_paths), sorted(scope.units), sorted(scope.roles), scope.user, moved_on)
	text = json.dumps([VERSION, kept, place], sort_keys=True)
	return hashlib.sha256(text.encode()).hexdigest()[:32]
