"""The Workflow of a Governance Event."""

from yumen_governance.permissions.roles import (
	ADMINISTRATOR,
	CONNECTED_SYSTEM,
	DEPARTMENT_HANDLER,
	DISPATCHER,
	GRID_LEADER,
	GRID_MEMBER,
	WINDOW_CLERK,
)
from yumen_governance.seed.workflows.making import Life, Way
from yumen_governance.time_limits import effects

CENTRE = (DISPATCHER, ADMINISTRATOR)
FIELD = (GRID_LEADER, GRID_MEMBER, DEPARTMENT_HANDLER)
GRID = (GRID_MEMBER, GRID_LEADER)
REGISTRARS = (WINDOW_CLERK, GRID_MEMBER, GRID_LEADER, DEPARTMENT_HANDLER, DISPATCHER)
DISPATCH = "lead_grid | lead_unit\nassisting_units?\ndispatch_opinion"
DECISION = "decision_opinion"
SUSPENSION = "suspension_plan\nreview_on"
LED_BY_GRID = "doc.lead_grid"
NOT_CALLED = "doc.follow_up in ('Not Sampled', 'Not Reached')"

# state: stage, colour, who edits it in the desk
STATES = {
	"Draft": ("Intake", "", (*REGISTRARS, ADMINISTRATOR)),
	"Reported": ("Triage", "Warning", CENTRE),
	"Accepted": ("Triage", "Info", CENTRE),
	"Raised to Centre": ("Triage", "Danger", CENTRE),
	"Dispatched": ("Assigned", "Primary", (*FIELD, *CENTRE)),
	"Raised": ("Assigned", "Danger", (*FIELD, *CENTRE)),
	"Reopened": ("Assigned", "Danger", (*FIELD, *CENTRE)),
	"Signed": ("Handling", "Primary", (*FIELD, *CENTRE)),
	"In Progress": ("Handling", "Primary", (*FIELD, *CENTRE)),
	"Extension Requested": ("Handling", "Warning", (*FIELD, *CENTRE)),
	"Suspension Requested": ("Handling", "Warning", (*FIELD, *CENTRE)),
	"Suspended": ("Suspended", "Inverse", CENTRE),
	"In One-Stop Resolution": ("Suspended", "Primary", CENTRE),
	"Return Requested": ("Triage", "Warning", CENTRE),
	"Pending Review": ("Review", "Warning", CENTRE),
	"Resolved": ("Feedback", "Success", CENTRE),
	"Followed Up": ("Feedback", "Success", CENTRE),
	"Closed": ("Closed", "Inverse", CENTRE),
	"Rejected": ("Void", "Danger", CENTRE),
	"Merged": ("Void", "Inverse", CENTRE),
	"Cancelled": ("Void", "Inverse", CENTRE),
}

# Where the assigned side may be met before its result is in
AT_WORK = ("Dispatched", "Raised", "Reopened", "Signed", "In Progress")


