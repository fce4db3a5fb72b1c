"""Stock Workflow Actions of a governed case, kept without asking every user of the next role.

Frappe's own hook checks each holder of each next role for permission on the case, which costs seconds with
thousands of grid members; it stops when an action for the state is there already, so it is written here first.
"""

from frappe.workflow.doctype.workflow_action.workflow_action import (
	create_workflow_actions_for_roles,
	get_doc_workflow_state,
	update_completed_workflow_actions,
)

from yumen_governance.time_limits.stages import workflow_of


def renew_workflow_action(doc) -> None:
	"""Complete the Workflow Action of the state that a case left, and open that of the one it entered."""
	workflow = workflow_of(doc.doctype)
	if not workflow:
		return
	update_completed_workflow_actions(doc, workflow=workflow.name, workflow_state=get_doc_workflow_state(doc))
	roles = {row.allowed for row in workflow.transitions if row.state == doc.workflow_state}
	if roles:
		create_workflow_actions_for_roles(roles, doc)
