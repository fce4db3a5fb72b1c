"""The Workflow of a Service Request."""

from yumen_governance.permissions.roles import (
	ARBITRATION_HANDLER,
	CENTRE_DIRECTOR,
	COURT_LIAISON,
	DEPARTMENT_HANDLER,
	DISPATCHER,
	WINDOW_CLERK,
)
from yumen_governance.seed.workflows.making import Life, Way
from yumen_governance.time_limits import effects

WINDOW = (WINDOW_CLERK, DEPARTMENT_HANDLER, ARBITRATION_HANDLER, COURT_LIAISON)
CENTRE = (DISPATCHER, CENTRE_DIRECTOR)
ALL = (*WINDOW, *CENTRE)
ANSWER = "result_type\nresult"
TRANSFER = "next_window\nnext_item?\ntransfer_reason"
ACCEPTED, NOT_ACCEPTED = "doc.accepted_on", "not doc.accepted_on"

# state: stage, colour, who edits it in the desk
STATES = {
	"Request Registered": ("Triage", "Warning", ALL),
	"Sent Back to Window": ("Triage", "Danger", ALL),
	"Transferred to Window": ("Assigned", "Primary", ALL),
	"In Progress": ("Handling", "Primary", ALL),
	"Extension Requested": ("Handling", "Warning", ALL),
	"Awaiting Supplements": ("Suspended", "Warning", ALL),
	"Answered": ("Feedback", "Success", ALL),
	"Closed": ("Closed", "Inverse", CENTRE),
	"Handed Over": ("Closed", "Inverse", CENTRE),
	"Not Accepted": ("Void", "Danger", CENTRE),
	"Withdrawn": ("Void", "Inverse", CENTRE),
}
# Where the window has the matter, before and after it accepts it
NEW = ("Request Registered", "Sent Back to Window")
AT_WINDOW = (*NEW, "In Progress")

ACCEPTANCE = tuple(
	row
	for state in NEW
	for row in (
		(state, "Accept Request", "In Progress", ALL, "no_legal_road?\npapers_later?"),
		(state, "Refuse Acceptance", "Not Accepted", ALL, "refusal_reason"),
		(state, "Answer on the Spot", "Answered", ALL, ANSWER),
	)
)
TRANSFERS = (
	*(
		(state, "Transfer to Window", "Transferred to Window", ALL, TRANSFER, effects.TRANSFER)
		for state in AT_WINDOW
	),
	("Transferred to Window", "Take Over", "Request Registered", ALL, "", "", NOT_ACCEPTED),
	("Transferred to Window", "Take Over", "In Progress", ALL, "", "", ACCEPTED),
	(
		"Transferred to Window",
		"Return to Window",
		"Sent Back to Window",
		ALL,
		"transfer_reason",
		effects.SEND_BACK,
	),
)
SUPPLEMENTS = (
	*(
		(state, "Ask for Supplements", "Awaiting Supplements", ALL, "supplements_asked\nsupplements_due_on?")
		for state in AT_WINDOW
	),
	("Awaiting Supplements", "Supplements Received", "Request Registered", ALL, "", "", NOT_ACCEPTED),
	("Awaiting Supplements", "Supplements Received", "In Progress", ALL, "", "", ACCEPTED),
)
EXTENSION = (
	(
		"In Progress",
		"Request Extension",
		"Extension Requested",
		ALL,
		"request_reason\nrequested_due_on",
		effects.REQUEST_EXTENSION,
	),
	(
		"Extension Requested",
		"Decide on Extension",
		"In Progress",
		CENTRE,
		"request_decision\nrequested_due_on\ndecision_opinion\nextension_told_on?",
		effects.DECIDE_REQUEST,
	),
	("Extension Requested", "Withdraw Request", "In Progress", WINDOW, "", effects.WITHDRAW_REQUEST),
)
ENDINGS = (
	("In Progress", "Answer Request", "Answered", ALL, ANSWER),
	*((state, "Turn into Case or Event", "Handed Over", ALL, "", effects.BECOME) for state in AT_WINDOW),
	*(
		(state, "Visitor Withdraws", "Withdrawn", ALL, "refusal_reason")
		for state in (*AT_WINDOW, "Awaiting Supplements")
	),
	("Answered", "Take Satisfaction", "Closed", ALL, "satisfaction\nsatisfaction_note?"),
	("Answered", "Reopen", "In Progress", ALL, "request_reason", effects.REOPEN),
)
WAYS = tuple(Way(*row) for row in (*ACCEPTANCE, *TRANSFERS, *SUPPLEMENTS, *EXTENSION, *ENDINGS))
# What is written into the timeline without a transition
DEEDS = ("Register Request",)

LIFE = Life("Service Request", "Service Request", STATES, WAYS, DEEDS)