MAIN_WAY = (
	("Draft", "Report", "Reported", (*REGISTRARS, CONNECTED_SYSTEM), ""),
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
	("Resolved", "Follow Up", "Followed Up", (DISPATCHER,), "satisfaction", effects.FOLLOW_UP),
	("Resolved", "Close without Call", "Closed", (DISPATCHER,), "", "", NOT_CALLED),
	("Followed Up", "Close", "Closed", (DISPATCHER,), ""),
	("Followed Up", "Reopen", "Reopened", (DISPATCHER,), "dispatch_opinion", effects.REOPEN),
)
BEFORE_BEGINNING = (
	*((state, "Sign", "Signed", FIELD) for state in ("Raised", "Reopened")),
	*((state, "Recall", "Accepted", (DISPATCHER,), DECISION) for state in AT_WORK),
)
REQUESTS = (
	*(
		(state, "Request Return", "Return Requested", FIELD, "request_reason", effects.REQUEST_RETURN)
		for state in AT_WORK
	),
	("Return Requested", "Re-dispatch", "Dispatched", (DISPATCHER,), DISPATCH, effects.GRANT_REQUEST),
	("Return Requested", "Insist", "Signed", (DISPATCHER,), DECISION, effects.REFUSE_REQUEST),
	(
		"In Progress",
		"Request Extension",
		"Extension Requested",
		FIELD,
		"request_reason\nrequested_due_on",
		effects.REQUEST_EXTENSION,
	),
	(
		"Extension Requested",
		"Decide on Extension",
		"In Progress",
		(DISPATCHER,),
		f"request_decision\nrequested_due_on\n{DECISION}",
		effects.DECIDE_REQUEST,
	),
	("Extension Requested", "Withdraw Request", "In Progress", FIELD, "", effects.WITHDRAW_REQUEST),
	(
		"In Progress",
		"Request Suspension",
		"Suspension Requested",
		FIELD,
		f"request_reason\n{SUSPENSION}",
		effects.REQUEST_SUSPENSION,
	),
	(
		"Suspension Requested",
		"Approve Suspension",
		"Suspended",
		(DISPATCHER,),
		f"review_on\n{DECISION}",
		effects.GRANT_REQUEST,
	),
	("Suspension Requested", "Refuse", "In Progress", (DISPATCHER,), DECISION, effects.REFUSE_REQUEST),
	("Suspension Requested", "Withdraw Request", "In Progress", FIELD, "", effects.WITHDRAW_REQUEST),
	("In Progress", "Suspend", "Suspended", (DISPATCHER,), f"{SUSPENSION}\n{DECISION}", effects.SUSPEND),
	("Suspended", "Resume", "In Progress", (DISPATCHER,), DECISION),
)
LEVELS = (
	*(
		(state, action, next_state, roles, "request_reason", effect, condition)
		for state in AT_WORK
		for action, next_state, roles, effect, condition in (
			("Raise Level", "Raised", GRID, effects.RAISE_LEVEL, LED_BY_GRID),
			("Raise to Centre", "Raised to Centre", FIELD, effects.RAISE_TO_CENTRE, ""),
		)
		if state != next_state
	),
	("Raised to Centre", "Dispatch", "Dispatched", (DISPATCHER,), DISPATCH),
)
ONE_STOP = (
	*(
		(state, "Hand Over to One-Stop", "In One-Stop Resolution", (DISPATCHER,), DECISION, effects.HAND_OVER)
		for state in ("Accepted", "Raised to Centre", *AT_WORK)
	),
	(
		"In One-Stop Resolution",
		"Settle One-Stop",
		"Resolved",
		(DISPATCHER,),
		"result",
		effects.SETTLED_ELSEWHERE,
	),
	("In One-Stop Resolution", "Recall", "Accepted", (DISPATCHER,), DECISION, effects.GIVEN_BACK),
)
ENDINGS = tuple(
	(state, "Cancel", "Cancelled", (DISPATCHER,), DECISION)
	for state in (*AT_WORK, "Raised to Centre", "Suspended")
) + tuple(
	(state, "Merge", "Merged", (DISPATCHER,), "merged_into", effects.MERGE)
	for state in ("Reported", "Accepted", "Raised to Centre", *AT_WORK)
)
TRANSITIONS = tuple(
	Way(*row) for row in (*MAIN_WAY, *BEFORE_BEGINNING, *REQUESTS, *LEVELS, *ONE_STOP, *ENDINGS)
)
# What is written into the timeline without a transition
DEEDS = (
	"Assign Task",
	"Release Task",
	"Sign Task",
	"Finish Task",
	"Joint Action",
	"Urge",
	"Issue Supervision Order",
	"Answer Supervision Order",
	"Lift Supervision Order",
	"Call Not Answered",
)

LIFE = Life("Governance Event", "Governance Event", STATES, TRANSITIONS, DEEDS)
