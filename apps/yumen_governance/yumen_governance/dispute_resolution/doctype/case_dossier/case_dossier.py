"""The dossier of one mediation: attached papers, cover, catalogue, and its number once it is filed."""

import frappe
from frappe import _
from frappe.model.document import Document

from yumen_governance.dispute_resolution.dossier import numbers, scans
from yumen_governance.dispute_resolution.dossier.filing import FILED, OPEN, NotFilableError
from yumen_governance.dispute_resolution.dossier.freezing import FiledError


class CaseDossier(Document):
	def validate(self):
		self.refuse_changes_of_filed()
		self.refuse_filing_by_hand()
		self.take_from_step()
		self.check_papers()

	def refuse_changes_of_filed(self):
		before = self.get_doc_before_save()
		if before and before.status == FILED:
			frappe.throw(
				_("The dossier is filed as {0}: its papers can't be changed any more.").format(
					before.filing_number
				),
				FiledError,
			)

	def refuse_filing_by_hand(self):
		"""Only the filing, which checks that everything is there, closes a dossier and numbers it."""
		if not self.flags.is_filing and (self.status != OPEN or self.filing_number):
			frappe.throw(_("A dossier is filed by its action, not by hand."), NotFilableError)

	def take_from_step(self):
		"""Take case, title and committee from the mediation."""
		fields = ["dispute_case", "case_title", "committee", "form"]
		step = frappe.db.get_value("Resolution Step", self.step, fields, as_dict=True)
		if step.form != "Mediation":
			frappe.throw(_("Only a mediation has a dossier of this kind."))
		self.update({"dispute_case": step.dispute_case, "case_title": step.case_title})
		self.committee = self.committee or step.committee
		self.dossier_title = self.dossier_title or step.case_title

	def check_papers(self):
		"""Refuse papers that can't be read, or of a party of another case."""
		before = self.get_doc_before_save()
		known = {row.file for row in before.papers} if before else set()
		parties = set(frappe.get_all("Dispute Party", {"dispute_case": self.dispute_case}, pluck="name"))
		for row in self.papers:
			if row.party and row.party not in parties:
				frappe.throw(_("Row {0}: choose a party of this case.").format(row.idx))
			if row.file not in known:
				scans.check(row.file)

	def on_trash(self):
		if self.status == FILED:
			frappe.throw(_("A filed dossier can't be deleted."), FiledError)


def on_doctype_update():
	"""Make room for the last filing numbers."""
	numbers.create_table()
