"""A party to a dispute: a person or an organisation, with guardian and agent where there are."""

import frappe
from frappe import _
from frappe.model import no_value_fields
from frappe.utils import getdate, now_datetime

from yumen_governance.dispute_resolution import parties
from yumen_governance.registry.code_lists import labels_of, no_longer_used
from yumen_governance.registry.identifiers import normalise_uscc, uscc_problem
from yumen_governance.registry.sealed_document import SealedDocument
from yumen_governance.registry.shape import shape_of

CASE = "Dispute Case"


class DisputeParty(SealedDocument):
	def validate(self):
		plain = self.plain_values()
		self.find_resident(plain.get("id_number"))
		self.uscc = normalise_uscc(self.uscc)
		self.check(plain)
		self.seal(plain)
		parties.check_together(self)

	def find_resident(self, id_number: str | None):
		"""Link the registered person with this ID number, and take from there what wasn't told."""
		if self.party_kind != "Person" or not id_number:
			self.resident = None
			return
		self.resident = parties.resident_with(id_number)
		if self.resident:
			known = parties.known_values(self.resident)
			self.update({field: value for field, value in known.items() if not self.get(field)})

	def check(self, plain: dict[str, str]):
		"""Derive, then refuse with every problem at once."""
		shape, today = shape_of(self.doctype), getdate()
		self.update(plain)
		shape.derive(self, today)
		for fieldname in shape.seals:
			plain[fieldname] = self.get(fieldname) or ""
		found = [
			self.sentence(problem.fieldname, problem.message) for problem in shape.every_problem(self, today)
		]
		if self.uscc and (problem := uscc_problem(self.uscc)):
			found.append(self.sentence("uscc", problem))
		if found:
			frappe.throw("<br>".join(found), parties.PartyError)
		self.refuse_codes_out_of_use(shape)

	def sentence(self, fieldname: str, message: str) -> str:
		return frappe.utils.escape_html(f"{_(self.meta.get_label(fieldname))}: {message}")

	def refuse_codes_out_of_use(self, shape):
		"""Refuse newly chosen codes that are switched off; old records keep theirs."""
		chosen = {self.get(field) for field in shape.codes if self.has_value_changed(field)} - {None, ""}
		if closed := no_longer_used(chosen):
			labels = ", ".join(labels_of(closed).values())
			frappe.throw(_("No longer used, please choose another: {0}").format(labels), parties.PartyError)

	def after_insert(self):
		parties.seal_for_minor(self)
		parties.note(self, "Add Party", frappe.session.user, now_datetime())

	def on_update(self):
		before = self.get_doc_before_save()
		if not before:
			return
		parties.seal_for_minor(self)
		if self.has_changed(before):
			parties.note(self, "Change Party", frappe.session.user, now_datetime())

	def has_changed(self, before) -> bool:
		fields = [df.fieldname for df in self.meta.fields if df.fieldtype not in no_value_fields]
		return any(str(self.get(field) or "") != str(before.get(field) or "") for field in fields)


def on_doctype_update():
	"""Find at once the parties of a case, and the cases of a person."""
	frappe.db.add_index("Dispute Party", ["dispute_case", "side", "is_representative"])
