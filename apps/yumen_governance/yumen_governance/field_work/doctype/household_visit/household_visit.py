"""A visit of a household: with a purpose, with findings, with feedback after."""

import frappe
from frappe.model.document import Document
from frappe.utils import now_datetime

from yumen_governance.field_work.visits import effects, findings, needs, rules
from yumen_governance.grid_management.people import people_of
from yumen_governance.permissions.visits import leads


class HouseholdVisit(Document):
	def onload(self):
		self.set_onload("people", people_of(self))
		self.set_onload("may_answer", leads(frappe.session.user, self.grid_path))

	def validate(self):
		rules.check(self, frappe.session.user, now_datetime())

	def on_update(self):
		effects.follow(self)

	@frappe.whitelist(methods=["POST"])
	def answer_need(self, decision: str, answer: str, event: str | None = None) -> None:
		"""Answer a need for help, or say to whom it was handed on.

		:raises frappe.PermissionError: the person leads no grid above the household
		:raises VisitError: no open need, no such decision, or no words
		"""
		self.check_permission("write")
		self.reload()
		needs.answer(self, decision, answer, frappe.session.user, now_datetime(), event)

	@frappe.whitelist(methods=["POST"])
	def make_of_finding(
		self,
		becomes: str,
		text: str | None = None,
		category: str | None = None,
		hazard_kind: str | None = None,
		hazard_level: str | None = None,
	) -> str:
		"""Make an event or a hazard of what was found, and return its name.

		:raises VisitError: it became one already, or nothing of the kind
		"""
		self.check_permission("write")
		self.reload()
		values = {
			"text": text,
			"category": category,
			"hazard_kind": hazard_kind,
			"hazard_level": hazard_level,
		}
		user, now = frappe.session.user, now_datetime()
		return findings.become(self, becomes, values, [], f"visit-{self.name}", user, now)


def on_doctype_update():
	"""Index what lists, phones and plans ask."""
	frappe.db.add_index("Household Visit", ["grid_path", "modified"])
	frappe.db.add_index("Household Visit", ["visited_by", "modified"])
	frappe.db.add_index("Household Visit", ["household", "visited_on"], "visits_of_a_household")
	frappe.db.add_index("Household Visit", ["grid_path", "household", "visited_on"], "last_seen")
	frappe.db.add_index("Household Visit", ["help_status", "grid_path"], "open_needs")
	frappe.db.add_index("Household Visit", ["status", "feedback_due_on"], "feedback_due")
