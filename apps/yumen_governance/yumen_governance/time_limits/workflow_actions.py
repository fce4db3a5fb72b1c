"""Stock Workflow Actions of governed cases, kept without asking every user of the next role.

Frappe's own hook checks each holder of each next role for permission on the case, which costs seconds with
thousands of grid members; it stops when an action for the state is there already, so it is written here first.
"""

from collections.abc import Collection, Iterable

import frappe
from frappe.workflow.doctype.workflow_action.workflow_action import get_doc_workflow_state

from yumen_governance.grid_management.many_rows import insert_rows, update_rows
from yumen_governance.time_limits.stages import workflow_of

ACTION, PERMITTED_ROLE = "Workflow Action", "Workflow Action Permitted Role"


def renew_workflow_action(doc) -> None:
	"""Complete the Workflow Action of the state that a case left, and open that of the one it entered."""
	workflow = workflow_of(doc.doctype)
	if not workflow:
		return
	state = get_doc_workflow_state(doc)
	taken = {row.allowed for row in workflow.transitions if row.next_state == state}
	_complete(doc, taken.intersection(frappe.get_roles(frappe.session.user)))
	roles = {row.allowed for row in workflow.transitions if row.state == state}
	open_workflow_actions(doc.doctype, [(doc.name, state, roles)])


def _complete(doc, roles: set[str]) -> None:
	"""Complete the open actions of a case that wait for one of these roles.

	They are found first and written by their names: a change by the index of the case would keep others from opening
	actions of neighbouring cases until this transaction ends.
	"""
	if not roles or not doc.get_doc_before_save():
		return
	action, permitted = frappe.qb.DocType(ACTION), frappe.qb.DocType(PERMITTED_ROLE)
	of_case = (action.reference_name == doc.name) & (action.reference_doctype == doc.doctype)
	waiting = (
		frappe.qb.from_(action)
		.join(permitted)
		.on(permitted.parent == action.name)
		.select(action.name, permitted.role)
		.where(of_case & (action.status == "Open") & permitted.role.isin(sorted(roles)))
	).run()
	done = {"status": "Completed", "completed_by": frappe.session.user}
	update_rows(ACTION, [{"name": name, **done, "completed_by_role": role} for name, role in waiting])


def open_workflow_actions(doctype: str, waiting: Iterable[tuple[str, str, Collection[str]]]) -> None:
	"""Open the Workflow Actions of cases in two statements, however many there are.

	:param waiting: name and state of each case, and the roles that may act next; without roles none is opened
	"""
	waiting = [row for row in waiting if row[2]]
	actions = [
		{"reference_doctype": doctype, "reference_name": name, "workflow_state": state, "status": "Open"}
		for name, state, _roles in waiting
	]
	opened = zip(insert_rows(ACTION, actions), waiting, strict=True)
	place = {"parenttype": ACTION, "parentfield": "permitted_roles"}
	insert_rows(
		PERMITTED_ROLE,
		[
			{"parent": action["name"], **place, "idx": number, "role": role}
			for action, (_name, _state, roles) in opened
			for number, role in enumerate(sorted(roles), 1)
		],
	)
