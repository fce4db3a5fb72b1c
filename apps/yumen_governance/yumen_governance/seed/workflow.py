"""The Workflow of a Governance Event: seeded once, then the administrator's to redraw."""

from yumen_governance.permissions.roles import (
	ADMINISTRATOR,
	DEPARTMENT_HANDLER,
	DISPATCHER,
	GRID_LEADER,
	GRID_MEMBER,
	WINDOW_CLERK,
)
from yumen_governance.seed import ensure

NAME = "Governance Event"
CENTRE = (DISPATCHER, ADMINISTRATOR)
FIELD = (GRID_LEADER, GRID_MEMBER, DEPARTMENT_HANDLER)
GRID = (GRID_MEMBER, GRID_LEADER)
REGISTRARS = (WINDOW_CLERK, GRID_MEMBER, GRID_LEADER, DEPARTMENT_HANDLER, DISPATCHER)
DISPATCH = "lead_grid | lead_unit\ndispatch_opinion"

# state: stage, colour, who edits it in the desk
STATES = {
	"Draft": ("Intake", "", (*REGISTRARS, ADMINISTRATOR)),
	"Reported": ("Triage", "Warning", CENTRE),
	"Accepted": ("Triage", "Info", CENTRE),
	"Dispatched": ("Assigned", "Primary", (*FIELD, *CENTRE)),
	"Signed": ("Handling", "Primary", (*FIELD, *CENTRE)),
	"In Progress": ("Handling", "Primary", (*FIELD, *CENTRE)),
	"Pending Review": ("Review", "Warning", CENTRE),
	"Resolved": ("Feedback", "Success", CENTRE),
	"Followed Up": ("Feedback", "Success", CENTRE),
	"Closed": ("Closed", "Inverse", CENTRE),
	"Rejected": ("Void", "Danger", CENTRE),
	"Cancelled": ("Void", "Inverse", CENTRE),
}

# state, action, next state, roles, what it asks for
TRANSITIONS = (
	("Draft", "Report", "Reported", REGISTRARS, ""),
	("Draft", "Settle on Spot", "Resolved", GRID, "result"),
	("Draft", "Cancel", "Cancelled", REGISTRARS, ""),
	("Reported", "Accept", "Accepted", (DISPATCHER,), ""),
	("Reported", "Reject", "Rejected", (DISPATCHER,), "dispatch_opinion"),
	("Reported", "Cancel", "Cancelled", (DISPATCHER,), ""),
	("Accepted", "Dispatch", "Dispatched", (DISPATCHER,), DISPATCH),
	("Accepted", "Cancel", "Cancelled", (DISPATCHER,), ""),
	("Dispatched", "Sign", "Signed", FIELD, ""),
	("Signed", "Start", "In Progress", FIELD, ""),
	("In Progress", "Submit Result", "Pending Review", FIELD, "result"),
	("Pending Review", "Approve Result", "Resolved", (DISPATCHER,), ""),
	("Pending Review", "Send Back", "In Progress", (DISPATCHER,), "dispatch_opinion"),
	("Resolved", "Follow Up", "Followed Up", (DISPATCHER,), "satisfaction"),
	("Followed Up", "Close", "Closed", (DISPATCHER,), ""),
	("Followed Up", "Reopen", "Dispatched", (DISPATCHER,), "dispatch_opinion"),
)


def seed() -> None:
	"""Make the states, the actions and the Workflow of a Governance Event."""
	for state, (_stage, style, _editors) in STATES.items():
		ensure("Workflow State", state, {"workflow_state_name": state, "style": style})
	for action in dict.fromkeys(row[1] for row in TRANSITIONS):
		ensure("Workflow Action Master", action, {"workflow_action_name": action})
	ensure("Workflow", NAME, workflow_values())


def workflow_values() -> dict:
	"""Return the Workflow record: one row per state and editor, one per transition and role."""
	return {
		"workflow_name": NAME,
		"document_type": "Governance Event",
		"workflow_state_field": "workflow_state",
		"is_active": 1,
		"send_email_alert": 0,
		"states": [
			{"state": state, "stage": stage, "doc_status": "0", "allow_edit": role}
			for state, (stage, _style, editors) in STATES.items()
			for role in editors
		],
		"transitions": [
			{
				"state": state,
				"action": action,
				"next_state": next_state,
				"allowed": role,
				"allow_self_approval": 1,
				"asks_for": asks_for,
			}
			for state, action, next_state, roles, asks_for in TRANSITIONS
			for role in roles
		],
	}
