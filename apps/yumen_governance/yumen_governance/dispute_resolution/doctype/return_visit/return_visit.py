"""A visit to the parties after an agreement: whether it is performed, and whether the dispute is over."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, now_datetime

from yumen_governance.grid_management.year_numbers import YearNumbers

NUMBERS = YearNumbers("Return Visit", "RV")


class ReturnVisitError(frappe.ValidationError):
	pass


class ReturnVisit(Document):
	def autoname(self):
		self.name = NUMBERS.take(1, now_datetime().year)[0]

	def before_insert(self):
		self.visitor = self.visitor or frappe.session.user

	def validate(self):
		self.take_from_agreement()
		if getdate(self.visited_on) > getdate():
			frappe.throw(_("A visit that lies ahead has no findings yet."), ReturnVisitError)
		self.need("lawsuit", self.sued)
		self.need("wrong_note", self.wrong_mediation)
		needs_measures = (
			self.wrong_mediation or self.relapse_risk == "High" or self.performance == "Not Performed"
		)
		self.need("measures", needs_measures)

	def take_from_agreement(self):
		title = frappe.db.get_value("Dispute Case", self.dispute_case, "title")
		self.case_title = title
		if not self.agreement:
			return
		agreement = frappe.db.get_value(
			"Mediation Agreement", self.agreement, ["dispute_case", "step", "effective_on"], as_dict=True
		)
		if agreement.dispute_case != self.dispute_case:
			frappe.throw(_("The agreement belongs to another case."), ReturnVisitError)
		if not agreement.effective_on or getdate(self.visited_on) < getdate(agreement.effective_on):
			frappe.throw(_("The parties are visited after the agreement took effect."), ReturnVisitError)
		self.step = agreement.step

	def need(self, fieldname: str, asked):
		if asked and not (self.get(fieldname) or "").strip():
			frappe.throw(_("Enter {0}.").format(_(self.meta.get_label(fieldname))), ReturnVisitError)


def on_doctype_update():
	"""Find the visits of a case and agreement at once, and make room for this year's numbers."""
	frappe.db.add_index("Return Visit", ["agreement", "visited_on"])
	NUMBERS.ensure(now_datetime().year)
