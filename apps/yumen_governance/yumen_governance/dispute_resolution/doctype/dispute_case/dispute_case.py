"""A dispute: the case that the centre settles by consultation, mediation, arbitration or the courts."""

import frappe
from frappe.utils import now_datetime

from yumen_governance.dispute_resolution import (
	access,
	acts,
	case_rules,
	guide,
	opening,
	origins,
	risks,
	tasks_of_case,
)
from yumen_governance.dispute_resolution.numbers import NUMBERS
from yumen_governance.grid_management.grid_paths import keep_paths
from yumen_governance.permissions.dispute import may_write
from yumen_governance.time_limits.governed import GovernedDocument
from yumen_governance.time_limits.stages import ENDED
from yumen_governance.time_limits.transitions import Step


class DisputeCase(GovernedDocument):
	def autoname(self):
		self.name = NUMBERS.take(1, now_datetime().year)[0]

	def onload(self):
		"""Tell the form whether this person may change the case now, and where the case stands."""
		self.set_onload("may_write", may_write(self.doctype, self.name, frappe.session.user))
		guide.show_on(self)

	def validate(self):
		if self.is_new():
			self.take_defaults()
		keep_paths(self, "grid", "lead_grid")
		self.first_responsible_name = frappe.get_cached_value("User", self.first_responsible, "full_name")
		self.origin_key = origins.key_of(self)
		case_rules.seal_where_needed(self)
		risks.mark(self, now_datetime())
		super().validate()
		self.validate_references_in_use()
		case_rules.check(self)
		risks.note(self, now_datetime())

	def take_defaults(self):
		"""Note who registers the case, who answers for it, and the unit that leads disputes of its type."""
		self.registered_by = self.registered_by or frappe.session.user
		self.first_responsible = self.first_responsible or self.registered_by
		if self.dispute_type and not self.lead_unit:
			self.lead_unit = frappe.db.get_value("Dispute Type", self.dispute_type, "lead_unit")

	def on_step(self, step: Step, now):
		"""Keep the dates of the case, and refuse to end it while something of it is open."""
		if step.leaves("Intake") and not step.enters("Void"):
			self.registered_on = now
		if step.enters("Assigned", "Handling") and not self.accepted_on:
			self.accepted_on = now
		self.suspended_on = now if step.to_stage == "Suspended" else None
		if step.enters("Void"):
			self.outcome = "Refused" if step.from_stage == "Triage" and self.decision_opinion else "Withdrawn"
		case_rules.check_end(self, step)
		if step.enters(*ENDED):
			self.closed_on = now

	def announce(self, step: Step, user: str, now):
		super().announce(step, user, now)
		if step.enters("Void"):
			tasks_of_case.release_all(self.name, self.outcome_note or self.outcome, user, now)
		if step.enters(*ENDED):
			origins.tell(self, user, now)

	def after_insert(self):
		opening.let_registrar_in(self, now_datetime())

	def on_update(self):
		super().on_update()
		now = now_datetime()
		self.follow_confidentiality(now)
		self.follow_lead(now)
		risks.follow(self, now)

	def follow_confidentiality(self, now):
		"""Write a changed level on the rows of who is in the case, and into the timeline."""
		before = self.get_doc_before_save()
		if not before or before.confidentiality == self.confidentiality:
			return
		access.follow_confidentiality(self.name, self.confidentiality)
		said = frappe._("{0} → {1}").format(frappe._(before.confidentiality), frappe._(self.confidentiality))
		acts.note(self, "Seal Case", frappe.session.user, now, said)

	def follow_lead(self, now):
		"""Let the lead unit into the case, and the one before out of it."""
		before = self.get_doc_before_save()
		old = before.lead_unit if before else None
		if old == self.lead_unit:
			return
		if old:
			access.withdraw(self.name, access.Grant(access.LEAD_UNIT, unit=old), now)
		if self.lead_unit:
			access.grant(
				self.name, access.Grant(access.LEAD_UNIT, unit=self.lead_unit), now, told=bool(before)
			)


def on_doctype_update():
	"""Keep the lists quick, and make the numbers of the year."""
	frappe.db.add_index("Dispute Case", ["stage", "due_on"], "stage_by_due")
	frappe.db.add_index("Dispute Case", ["confidentiality", "modified"], "level_by_modified")
	NUMBERS.ensure(now_datetime().year)
