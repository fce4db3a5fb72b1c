"""The record of an investigation: who was asked, where and when, with every question and answer."""

import frappe
from frappe import _
from frappe.utils import get_datetime

from yumen_governance.dispute_resolution.dossier.record import DossierRecord, PaperError
from yumen_governance.registry.sealed_document import SealedDocument
from yumen_governance.registry.shape import shape_of


class InvestigationRecord(SealedDocument, DossierRecord):
	def validate(self):
		super().validate()
		if self.ended_on and get_datetime(self.ended_on) < get_datetime(self.held_on):
			frappe.throw(_("The investigation can't end before it begins."), PaperError)
		self.seal_phone()

	def seal_phone(self):
		"""Check a telephone number that came in, and put it out of sight."""
		plain = self.plain_values()
		self.update(plain)
		problems = [problem.message for problem in shape_of(self.doctype).every_problem(self, None)]
		if problems and plain != {"phone": "", **self.revealed()}:
			frappe.throw("<br>".join(problems), PaperError)
		self.seal(plain)
