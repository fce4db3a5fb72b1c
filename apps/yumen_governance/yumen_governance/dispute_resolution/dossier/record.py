"""The base of the papers that are written here: below a case and its mediation, with a scan that is checked."""

import frappe
from frappe import _
from frappe.model.document import Document

from yumen_governance.dispute_resolution.dossier import scans
from yumen_governance.dispute_resolution.dossier.freezing import refuse_if_filed


class PaperError(frappe.ValidationError):
	pass


class DossierRecord(Document):
	"""Needs the fields dispute_case and step; uses party, party_name and signed_scan when there."""

	def validate(self):
		refuse_if_filed(self)
		self.take_case()
		self.take_party_name(self)
		self.check_scan()

	def on_trash(self):
		refuse_if_filed(self)

	def take_case(self):
		"""Take the case from the mediation; refuse a mediation of another case."""
		case = frappe.db.get_value("Resolution Step", self.step, "dispute_case") if self.step else None
		if case and self.dispute_case and case != self.dispute_case:
			frappe.throw(_("The mediation {0} belongs to another case.").format(self.step), PaperError)
		self.dispute_case = self.dispute_case or case

	def take_party_name(self, row):
		"""Keep the name of a party beside the link; refuse a party of another case.

		:param row: this document, or a row of it with the fields party and party_name
		"""
		if not row.get("party"):
			return
		case, name = frappe.db.get_value("Dispute Party", row.party, ["dispute_case", "party_name"]) or (
			None,
			None,
		)
		if case != self.dispute_case:
			frappe.throw(_("Choose a party of this case."), PaperError)
		row.party_name = name

	def check_scan(self):
		"""Refuse a scan that isn't what its name says."""
		if self.get("signed_scan") and self.has_value_changed("signed_scan"):
			scans.check(self.signed_scan)
