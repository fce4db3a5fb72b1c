"""What was told to whom: to a household, a group, or people in a public place; what they asked, what is owed to them."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, get_datetime, now_datetime

from yumen_governance.grid_management.grid_paths import keep_paths
from yumen_governance.permissions.registry import require_grid

MOST_PEOPLE = 10_000


class PublicityTalk(Document):
	def before_insert(self):
		self.user = frappe.session.user
		self.member_name = frappe.get_cached_value("User", self.user, "full_name")

	def validate(self):
		if self.is_new() or self.has_value_changed("grid"):
			require_grid(self.doctype, self.grid)
		keep_paths(self, "grid")
		self.validate_audience()
		self.note_answer()

	def validate_audience(self):
		if not 1 <= cint(self.people) <= MOST_PEOPLE:
			frappe.throw(_("Say how many people were told, from 1 to {0}.").format(MOST_PEOPLE))
		if self.audience == "Household" and not self.may_name_household():
			frappe.throw(_("Choose a household of your grid."))
		if get_datetime(self.told_on) > now_datetime():
			frappe.throw(_("This date can't lie in the future."))

	def may_name_household(self) -> bool:
		"""A household that stands there already stays, whoever answers."""
		if not self.household or not self.has_value_changed("household"):
			return bool(self.household)
		return bool(frappe.has_permission("Household", "read", self.household))

	def note_answer(self):
		"""Note who answered and when; a question is needed for an answer to be owed."""
		if self.answer_owed and not self.question:
			frappe.throw(_("Write down the question to which an answer is owed."))
		if self.answer and self.has_value_changed("answer"):
			self.answered_on, self.answered_by = now_datetime(), frappe.session.user
			self.answer_owed = 0


def on_doctype_update():
	"""Phones read by territory and time."""
	frappe.db.add_index("Publicity Talk", ["grid_path", "modified"])
