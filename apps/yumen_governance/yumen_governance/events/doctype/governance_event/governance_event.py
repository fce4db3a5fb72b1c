"""A governance event: the case that the centre dispatches and a grid or unit settles."""

import frappe
from frappe import _
from frappe.utils import add_to_date

from yumen_governance.grid_management.grid_paths import path_of
from yumen_governance.permissions.case_index import ensure_list_indexes
from yumen_governance.permissions.scope import scope_of
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
)
LIMIT_UNITS = {"Hours": "hours", "Calendar Days": "days"}


class NotInUseError(frappe.ValidationError):
	pass


class IntakeIsClosedError(frappe.PermissionError):
	pass


class GovernanceEvent(GovernedDocument):
	def validate(self):
		self.validate_intake_is_kept()
		self.validate_references_in_use()
		self.validate_one_lead()
		self.set_urgency()
		self.set_paths()
		super().validate()

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

	def validate_references_in_use(self):
		for df in self.meta.get_link_fields():
			if not self.has_value_changed(df.fieldname):
				continue
			value = self.get(df.fieldname)
			if value and frappe.get_meta(df.options).has_field("is_active"):
				self.refuse_inactive(df, value)

	def refuse_inactive(self, df, value):
		if not frappe.db.get_value(df.options, value, "is_active"):
			frappe.throw(_("{0} {1} is not in use.").format(_(df.label), value), NotInUseError)

	def validate_one_lead(self):
		if self.lead_grid and self.lead_unit:
			frappe.throw(_("An event is led by a grid or by a unit, not by both."))

	def set_urgency(self):
		if not self.urgency:
			default = frappe.db.get_value("Event Category", self.category, "default_urgency")
			self.urgency = default or "Normal"

	def set_paths(self):
		self.grid_path = path_of(self.grid)
		self.lead_grid_path = path_of(self.lead_grid)

	def on_step(self, step: Step, now):
		"""Keep the dates of the case: reported, due, resolved, closed."""
		if step.leaves("Intake") and not step.enters("Void"):
			self.reported_on = now
			self.due_on = self.due_date(now)
		if step.enters("Feedback"):
			self.resolved_on = now
		if step.enters("Assigned"):
			self.resolved_on = None
		if step.enters("Closed", "Void"):
			self.closed_on = now

	def due_date(self, now):
		limit = frappe.db.get_value(
			"Event Category", self.category, ["time_limit", "time_limit_unit"], as_dict=True
		)
		if not limit or not limit.time_limit:
			return None
		return add_to_date(now, **{LIMIT_UNITS[limit.time_limit_unit]: limit.time_limit})


def on_doctype_update():
	"""Keep the list of a territory as quick as its page is short."""
	ensure_list_indexes("Governance Event")
