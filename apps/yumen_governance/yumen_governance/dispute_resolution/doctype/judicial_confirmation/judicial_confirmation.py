"""The application of all parties to a court to confirm their agreement, and what the court decided."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, now_datetime

from yumen_governance.dispute_resolution.agreements import confirming
from yumen_governance.dispute_resolution.agreements.confirming import ConfirmationError
from yumen_governance.grid_management.year_numbers import YearNumbers

NUMBERS = YearNumbers("Judicial Confirmation", "JC")
AGREEMENT = "Mediation Agreement"
IN_EFFECT = ("Handling", "Closed")
# As the application was filed; what the court did is added afterwards
APPLICATION = (
	"court",
	"jurisdiction",
	"matter",
	"applicants",
	"request",
	"facts_and_reasons",
	"promise",
	"filed_on",
)
COURSE = {
	"confirmation_filed_on": "filed_on",
	"confirmation_accepted_on": "accepted_on",
	"confirmation_decided_on": "decided_on",
}


class JudicialConfirmation(Document):
	def autoname(self):
		self.name = NUMBERS.take(1, now_datetime().year)[0]

	def validate(self):
		agreement = frappe.get_doc(AGREEMENT, self.agreement)
		self.take_from_agreement(agreement)
		self.name_applicants(agreement)
		self.refuse_second(agreement)
		self.keep_application()
		if self.filed_on and self.has_value_changed("filed_on"):
			names = {row.party: row.party_name for row in agreement.signatures}
			confirming.check(self, list(names), names, getdate())
		self.validate_course()
		self.set_status()

	def on_update(self):
		agreement = frappe.get_doc(AGREEMENT, self.agreement, for_update=True)
		values = {target: self.get(source) for target, source in COURSE.items()}
		if any(
			getdate(agreement.get(name) or "1-1-1") != getdate(day or "1-1-1") for name, day in values.items()
		):
			agreement.update(values)
			agreement.flags.from_confirmation = True
			agreement.save(ignore_permissions=True)  # the application that tells it was checked

	def on_trash(self):
		if self.filed_on:
			frappe.throw(_("An application that was filed can't be deleted."), ConfirmationError)

	def take_from_agreement(self, agreement):
		if agreement.stage not in IN_EFFECT or not agreement.effective_on:
			frappe.throw(_("Only an agreement in effect is confirmed."), ConfirmationError)
		self.update({name: agreement.get(name) for name in ("dispute_case", "case_title", "step")})
		self.update(
			{
				"effective_on": agreement.effective_on,
				"file_until": confirming.last_day(agreement.effective_on),
			}
		)

	def name_applicants(self, agreement):
		if self.is_new() and not self.applicants:
			self.set("applicants", [{"party": row.party} for row in agreement.signatures])
		names = {row.party: row.party_name for row in agreement.signatures}
		for row in self.applicants:
			if row.party not in names:
				frappe.throw(
					_("Row {0}: only parties of the agreement apply.").format(row.idx), ConfirmationError
				)
			row.party_name = names[row.party]

	def refuse_second(self, agreement):
		"""One application at a time; after one that was withdrawn or not accepted another may be filed."""
		filters = {"agreement": agreement.name, "name": ["!=", self.name or ""]}
		ended = ("Withdrawn", "Not Accepted")
		for row in frappe.get_all("Judicial Confirmation", filters, ["name", "result"]):
			if row.result not in ended:
				frappe.throw(
					_("An application for this agreement is there already: {0}.").format(row.name),
					ConfirmationError,
				)

	def keep_application(self):
		before = self.get_doc_before_save()
		if not before or not before.filed_on:
			return
		for name in APPLICATION:
			if name == "applicants":
				changed = [(row.party, row.has_signed) for row in self.applicants] != [
					(row.party, row.has_signed) for row in before.applicants
				]
			else:
				changed = self.has_value_changed(name)
			if changed:
				frappe.throw(
					_("The application is filed: {0} can't be changed.").format(_(self.meta.get_label(name))),
					ConfirmationError,
				)

	def validate_course(self):
		"""Filed, accepted, decided: in this order, and none on a day that lies ahead."""
		days = [self.filed_on, self.accepted_on, self.decided_on]
		if (self.accepted_on or self.decided_on or self.result) and not self.filed_on:
			frappe.throw(_("Enter when the application was filed first."), ConfirmationError)
		known = [getdate(day) for day in days if day]
		if known != sorted(known) or any(day > getdate() for day in known):
			frappe.throw(
				_("Filing, acceptance and decision follow one another, and none lies ahead."),
				ConfirmationError,
			)
		if self.decided_on and not self.result:
			frappe.throw(_("Enter the result of the decision."), ConfirmationError)
		if self.result in ("Confirmed", "Dismissed") and not (self.decided_on and self.document_number):
			frappe.throw(
				_(
					"Enter when the court decided, and the number of its ruling (Civil Procedure Law, art. 206)."
				),
				ConfirmationError,
			)

	def set_status(self):
		if self.result:
			self.status = "Decided"
		elif self.accepted_on:
			self.status = "Accepted"
		else:
			self.status = "Filed" if self.filed_on else "Draft"


def on_doctype_update():
	"""Find the applications of an agreement at once, and make room for this year's numbers."""
	frappe.db.add_index("Judicial Confirmation", ["agreement", "result"])
	NUMBERS.ensure(now_datetime().year)
