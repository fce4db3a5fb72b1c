"""The record of one mediation session: typed while people talk, locked once signed."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime, now_datetime

from yumen_governance.dispute_resolution import signed_records
from yumen_governance.dispute_resolution.dossier import signed_files
from yumen_governance.grid_management.year_numbers import YearNumbers
from yumen_governance.permissions.dispute import may_write
from yumen_governance.time_limits.stages import ENDED

NUMBERS = YearNumbers("Mediation Session", "MS")
SCAN = "signed_scan"
BY_CODE = ("number", "status", "signed_on", "signed_by", "version", "previous_version", "version_reason")
DRAFT, SIGNED, REPLACED = "Draft", "Signed", "Replaced"


class SessionError(frappe.ValidationError):
	pass


class MediationSession(Document):
	def autoname(self):
		self.name = NUMBERS.take(1, now_datetime().year)[0]

	def onload(self):
		"""Tell the form whether this person may change the record now."""
		self.set_onload("may_write", may_write(self.doctype, self.name, frappe.session.user))

	def before_insert(self):
		step = frappe.db.get_value("Resolution Step", self.step, ["form", "stage"], as_dict=True)
		if not self.flags.is_correction and (not step or step.form != "Mediation" or step.stage in ENDED):
			frappe.throw(_("A session is held in an open mediation step."), SessionError)

	def validate(self):
		signed_records.keep_code_fields(self, BY_CODE)
		self.take_from_step()
		self.give_number()
		self.validate_times()
		self.set_people()
		before = self.get_doc_before_save()
		if before and before.status != DRAFT and not self.flags.get(signed_records.CODE_WRITTEN):
			scan_is_new = not before.get(SCAN)
			signed_records.refuse_change(self, (SCAN, f"{SCAN}_hash") if scan_is_new else ())
		signed_files.take_in(self, SCAN, f"{SCAN}_hash")

	def on_trash(self):
		if self.status != DRAFT:
			frappe.throw(_("A signed record can't be deleted."), signed_records.SignedRecordError)

	def take_from_step(self):
		step = frappe.db.get_value("Resolution Step", self.step, ["dispute_case", "case_title"], as_dict=True)
		self.update({"dispute_case": step.dispute_case, "case_title": step.case_title})

	def give_number(self):
		"""Count the sessions of a step; a correction keeps the number of what it corrects."""
		if self.number:
			return
		frappe.db.get_value("Resolution Step", self.step, "name", for_update=True)
		numbers = frappe.get_all("Mediation Session", {"step": self.step}, pluck="number")
		self.number = max(numbers, default=0) + 1

	def validate_times(self):
		if self.held_on and get_datetime(self.held_on) > now_datetime() and self.ended_on:
			frappe.throw(_("A session that lies ahead hasn't ended yet."), SessionError)
		if self.held_on and self.ended_on and get_datetime(self.ended_on) < get_datetime(self.held_on):
			frappe.throw(_("A session can't end before it begins."), SessionError)

	def set_people(self):
		"""Fill in the names of parties, and refuse who doesn't belong here."""
		parties = dict(
			frappe.get_all(
				"Dispute Party", {"dispute_case": self.dispute_case}, ["name", "party_name"], as_list=True
			)
		)
		for row in self.attendees:
			if row.party and row.party not in parties:
				frappe.throw(_("Row {0}: this isn't a party of the case.").format(row.idx), SessionError)
			if row.party and row.capacity == "Party":
				row.attendee_name = parties[row.party]
		for row in self.mediators:
			row.user = frappe.db.get_value("Mediator", row.mediator, "user")


def on_doctype_update():
	"""Find the sessions of a step and of a day at once, and make room for this year's numbers."""
	frappe.db.add_index("Mediation Session", ["step", "number"])
	NUMBERS.ensure(now_datetime().year)
