"""A proposal to correct a record of the registry, or to add one; written by its actions alone."""

import frappe

from yumen_governance.field_work.collecting.proposals import showing, states
from yumen_governance.grid_management.code_written import CodeWritten
from yumen_governance.registry.sealed_document import SealedDocument


class CorrectionProposal(SealedDocument, CodeWritten):
	def onload(self):
		"""Tell the form what the record says today, and whether the person may decide or withdraw it."""
		self.set_onload("today", showing.today_of(self) if self.status == states.OPEN else {})
		self.set_onload("may_decide", states.may_decide(self, frappe.session.user))
		self.set_onload("may_withdraw", states.may_withdraw(self, frappe.session.user))

	def validate(self):
		super().validate()
		self.seal(self.plain_values())


def on_doctype_update():
	"""Index what phones, and the form of a record, ask."""
	frappe.db.add_index(states.DOCTYPE, ["grid_path", "modified"])
	frappe.db.add_index(states.DOCTYPE, ["reference_doctype", "reference_name", "status"])
