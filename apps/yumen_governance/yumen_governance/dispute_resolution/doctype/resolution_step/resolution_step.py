"""One attempt to resolve a dispute by one method: its people, its dates, its outcome."""

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate, now_datetime

from yumen_governance.dispute_resolution import step_reactions, step_rules
from yumen_governance.dispute_resolution.methods import method_of
from yumen_governance.grid_management.year_numbers import YearNumbers
from yumen_governance.permissions.dispute import may_write
from yumen_governance.time_limits import effects
from yumen_governance.time_limits.clocks.calendars import calendar
from yumen_governance.time_limits.governed import GovernedDocument
from yumen_governance.time_limits.stages import ENDED
from yumen_governance.time_limits.transitions import Step

NUMBERS = YearNumbers("Resolution Step", "RS")
OUTCOMES = {
	effects.STEP_AGREES: step_rules.AGREEMENT,
	effects.STEP_FAILS: step_rules.NO_AGREEMENT,
	effects.STEP_REFUSED: step_rules.REFUSED,
	effects.STEP_ADVISES: step_rules.OPINION_GIVEN,
	effects.STEP_AWARDED: step_rules.AWARD,
	effects.STEP_SETTLED: step_rules.SETTLED,
	effects.STEP_WITHDRAWN: step_rules.WITHDRAWN,
}
DOCUMENT_KINDS = {
	step_rules.AWARD: "Award",
	step_rules.JUDGMENT: "Judgment",
	step_rules.RULING: "Ruling",
	step_rules.SETTLED: "Mediation Statement",
}


class StepDateError(frappe.ValidationError):
	pass


class StepIsOverError(frappe.PermissionError):
	pass


class ResolutionStep(GovernedDocument):
	def autoname(self):
		self.name = NUMBERS.take(1, now_datetime().year)[0]

	def onload(self):
		"""Tell the form whether this person may change the step now."""
		is_open = self.stage not in ENDED
		self.set_onload("may_write", is_open and may_write(self.doctype, self.name, frappe.session.user))

	def validate(self):
		self.validate_is_open()
		self.read_dates()
		now = now_datetime()
		self.refuse(step_rules.problems(self, self.terms(), calendar(), now))
		super().validate()
		self.document_kind = DOCUMENT_KINDS.get(self.outcome)
		step_reactions.note_late_remedy(self, now)

	def validate_is_open(self):
		"""What a step came to stays as it was recorded.

		:raises StepIsOverError: it has ended
		"""
		before = self.get_doc_before_save()
		if before and before.stage in ENDED:
			frappe.throw(
				_("{0} has ended; it can't be changed any more.").format(self.method), StepIsOverError
			)

	def read_dates(self):
		"""Turn dates that came in as text into dates, so that they compare."""
		for fieldname in step_rules.FACTS:
			self.set(fieldname, getdate(self.get(fieldname)) if self.get(fieldname) else None)
		self.hearing_on = get_datetime(self.hearing_on) if self.hearing_on else None

	def terms(self) -> step_rules.Terms:
		"""Return what the method says of the procedure."""
		method = method_of(self.method)
		return step_rules.Terms(
			form=self.form,
			basis=method.procedure_basis or "",
			hearing_notice_days=method.hearing_notice_days or 0,
			hearing_notice_basis=method.hearing_notice_basis or "",
		)

	def refuse(self, problems):
		"""Refuse what is out of order, everything at once.

		:raises StepDateError: something is
		"""
		if said := list(problems):
			frappe.throw("<br>".join(said), StepDateError)

	def on_step(self, step: Step, now):
		"""Say how the step came out, and when it ended; refuse what the law wants to be there by then."""
		self.outcome = OUTCOMES.get(step.effect) or self.outcome
		if step.to_stage == "Handling":
			self.refuse(step_rules.begins_problems(self, self.terms()))
		self.refuse(step_rules.ending_problems(self, self.terms()))
		if step.enters(*ENDED):
			self.ended_on = now

	def announce(self, step: Step, user: str, now):
		super().announce(step, user, now)
		step_reactions.follow(self, step, user, now)

	def on_update(self):
		super().on_update()
		step_reactions.let_workers_in(self, now_datetime())


def on_doctype_update():
	"""Find the steps of a case at once, and the open ones of a unit."""
	frappe.db.add_index("Resolution Step", ["dispute_case", "step_number"])
	frappe.db.add_index("Resolution Step", ["lead_unit", "stage"])
	NUMBERS.ensure(now_datetime().year)
