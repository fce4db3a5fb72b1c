"""GovernedDocument: the base of every case that a Workflow with stages leads."""

import frappe
from frappe.model.document import Document
from frappe.utils import now_datetime

from yumen_governance.grid_management import timeline
from yumen_governance.permissions.case import refusal
from yumen_governance.time_limits import notifications
from yumen_governance.time_limits.stages import stages_by_state, workflow_of
from yumen_governance.time_limits.transitions import (
	Step,
	check_requirements,
	first_state,
	opinion_of,
	step_of,
)
from yumen_governance.time_limits.workflow_actions import renew_workflow_action


class GovernedDocument(Document):
	"""Needs the fields workflow_state and stage; uses grid, lead_grid and lead_unit when there.

	A subclass that overrides validate or on_update calls super; `on_step` is its own reaction to a
	transition, before the case is stored.
	"""

	def validate(self):
		self.set_initial_state()
		self.set_stage()
		self.take_step()

	def on_update(self):
		step = self.flags.pop("step", None)
		if step or not self.get_doc_before_save():
			renew_workflow_action(self)
		if step:
			self.announce(step, frappe.session.user, now_datetime())

	def set_initial_state(self):
		self.workflow_state = self.workflow_state or first_state(self.doctype)

	def set_stage(self):
		if workflow := workflow_of(self.doctype):
			self.stage = stages_by_state(workflow).get(self.workflow_state)

	def take_step(self):
		step = step_of(self, self.get_doc_before_save(), frappe.get_roles(frappe.session.user))
		if not step:
			return
		check_requirements(self, step)
		self.on_step(step, now_datetime())
		self.flags.step = step

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
		timeline.record(self, self.get_doc_before_save(), act)
		notifications.notify_next(self, step, user)

	def raise_no_permission_to(self, perm_type):
		"""Say it plainly in place of the stock text, which early v15 leaves empty (403 over HTTP)."""
		log = frappe.get_message_log()
		if log and not log[-1].get("message"):
			frappe.clear_last_message()
		frappe.throw(refusal(self.doctype), frappe.PermissionError)
