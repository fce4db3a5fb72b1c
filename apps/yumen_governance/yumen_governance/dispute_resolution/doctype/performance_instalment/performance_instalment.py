"""One instalment of what an agreement promises: planned with its draft, received in parts."""

import frappe
from frappe import _
from frappe.model.document import Document

from yumen_governance.dispute_resolution import signed_records
from yumen_governance.dispute_resolution.agreements import performance

BY_CODE = (
	"number",
	"status",
	"amount_performed",
	"performed_on",
	"receipts",
	"receipt",
	"reminded_of",
)


class InstalmentError(frappe.ValidationError):
	pass


class PerformanceInstalment(Document):
	def validate(self):
		agreement = frappe.db.get_value(
			"Mediation Agreement", self.agreement, ["dispute_case", "case_title", "stage"], as_dict=True
		)
		by_code = self.flags.get(signed_records.CODE_WRITTEN)
		if not by_code and agreement.stage != "Intake":
			frappe.throw(
				_(
					"The agreement is signed: its instalments change by what is received, or by a new version."
				),
				signed_records.SignedRecordError,
			)
		if not self.is_new():
			signed_records.keep_code_fields(self, BY_CODE)
		self.update({"dispute_case": agreement.dispute_case, "case_title": agreement.case_title})
		self.validate_liable()

	def validate_liable(self):
		party = frappe.db.get_value(
			"Dispute Party", self.liable_party, ["dispute_case", "party_name"], as_dict=True
		)
		if not party or party.dispute_case != self.dispute_case:
			frappe.throw(_("The liable party isn't a party of this case."), InstalmentError)
		self.liable_name = party.party_name

	def on_update(self):
		if not self.flags.get(signed_records.CODE_WRITTEN):
			self.refresh_sums()

	def after_delete(self):
		self.refresh_sums()

	def refresh_sums(self):
		if frappe.db.exists("Mediation Agreement", self.agreement):
			performance.refresh_sums(self.agreement)

	def on_trash(self):
		if self.status != "Planned":
			frappe.throw(_("What is owed can't be deleted."), signed_records.SignedRecordError)


def on_doctype_update():
	"""Find what is owed by its day, by agreement and by case at once."""
	frappe.db.add_index("Performance Instalment", ["status", "due_on"])
	frappe.db.add_index("Performance Instalment", ["agreement", "due_on"])
