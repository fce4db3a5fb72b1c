"""The notice of rights and duties (Articles 23 and 24 of the People's Mediation Law), and which parties received it."""

import frappe
from frappe import _

from yumen_governance.dispute_resolution.dossier.record import DossierRecord, PaperError


class RightsNotice(DossierRecord):
	def validate(self):
		super().validate()
		self.check_receipts()

	def check_receipts(self):
		"""Name each party once; nobody received the notice before it was given."""
		seen = set()
		for row in self.receipts:
			self.take_party_name(row)
			if row.party in seen:
				frappe.throw(_("Row {0}: {1} is named twice.").format(row.idx, row.party_name), PaperError)
			if row.received_on and str(row.received_on) < str(self.told_on):
				frappe.throw(
					_("Row {0}: the notice can't be received before it was given.").format(row.idx),
					PaperError,
				)
			seen.add(row.party)

	def on_update(self):
		"""Note on each party when it was told its rights."""
		for row in self.receipts:
			if row.received_on:
				frappe.db.set_value(
					"Dispute Party", row.party, "rights_told_on", row.received_on, update_modified=False
				)
