"""A resident: registered, floating, left behind or foreign."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from yumen_governance.permissions.registry import writes_registry
from yumen_governance.permissions.scope import scope_of
from yumen_governance.registry import search_keys
from yumen_governance.registry.doctype.resident.merging import MergeError, merge
from yumen_governance.registry.doctype.resident.resident_shape import MERGED
from yumen_governance.registry.identifiers import is_old_id
from yumen_governance.registry.moves import Move, move
from yumen_governance.registry.record import RegistryRecord

FOUND_BY = ("resident_name", "former_name", "grid", "status", "sealed")


class Resident(RegistryRecord):
	def onload(self):
		super().onload()
		self.set_onload("is_child", self.is_child)

	def validate(self):
		self.refuse_merging_by_hand()
		self.tell_conversion()
		super().validate()

	def on_update(self):
		if any(self.has_value_changed(fieldname) for fieldname in FOUND_BY):
			search_keys.renew(self, search_keys.address_of(self))

	def on_trash(self):
		search_keys.remove([self.name])

	@property
	def is_child(self) -> bool:
		"""Under fourteen: every datum of the person is sensitive (PIPL art. 28)."""
		until = self.child_until or frappe.db.get_value("Resident", self.name, "child_until")
		return bool(until) and getdate(until) > getdate()

	def refuse_merging_by_hand(self):
		before = self.get_doc_before_save()
		if self.flags.merging:
			return
		if before and before.status == MERGED:
			frappe.throw(_("This record was merged into another; please change that one."), MergeError)
		if self.status == MERGED:
			frappe.throw(_("Records are merged by the action Merge, not by their status."), MergeError)

	def tell_conversion(self):
		if is_old_id(self.id_number):
			frappe.msgprint(
				_("The old ID number of 15 digits is converted to 18; please compare it with the document."),
				alert=True,
			)

	@frappe.whitelist(methods=["POST"])
	def merge_into(self, kept: str) -> None:
		"""Merge this record, a duplicate, into another of the same person; for those who keep the whole registry.

		:param kept: the name of the resident that is kept and completed
		:raises MergeError: the records can't be one person's
		:raises frappe.PermissionError: the person doesn't keep the registry
		"""
		self.check_permission("write")
		if not writes_registry(scope_of(frappe.session.user)):
			frappe.throw(_("Please ask a registry clerk to merge these records."), frappe.PermissionError)
		names = sorted({self.name, kept})
		locked = {name: frappe.get_doc("Resident", name, for_update=True) for name in names}
		merge(locked[self.name], locked[kept])

	@frappe.whitelist(methods=["POST"])
	def move_to_grid(self, grid: str, reason: str, moved_on: date | None = None) -> None:
		"""Move the resident alone to another grid; household and residence stay behind.

		:raises frappe.PermissionError: the person isn't in charge of both grids
		"""
		self.check_permission("write")
		move(frappe.get_doc("Resident", self.name), Move(grid, getdate(moved_on), reason))


def on_doctype_update():
	"""Index what a list of a territory asks, and make room for what residents are found by."""
	search_keys.create_table()
	frappe.db.add_index("Resident", ["grid_path", "status", "modified"])
