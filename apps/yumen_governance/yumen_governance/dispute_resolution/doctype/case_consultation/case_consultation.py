"""A consultation (会诊): who was called, when, about which cases; minutes, and for each case an opinion and a next step."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from yumen_governance.dispute_resolution import consultations
from yumen_governance.dispute_resolution.methods import method_of
from yumen_governance.dispute_resolution.step_rules import CONSULTATION


class CaseConsultation(Document):
	def before_validate(self):
		self.host = self.host or frappe.session.user
		self.consultation_type = self.consultation_type or method_of(self.method).consultation_type
		for row in self.cases:
			row.case_title = row.case_title or frappe.db.get_value("Dispute Case", row.dispute_case, "title")

	def validate(self):
		self.validate_is_open()
		self.validate_method()
		self.validate_cases_are_seen()
		if said := list(consultations.problems(self)):
			frappe.throw("<br>".join(said), consultations.ConsultationError)

	def validate_is_open(self):
		before = self.get_doc_before_save()
		if before and before.status != consultations.CONVENED:
			frappe.throw(_("This consultation is over."), consultations.ConsultationError)
		if before and before.status != self.status and not self.flags.ends:
			frappe.throw(
				_("Please conclude the consultation by its button."), consultations.ConsultationError
			)

	def validate_method(self):
		method = method_of(self.method)
		if method.form != CONSULTATION or method.consultation_type != self.consultation_type:
			frappe.throw(
				_("{0} is no method of consultation of this type.").format(self.method),
				consultations.ConsultationError,
			)

	def validate_cases_are_seen(self):
		"""Nobody puts a case before others that they may not change themselves; what was called stays.

		:raises frappe.PermissionError: a case isn't theirs
		"""
		before = self.get_doc_before_save()
		had = {row.dispute_case for row in before.cases} if before else set()
		now_has = {row.dispute_case for row in self.cases}
		if had - now_has:
			frappe.throw(
				_("A case that was called stays in the consultation."), consultations.ConsultationError
			)
		for case in now_has - had:
			frappe.get_doc("Dispute Case", case).check_permission("write")

	def on_update(self):
		if self.status == consultations.CONVENED:
			consultations.open_its_steps(self, frappe.session.user, now_datetime())
			consultations.tell_called(self)

	def on_trash(self):
		frappe.throw(_("A consultation is kept; it can be called off."), consultations.ConsultationError)
