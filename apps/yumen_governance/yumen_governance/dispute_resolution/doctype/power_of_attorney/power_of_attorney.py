"""A power of attorney: whom a party sends, and what they may do."""

import frappe
from frappe import _

from yumen_governance.dispute_resolution.dossier.record import DossierRecord, PaperError


class PowerofAttorney(DossierRecord):
	def validate(self):
		super().validate()
		if self.authority == "Special" and not (self.authority_detail or "").strip():
			frappe.throw(
				_(
					"A special authority names what the agent may do (admit, waive, change claims, settle, sign)."
				),
				PaperError,
			)
		if self.valid_from and self.valid_to and str(self.valid_to) < str(self.valid_from):
			frappe.throw(_("The authority can't end before it begins."), PaperError)
