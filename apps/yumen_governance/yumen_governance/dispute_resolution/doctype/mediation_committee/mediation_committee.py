"""A people's mediation committee: what it takes, its members and its term."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from yumen_governance.dispute_resolution import appointments
from yumen_governance.dispute_resolution.doctype.mediation_committee import composition
from yumen_governance.grid_management.grid_paths import path_of


class CommitteeError(frappe.ValidationError):
	pass


class MediationCommittee(Document):
	def onload(self):
		"""Tell the form what the committee still lacks."""
		self.set_onload("problems", self.problems())

	def validate(self):
		before = self.get_doc_before_save()
		self.reminded_of = before.reminded_of if before else None
		self.set_term()
		self.set_members()
		self.validate_lists()
		self.set_paths()
		if self.is_active and self.is_put_in_use():
			self.refuse_below_the_law()

	def on_update(self):
		before = appointments.of_committee(self.get_doc_before_save())
		appointments.bring_in_line({row.user for row in self.members if row.user}, before)

	def after_delete(self):
		appointments.bring_in_line((), appointments.of_committee(self))

	def set_term(self):
		if not self.term_from:
			self.term_to = None
			return
		latest = composition.last_day(self.term_from)
		if not self.term_to or (
			self.has_value_changed("term_from") and not self.has_value_changed("term_to")
		):
			self.term_to = latest
		if getdate(self.term_to) < getdate(self.term_from):
			frappe.throw(_("The term of office can't end before it begins."), CommitteeError)
		if getdate(self.term_to) > latest:
			frappe.throw(
				_(
					"A term lasts three years: it ends on {0} at the latest (People's Mediation Law, art. 9)."
				).format(latest),
				CommitteeError,
			)

	def set_members(self):
		"""Take sex and account from the mediators' records, and refuse who stands twice or isn't in use."""
		names = [row.mediator for row in self.members]
		if doubled := {name for name in names if names.count(name) > 1}:
			frappe.throw(_("{0} is listed twice.").format(self.name_of(doubled.pop())), CommitteeError)
		rows = frappe.get_all(
			"Mediator", {"name": ["in", names or [""]]}, ["name", "sex", "user", "is_active"]
		)
		known = {row.name: row for row in rows}
		for row in self.members:
			mediator = known.get(row.mediator) or frappe._dict()
			row.update({"sex": mediator.sex, "user": mediator.user})
			if self.is_active and not mediator.is_active:
				frappe.throw(
					_("Mediator {0} is not in use.").format(self.name_of(row.mediator)), CommitteeError
				)

	def name_of(self, mediator: str) -> str:
		return frappe.db.get_value("Mediator", mediator, "mediator_name") or mediator

	def validate_lists(self):
		types = [row.dispute_type for row in self.dispute_types]
		if len(types) != len(set(types)):
			frappe.throw(_("A dispute type is listed twice."), CommitteeError)

	def set_paths(self):
		for row in self.grids:
			row.grid_path = path_of(row.grid)

	def is_put_in_use(self) -> bool:
		"""Tell whether what the law asks for is to be asked: it is put in use, or its members or term changed."""
		before = self.get_doc_before_save()
		if not before or not before.is_active:
			return True
		return self.shape() != before.shape()

	def shape(self) -> tuple:
		rows = sorted((row.mediator, row.post) for row in self.members)
		return (str(self.term_from), str(self.term_to), *rows)

	def problems(self) -> list[str]:
		members = [composition.Member(row.sex, row.post) for row in self.members]
		return composition.problems(members, getdate(self.term_to) if self.term_to else None, getdate())

	def refuse_below_the_law(self):
		if found := self.problems():
			frappe.throw("<br>".join(found), CommitteeError, title=_("This Committee Can't Be Put in Use"))
