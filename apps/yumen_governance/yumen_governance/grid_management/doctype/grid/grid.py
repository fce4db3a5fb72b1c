"""A grid: a node of the tree city, level 1, level 2, level 3."""

import frappe
from frappe import _
from frappe.utils.nestedset import NestedSet, NestedSetMultipleRootsError

from yumen_governance.grid_management import grid_changes, grid_geometry
from yumen_governance.grid_management.grid_codes import GridCodeError, check_new_code
from yumen_governance.grid_management.grid_paths import move_paths
from yumen_governance.grid_management.grid_rules import (
	CLOSE,
	ENDS_AS,
	IN_USE,
	LEVELS,
	UNIT_TYPES,
	level_of,
)
from yumen_governance.grid_management.grid_size import warn_of_size
from yumen_governance.grid_management.grid_use import is_used

SPECIALIST = "Specialist Grid"
PLACE = ("lft", "rgt", "old_parent")
BOUNDS = ("min_lon", "min_lat", "max_lon", "max_lat")
STATE = ("is_active", "grid_status", "closed_on", "successor")


class GridLevelError(frappe.ValidationError):
	pass


class GridBoundaryError(frappe.ValidationError):
	pass


class GridStateError(frappe.ValidationError):
	pass


class GridInUseError(frappe.ValidationError):
	pass


class Grid(NestedSet):
	nsm_parent_field = "parent_grid"

	def validate(self):
		self.take_stored_place()
		self.validate_state()
		self.set_level()
		self.validate_unit_type()
		self.validate_level_is_kept()
		self.validate_parent()
		self.validate_code()
		self.validate_kind()
		self.set_path()
		self.set_boundary()
		warn_of_size(self)

	def on_update(self):
		before = self.get_doc_before_save()
		change = self.flags.grid_change
		super().on_update()
		if not before:
			return
		if before.grid_path != self.grid_path:
			move_paths(before.grid_path, self.grid_path)
		if before.parent_grid != self.parent_grid and not change:
			grid_changes.note_move(self, before.parent_grid)

	def on_trash(self, allow_root_deletion=False):
		self.validate_if_child_exists()
		if is_used(self.name):
			frappe.throw(
				_("{0} has been used and can't be deleted. Close it instead.").format(self.grid_name),
				GridInUseError,
			)
		grid_changes.note_removal(self)
		super().on_trash(allow_root_deletion)

	def before_rename(self, *args, **kwargs):
		frappe.throw(_("The code of a grid is issued once and can't be changed."), GridCodeError)

	def take_stored_place(self):
		"""Other grids move this one's place in the tree without touching it; a form opened earlier must not put it back."""
		if before := self.get_doc_before_save():
			self.update({fieldname: before.get(fieldname) for fieldname in PLACE})

	def validate_state(self):
		"""Use ends by an action, which records when and why; a grid that ended is history."""
		before = self.get_doc_before_save()
		if not before:
			self.update({"grid_status": IN_USE if self.is_active else ENDS_AS[CLOSE], "successor": None})
		elif self.flags.grid_change:
			return
		elif not before.is_active:
			frappe.throw(
				_("{0} is no longer in use and can't be changed.").format(self.grid_name), GridStateError
			)
		elif any(self.has_value_changed(fieldname) for fieldname in STATE):
			frappe.throw(_("A grid ends by the actions Split, Merge or Close."), GridStateError)

	def set_level(self):
		self.grid_level = self.grid_level or level_of(self.unit_type)
		self.is_group = int(self.grid_level != LEVELS[-1])

	def validate_unit_type(self):
		if self.unit_type not in UNIT_TYPES.get(self.grid_level, ()):
			frappe.throw(
				_("{0} isn't a unit type of {1}.").format(_(self.unit_type or ""), _(self.grid_level or "")),
				GridLevelError,
			)

	def validate_level_is_kept(self):
		if not self.is_new() and self.has_value_changed("grid_level"):
			frappe.throw(_("The level of a grid can't be changed."), GridLevelError)

	def validate_parent(self):
		if self.grid_level == LEVELS[0]:
			self.validate_only_root()
		else:
			self.validate_one_level_up()

	def validate_one_level_up(self):
		if not self.parent_grid:
			frappe.throw(_("A grid of {0} needs a parent grid.").format(_(self.grid_level)), GridLevelError)
		parent = (
			frappe.db.get_value(
				"Grid", self.parent_grid, ["grid_level", "is_active"], as_dict=True, for_update=True
			)
			or frappe._dict()
		)
		expected = LEVELS[LEVELS.index(self.grid_level) - 1]
		if parent.grid_level != expected:
			frappe.throw(
				_("A grid of {0} must lie under a grid of {1}, but {2} is of {3}.").format(
					_(self.grid_level), _(expected), self.parent_grid, _(parent.grid_level)
				),
				GridLevelError,
			)
		if not parent.is_active and self.has_value_changed("parent_grid"):
			frappe.throw(_("Grid {0} is not in use.").format(self.parent_grid), GridStateError)

	def validate_only_root(self):
		if self.parent_grid:
			frappe.throw(_("The city has no parent grid."), GridLevelError)
		if frappe.db.exists("Grid", {"grid_level": LEVELS[0], "name": ["!=", self.name]}):
			frappe.throw(_("There is exactly one city, and it exists already."), NestedSetMultipleRootsError)

	def validate_code(self):
		"""The code is issued once, under the parent of that day, and is kept when the grid moves."""
		if self.is_new():
			check_new_code(self.grid_code, self.grid_level, self.parent_grid, self.flags.grid_change)

	def validate_kind(self):
		if self.grid_kind != SPECIALIST:
			self.specialist_purpose = None
		elif not self.specialist_purpose:
			frappe.throw(_("Say what the specialist grid is for."))

	def set_path(self):
		"""A grid lies under its parent, one that ended under the grid that took it over."""
		above = self.successor or self.parent_grid
		path = frappe.db.get_value("Grid", above, "grid_path", for_update=True) if above else ""
		self.grid_path = f"{path}{self.name}."

	def set_boundary(self):
		if self.has_value_changed("boundary"):
			try:
				self.boundary = (self.boundary and grid_geometry.normalised(self.boundary)) or None
			except grid_geometry.BoundaryError as error:
				frappe.throw(str(error), GridBoundaryError)
		bounds = grid_geometry.bounding_box(self.boundary) or (0,) * len(BOUNDS)
		self.update(dict(zip(BOUNDS, bounds, strict=True)))
		if self.boundary and not self.area:
			self.area = round(grid_geometry.area_km2(self.boundary), 4)


def on_doctype_update():
	"""Index what is asked of every point of the map: whose bounding box holds it."""
	frappe.db.add_index("Grid", ["min_lon", "max_lon", "min_lat", "max_lat"], "bounding_box")
