"""Stages: what code knows of a workflow state.

Every state of a Workflow on a governed DocType (one with a `stage` field) carries a stage, a custom
field on its row, so that an administrator adds, renames and removes states in the Workflow Builder
while clocks, permissions and reports go on working. A transition's row says in `asks_for` what must be
filled before it is taken.
"""

import re

import frappe
from frappe import _

STAGES = ("Intake", "Triage", "Assigned", "Handling", "Review", "Feedback", "Suspended", "Closed", "Void")
ENDED = ("Closed", "Void")
# Somebody has it in hand and its time runs
RUNNING = ("Triage", "Assigned", "Handling", "Review")
OPTIONAL = "?"


class StageError(frappe.ValidationError):
	pass


def workflow_of(doctype: str):
	"""Return the active Workflow of a DocType (cached), None when it has none."""
	name = frappe.get_meta(doctype).get_workflow()
	return frappe.get_cached_doc("Workflow", name) if name else None


def is_governed(doctype: str) -> bool:
	"""Tell whether a DocType's states carry stages."""
	return frappe.get_meta(doctype).has_field("stage")


def stages_by_state(workflow) -> dict[str, str]:
	"""Return the stage of each state of a Workflow."""
	return {row.state: row.get("stage") for row in workflow.states}


def requirements(asks_for: str | None) -> list[list[str]]:
	"""Read what a transition must have: one requirement a line, alternatives split by a bar.

	A line that ends with a question mark is offered in the dialog and may stay empty.
	"""
	return [_names(line) for line in _lines(asks_for) if not line.endswith(OPTIONAL)]


def asked_fields(asks_for: str | None) -> list[str]:
	"""Return every field that a transition asks for or offers."""
	return [name for line in _lines(asks_for) for name in _names(line)]


def _lines(asks_for: str | None) -> list[str]:
	return [line.strip() for line in (asks_for or "").splitlines() if line.strip()]


def _names(line: str) -> list[str]:
	return [name.strip() for name in re.split(r"[|｜]", line.removesuffix(OPTIONAL)) if name.strip()]


def validate_workflow(doc, method: str | None = None) -> None:
	"""Refuse a Workflow of a governed DocType that lacks a stage or asks for an unknown field."""
	if not is_governed(doc.document_type):
		return
	_validate_stages(doc)
	_validate_asked_fields(doc)


def _validate_stages(workflow) -> None:
	seen = {}
	for row in workflow.states:
		if row.get("stage") not in STAGES:
			frappe.throw(_("Row {0}: the state {1} needs a stage.").format(row.idx, _(row.state)), StageError)
		if seen.setdefault(row.state, row.stage) != row.stage:
			frappe.throw(
				_("Row {0}: the state {1} has another stage above.").format(row.idx, _(row.state)), StageError
			)


def _validate_asked_fields(workflow) -> None:
	meta = frappe.get_meta(workflow.document_type)
	for row in workflow.transitions:
		for fieldname in asked_fields(row.get("asks_for")):
			if not meta.has_field(fieldname):
				frappe.throw(
					_("Row {0}: {1} asks for the field {2}, which {3} doesn't have.").format(
						row.idx, _(row.action), fieldname, _(workflow.document_type)
					),
					StageError,
				)


def rederive_stages(doc, method: str | None = None) -> None:
	"""Bring the stage of existing records in line with an edited active Workflow, one statement a stage."""
	if not doc.is_active or not is_governed(doc.document_type):
		return
	table = frappe.qb.DocType(doc.document_type)
	states_by_stage = {}
	for state, stage in stages_by_state(doc).items():
		states_by_stage.setdefault(stage, []).append(state)
	for stage, states in states_by_stage.items():
		of_this_stage = table[doc.workflow_state_field].isin(states)
		differs = table.stage.isnull() | (table.stage != stage)
		frappe.qb.update(table).set(table.stage, stage).where(of_this_stage & differs).run()
