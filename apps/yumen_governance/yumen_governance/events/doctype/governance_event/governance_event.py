"""A governance event: the case that the centre dispatches and a grid or unit settles."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from yumen_governance.events.handling import group_cases, reactions
from yumen_governance.events.intake import keys as intake_keys
from yumen_governance.events.intake import related, reporting
from yumen_governance.events.intake.numbers import NUMBERS
from yumen_governance.events.intake.rules import value_problems
from yumen_governance.events.routing import routes as routing
from yumen_governance.events.routing.dispatch import dispatch
from yumen_governance.events.tally import layout as tally
from yumen_governance.grid_management.grid_paths import keep_paths
from yumen_governance.permissions.case import may_write
from yumen_governance.permissions.case_index import ensure_list_indexes
from yumen_governance.permissions.scope import scope_of
from yumen_governance.registry.sealed_document import SealedDocument
from yumen_governance.time_limits.governed import GovernedDocument
from yumen_governance.time_limits.transitions import Step

INTAKE_FIELDS = (
	"title",
	"source",
	"category",
	"grid",
	"address",
	"reporter_name",
	"reporter_phone",
	"description",
	"external_ticket",
	"location",
)
# What an event is found by when another tells of the same matter
TOLD = ("title", "description", "address", "location", "grid")


class IntakeIsClosedError(frappe.PermissionError):
	pass


class GovernanceEvent(SealedDocument, GovernedDocument):
	def autoname(self):
		self.name = NUMBERS.take(1, now_datetime().year)[0]

	def validate(self):
		reporting.find_place(self)
		reporting.take_defaults(self)
		self.validate_intake_is_kept()
		self.seal_phone()
		self.validate_references_in_use()
		self.validate_one_lead()
		keep_paths(self, "grid", "lead_grid")
		group_cases.prepare(self)
		super().validate()
		group_cases.note_emergency(self, now_datetime())

	def validate_intake_is_kept(self):
		"""Once reported, what was registered is the centre's to correct, not the handler's."""
		before = self.get_doc_before_save()
		if not before or before.stage == "Intake" or scope_of(frappe.session.user).writes_all:
			return
		for df in self.meta.fields:
			if df.fieldname in INTAKE_FIELDS and self.has_value_changed(df.fieldname):
				frappe.throw(
					_("{0} can't be changed after the report.").format(_(df.label)), IntakeIsClosedError
				)

	def validate_one_lead(self):
		if self.lead_grid and self.lead_unit:
			frappe.throw(_("An event is led by a grid or by a unit, not by both."))

	def seal_phone(self):
		"""Check a telephone number that came in, and put it out of sight."""
		plain = self.plain_values()
		self.update(plain)
		is_new = plain != {"reporter_phone": "", **self.revealed()}
		if is_new and (problems := list(value_problems(self))):
			frappe.throw("<br>".join(problems))
		self.seal(plain)

	def onload(self):
		"""Tell the form whether this person may change the event now, and which units its rule lets assist."""
		self.set_onload("may_write", may_write(self.doctype, self.name, frappe.session.user))
		self.set_onload("proposed_assisting_units", routing.proposed_assisting(self))

	def on_step(self, step: Step, now):
		"""Keep the dates of the case (reported, resolved, closed), and what the transition is about."""
		if step.leaves("Intake") and not step.enters("Void"):
			self.reported_on = now
		if step.enters("Feedback"):
			self.resolved_on = now
		if step.enters("Assigned"):
			self.resolved_on = None
		if step.enters("Closed", "Void"):
			self.closed_on = now
		reporting.on_step(self, step)
		reactions.prepare(self, step, now)

	def announce(self, step: Step, user: str, now):
		super().announce(step, user, now)
		reactions.follow(self, step, user, now)
		reporting.follow(self, step, user, now)

	def on_update(self):
		super().on_update()
		group_cases.follow(self)
		if any(self.has_value_changed(fieldname) for fieldname in TOLD):
			related.renew(self, self.reported_on or self.creation)
		self.dispatch_by_rule()

	def dispatch_by_rule(self):
		"""Send an event off at once where its rule says so; this document then is as it is afterwards."""
		decision = self.flags.pop("decision", None)
		if decision and decision.at_once and (event := dispatch(self.name, decision)):
			self.update({name: event.get(name) for name in event.meta.get_valid_columns()})
			self.set("assisting_units", event.assisting_units)


def on_doctype_update():
	"""Keep the list of a territory as quick as its page is short, and make room for what intake keeps."""
	ensure_list_indexes("Governance Event")
	frappe.db.add_index("Governance Event", ["follow_up", "follow_up_on"], "calls_by_time")
	tally.ensure()
	related.create_table()
	intake_keys.create_table()
	NUMBERS.ensure(now_datetime().year)
