"""A mediation agreement: drafted, signed, performed; what was signed changes by a new version only."""

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from yumen_governance.dispute_resolution import moves, signed_records, steps
from yumen_governance.dispute_resolution.agreements import confirming, drafting, performance, signing
from yumen_governance.dispute_resolution.agreements.signing import AgreementError
from yumen_governance.dispute_resolution.dossier import signed_files
from yumen_governance.grid_management.year_numbers import YearNumbers
from yumen_governance.permissions.dispute import may_write
from yumen_governance.time_limits import effects
from yumen_governance.time_limits.governed import GovernedDocument
from yumen_governance.time_limits.stages import ENDED
from yumen_governance.time_limits.transitions import Step

NUMBERS = YearNumbers("Mediation Agreement", "MA")
BY_CODE = ("version", "previous_version", "version_reason", "signed_on", "effective_on", "confirmation_until")
COURT_DATES = ("confirmation_filed_on", "confirmation_accepted_on", "confirmation_decided_on")
SUMS = ("amount_agreed", "amount_performed", "next_due_on")
# What goes on changing after the signing: its course, its sums, the court's dates
GOING_ON = (
	*SUMS,
	*COURT_DATES,
	"signed_file",
	"signed_file_hash",
	"workflow_state",
	"stage",
	"due_on",
	"closed_on",
	"ending_reason",
)


class MediationAgreement(GovernedDocument):
	def autoname(self):
		self.name = NUMBERS.take(1, now_datetime().year)[0]

	def onload(self):
		"""Tell the form whether this person may change the agreement now."""
		self.set_onload("may_write", may_write(self.doctype, self.name, frappe.session.user))

	def validate(self):
		before = self.get_doc_before_save()
		signed_records.keep_code_fields(self, BY_CODE)
		self.keep_court_dates(before)
		if before and before.stage != "Intake":
			signed_records.refuse_change(self, GOING_ON)
		else:
			self.prepare_draft()
		signed_files.take_in(self)
		super().validate()

	def keep_court_dates(self, before):
		"""What a court did stands in the Judicial Confirmation, and comes from there."""
		if not self.flags.from_confirmation:
			for name in COURT_DATES:
				self.set(name, before.get(name) if before else None)

	def prepare_draft(self):
		step = frappe.db.get_value("Resolution Step", self.step, ["dispute_case", "case_title"], as_dict=True)
		self.update({"dispute_case": step.dispute_case, "case_title": step.case_title})
		self.name_parties()
		self.copies = len(self.signatures) + 1
		performance.set_sums(self)

	def name_parties(self):
		rows = frappe.get_all(
			"Dispute Party", {"dispute_case": self.dispute_case}, ["name", "party_name", "side"]
		)
		known, seen = {row.name: row for row in rows}, set()
		for row in self.signatures:
			if row.party not in known or row.party in seen:
				frappe.throw(_("Row {0}: enter each party of the case once.").format(row.idx), AgreementError)
			seen.add(row.party)
			row.update({"party_name": known[row.party].party_name, "side": known[row.party].side})

	def on_step(self, step: Step, now):
		if step.effect == effects.SIGN_AGREEMENT:
			self.take_effect(now)
		if step.effect == effects.CONFIRM_PERFORMANCE:
			self.refuse_while_owed()
		if step.effect == effects.NOTE_BREACH:
			self.refuse_unless_late(now)
		if step.effect == effects.REPLACE_AGREEMENT:
			self.refuse_without_new_version()
		if step.enters(*ENDED):
			self.update({"closed_on": now, "next_due_on": None})

	def take_effect(self, now):
		signing.check(self, self.promises(), now.date())
		self.effective_on = signing.effective_on(self)
		self.confirmation_until = confirming.last_day(self.effective_on)
		self.signed_on = now
		self.next_due_on = min(getdate(row.due_on) for row in self.promises())

	def promises(self) -> list:
		fields = ["name", "liable_party", "due_on", "status", "number"]
		return frappe.get_all("Performance Instalment", {"agreement": self.name}, fields)

	def refuse_while_owed(self):
		owed = [row for row in self.promises() if row.status not in ("Performed", "Released")]
		if owed:
			frappe.throw(
				_("Instalment {0} isn't performed yet. Note what was received first.").format(owed[0].number),
				AgreementError,
			)

	def refuse_unless_late(self, now):
		late = [row for row in self.promises() if row.status not in ("Performed", "Released")]
		if not any(getdate(row.due_on) < now.date() for row in late):
			frappe.throw(_("No instalment is late: nothing is breached."), AgreementError)

	def refuse_without_new_version(self):
		newer = {"previous_version": self.name, "stage": ["not in", ["Intake", "Void"]]}
		if not frappe.db.exists(self.doctype, newer):
			frappe.throw(
				_("Make a new version and say why; when it is signed, this one is replaced."), AgreementError
			)

	def on_update(self):
		super().on_update()
		signed_files.tell(self)

	def announce(self, step: Step, user: str, now):
		super().announce(step, user, now)
		if step.effect == effects.SIGN_AGREEMENT:
			performance.begin(self)
			drafting.replace(self, user, now)
			steps.conclude(self.step, effects.STEP_AGREES, now)
			moves.perform(self.dispute_case, now)
		if step.effect == effects.CONFIRM_PERFORMANCE:
			performance.settle_case(self, now)

	def on_trash(self):
		if self.stage != "Intake":
			frappe.throw(_("A signed record can't be deleted."), signed_records.SignedRecordError)
		for name in frappe.get_all("Performance Instalment", {"agreement": self.name}, pluck="name"):
			frappe.delete_doc("Performance Instalment", name)


def on_doctype_update():
	"""Find the agreements of a step and what comes due at once, and make room for this year's numbers."""
	frappe.db.add_index("Mediation Agreement", ["step", "stage"])
	frappe.db.add_index("Mediation Agreement", ["stage", "next_due_on"])
	NUMBERS.ensure(now_datetime().year)
