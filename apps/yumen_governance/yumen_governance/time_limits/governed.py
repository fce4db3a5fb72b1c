"""GovernedDocument: the base of every case that a Workflow with stages leads."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from yumen_governance.grid_management import timeline
from yumen_governance.permissions.case import refusal
from yumen_governance.time_limits import clocks, notifications
from yumen_governance.time_limits.stages import stages_by_state, workflow_of
from yumen_governance.time_limits.transitions import (
	Step,
	check_requirements,
	first_state,
	opinion_of,
	step_of,
)
from yumen_governance.time_limits.workflow_actions import renew_workflow_action


class NotInUseError(frappe.ValidationError):
	pass


class GovernedDocument(Document):
	"""Needs the fields workflow_state and stage; uses grid, lead_grid and lead_unit when there.

	A subclass that overrides validate or on_update calls super; `on_step` is its own reaction to a
	transition, before the case is stored. Where the system itself takes a step, its code gives it in the flag
	`automatic_step`.
	"""

	def before_validate(self):
		self.take_answers()

	def validate(self):
		self.set_initial_state()
		self.set_stage()
		now = now_datetime()
		self.take_step(now)
		clocks.decide(self, self.flags.step, now)

	def on_update(self):
		step = self.flags.pop("step", None)
		if step or not self.get_doc_before_save():
			renew_workflow_action(self)
		clocks.apply(self, self.reason_of(step), frappe.session.user, now_datetime())
		if step:
			self.announce(step, frappe.session.user, now_datetime())

	def reason_of(self, step: Step | None) -> str | None:
		"""What is kept of a pause: the words of the person, or where the case went."""
		return (opinion_of(self, step) or _(step.to_state)) if step else None

	def take_answers(self):
		"""Put in what was answered to a transition that is taken for many cases at once (flag `answers`).

		:raises frappe.PermissionError: the person may not write one of the fields
		"""
		for fieldname, value in (self.flags.pop("answers", None) or {}).items():
			if not self.has_permlevel_access_to(fieldname, permission_type="write"):
				frappe.throw(
					_("You may not fill in {0}.").format(_(self.meta.get_label(fieldname))),
					frappe.PermissionError,
				)
			self.set(fieldname, value)

	def set_initial_state(self):
		self.workflow_state = self.workflow_state or first_state(self.doctype)

	def set_stage(self):
		if workflow := workflow_of(self.doctype):
			self.stage = stages_by_state(workflow).get(self.workflow_state)

	def take_step(self, now):
		step = self.flags.automatic_step or step_of(
			self, self.get_doc_before_save(), frappe.get_roles(frappe.session.user)
		)
		if not step:
			return
		check_requirements(self, step)
		self.note_direction(step)
		self.on_step(step, now)
		self.flags.step = step

	def validate_workflow(self):
		"""Leave out Frappe's check of the person's roles where the system itself takes the step."""
		if not self.flags.pop("automatic_step", None):
			super().validate_workflow()

	def note_direction(self, step: Step):
		"""Remember on a case that has the field `came_back` whether its last step led back to an earlier stage."""
		if self.meta.has_field("came_back"):
			self.came_back = int(step.goes_back())

	def on_step(self, step: Step, now):
		"""React to a transition; `now` is the moment of the action."""

	def announce(self, step: Step, user: str, now):
		act = timeline.Act(
			action=step.action,
			actor=user,
			actor_role=step.role,
			acted_on=now,
			from_state=step.from_state,
			to_state=step.to_state,
			opinion=opinion_of(self, step),
		)
		entry = timeline.record(self, self.get_doc_before_save(), act)
		notifications.tell_next(self, act, entry.name)

	def validate_references_in_use(self):
		"""Refuse a link that is chosen now and leads to a record out of use.

		:raises NotInUseError: it does
		"""
		for df in self.meta.get_link_fields():
			value = self.get(df.fieldname)
			if not value or not self.has_value_changed(df.fieldname):
				continue
			if frappe.get_meta(df.options).has_field("is_active") and not frappe.db.get_value(
				df.options, value, "is_active"
			):
				frappe.throw(_("{0} {1} is not in use.").format(_(df.label), value), NotInUseError)

	def add_comment(self, comment_type="Comment", *args, **kwargs):
		"""Leave out Frappe's comment on a transition: the timeline says more, and is written for who acted.

		Whoever hands a case over may not see it afterwards, so that the comment would be refused.
		"""
		return None if comment_type == "Workflow" else super().add_comment(comment_type, *args, **kwargs)

	def raise_no_permission_to(self, perm_type):
		"""Say it plainly in place of the stock text, which early v15 leaves empty (403 over HTTP)."""
		log = frappe.get_message_log()
		if log and not log[-1].get("message"):
			frappe.clear_last_message()
		frappe.throw(refusal(self.doctype), frappe.PermissionError)
