"""A people's mediator: fields of work, languages, load, and the account that works as one."""

import frappe
from frappe import _
from frappe.model.document import Document

from yumen_governance.dispute_resolution import appointments
from yumen_governance.grid_management.grid_paths import path_of

SEPARATORS = "，,;；/ "


class MediatorError(frappe.ValidationError):
	pass


class Mediator(Document):
	def validate(self):
		self.validate_account()
		self.validate_not_needed()
		self.languages = "、".join(languages_of(self.languages))
		if not self.is_chief:
			self.studio = None
		for row in self.grids:
			row.grid_path = path_of(row.grid)

	def on_update(self):
		self.carry_account_to_committees()
		before = appointments.of_mediator(self.get_doc_before_save())
		appointments.bring_in_line({self.user} - {None, ""}, before)

	def after_delete(self):
		appointments.bring_in_line((), appointments.of_mediator(self))

	def validate_account(self):
		"""An account is a working person's own, and stands for one mediator."""
		if not self.user or not self.has_value_changed("user"):
			return
		if not frappe.db.get_value("User", self.user, "enabled") or self.user in frappe.STANDARD_USERS:
			frappe.throw(_("{0} is no working account of a person.").format(self.user), MediatorError)
		other = frappe.db.get_value(
			"Mediator", {"user": self.user, "name": ["!=", self.name or ""]}, "mediator_name"
		)
		if other:
			frappe.throw(_("The account {0} belongs to {1}.").format(self.user, other), MediatorError)

	def validate_not_needed(self):
		"""Who is a member of a committee in use is replaced there before leaving office."""
		if self.is_active or self.is_new() or not self.has_value_changed("is_active"):
			return
		member, committee = frappe.qb.DocType("Committee Member"), frappe.qb.DocType("Mediation Committee")
		names = (
			frappe.qb.from_(member)
			.inner_join(committee)
			.on(committee.name == member.parent)
			.select(committee.committee_name)
			.where((member.mediator == self.name) & (committee.is_active == 1))
		).run(pluck=True)
		if names:
			frappe.throw(
				_("{0} is a member of {1}. Replace them there first.").format(self.mediator_name, names[0]),
				MediatorError,
			)

	def carry_account_to_committees(self):
		frappe.db.set_value(
			"Committee Member",
			{"mediator": self.name},
			{"user": self.user, "sex": self.sex},
			update_modified=False,
		)


def languages_of(text: str | None) -> list[str]:
	"""Return the languages that a person named, whatever stands between them."""
	for sign in SEPARATORS:
		text = (text or "").replace(sign, "、")
	return list(dict.fromkeys(filter(None, (text or "").split("、"))))


def on_doctype_update():
	"""Find a mediator by account at once."""
	frappe.db.add_index("Mediator", ["is_active", "user"])
