"""A grid: a node of the tree city, level 1, level 2, level 3."""

import frappe
from frappe import _
from frappe.utils.nestedset import NestedSet, NestedSetMultipleRootsError

from yumen_governance.grid_management.grid_paths import move_paths
from yumen_governance.grid_management.grid_rules import CODE_LENGTH, LEVELS, UNIT_TYPES, level_of


class GridLevelError(frappe.ValidationError):
	pass


class GridCodeError(frappe.ValidationError):
	pass


class Grid(NestedSet):
	nsm_parent_field = "parent_grid"

	def validate(self):
		self.set_level()
		self.validate_unit_type()
		self.validate_level_is_kept()
		self.validate_parent()
		self.validate_code()
		self.set_path()

	def on_update(self):
		before = self.get_doc_before_save()
		old_path, new_path = before and before.grid_path, self.grid_path
		super().on_update()
		if old_path and old_path != new_path:
			move_paths(old_path, new_path)

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
		parent_level = frappe.db.get_value("Grid", self.parent_grid, "grid_level")
		expected = LEVELS[LEVELS.index(self.grid_level) - 1]
		if parent_level != expected:
			frappe.throw(
				_("A grid of {0} must lie under a grid of {1}, but {2} is of {3}.").format(
					_(self.grid_level), _(expected), self.parent_grid, _(parent_level)
				),
				GridLevelError,
			)

	def validate_only_root(self):
		if self.parent_grid:
			frappe.throw(_("The city has no parent grid."), GridLevelError)
		if frappe.db.exists("Grid", {"grid_level": LEVELS[0], "name": ["!=", self.name]}):
			frappe.throw(_("There is exactly one city, and it exists already."), NestedSetMultipleRootsError)

	def validate_code(self):
		"""The code is issued once, under the parent of that day, and is kept when the grid moves."""
		if not self.is_new():
			return
		length = CODE_LENGTH[self.grid_level]
		if not (self.grid_code.isascii() and self.grid_code.isdigit() and len(self.grid_code) == length):
			frappe.throw(
				_("The code of a grid of {0} has {1} digits.").format(_(self.grid_level), length),
				GridCodeError,
			)
		if self.parent_grid and not self.grid_code.startswith(self.parent_grid):
			frappe.throw(
				_("The grid code must begin with the code of its parent, {0}.").format(self.parent_grid),
				GridCodeError,
			)

	def set_path(self):
		parent_path = frappe.db.get_value("Grid", self.parent_grid, "grid_path") if self.parent_grid else ""
		self.grid_path = f"{parent_path}{self.name}."
