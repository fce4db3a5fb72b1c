"""A person with a post in a grid."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from yumen_governance.grid_management.doctype.grid_member import account, bindings
from yumen_governance.grid_management.grid_paths import keep_paths
from yumen_governance.grid_management.posts import LEADER, SOURCE_FIELD

KEPT_BY_THE_SERVER = ("granted_role", "reminded_of")


class LeaderTakenError(frappe.ValidationError):
	pass


class GridMember(Document):
	def onload(self):
		self.set_onload("missing_role", account.missing_role(self))

	def validate(self):
		self.keep_what_the_server_wrote()
		self.validate_term()
		self.validate_grid()
		self.validate_source()
		self.validate_duties()
		account.validate(self)
		self.validate_one_leader()
		keep_paths(self, "grid")
		bindings.validate(self)

	def on_update(self):
		account.take_back_unfounded(self)

	def on_trash(self):
		account.take_back(self)

	def keep_what_the_server_wrote(self):
		before = self.get_doc_before_save()
		for fieldname in KEPT_BY_THE_SERVER:
			self.set(fieldname, before.get(fieldname) if before else None)

	def validate_term(self):
		if self.from_date and self.to_date and getdate(self.to_date) < getdate(self.from_date):
			frappe.throw(_("The term of office can't end before it begins."))

	def validate_grid(self):
		is_leader = self.post == LEADER
		if self.is_active and not frappe.db.get_value("Grid", self.grid, "is_active", for_update=is_leader):
			frappe.throw(_("Grid {0} is not in use.").format(self.grid))

	def validate_source(self):
		"""The circle that a person is drawn from may hold the post; asked when either changes."""
		if not self.drawn_from or not (
			self.is_new() or self.has_value_changed("drawn_from") or self.has_value_changed("post")
		):
			return
		source = frappe.db.get_value(
			"Grid Member Source", self.drawn_from, ["is_active", SOURCE_FIELD[self.post]], as_dict=True
		)
		if not source or not all(source.values()):
			frappe.throw(
				_("{0} may not hold the post {1}. Choose another post, or change who may hold it.").format(
					self.drawn_from, _(self.post)
				)
			)

	def validate_duties(self):
		duties = [row.duty for row in self.duties]
		if doubled := {duty for duty in duties if duties.count(duty) > 1}:
			frappe.throw(_("{0} is listed twice.").format(doubled.pop()))

	def validate_one_leader(self):
		"""A grid has one leader at a time; validate_grid locked its row, so that two can't enter at once."""
		if not self.is_active or self.post != LEADER:
			return
		filters = {"grid": self.grid, "post": LEADER, "is_active": 1, "name": ["!=", self.name or ""]}
		for other in frappe.get_all("Grid Member", filters, ["member_name", "from_date", "to_date"]):
			if self.serves_together_with(other):
				frappe.throw(_("{0} already leads this grid.").format(other.member_name), LeaderTakenError)

	def serves_together_with(self, other) -> bool:
		"""Tell whether two terms of office share a day; an open end is open for ever."""
		ends_before = self.to_date and other.from_date and getdate(self.to_date) < getdate(other.from_date)
		begins_after = self.from_date and other.to_date and getdate(self.from_date) > getdate(other.to_date)
		return not (ends_before or begins_after)

	@frappe.whitelist(methods=["POST"])
	def grant_role(self) -> str:
		"""Give the member's account the role that the post needs, and return the role.

		:raises frappe.PermissionError: only Governance Administrators give it
		:raises frappe.ValidationError: no account, a disabled one, an ended post, or nothing to give
		"""
		self.check_permission("write")
		self.reload()
		return account.grant(self)
