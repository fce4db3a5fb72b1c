"""The Workflow of a Dispute Case; most of its way it is moved on by its steps and agreements (dispute_resolution/moves)."""

from yumen_governance.permissions.roles import (
	ARBITRATION_HANDLER,
	CENTRE_DIRECTOR,
	CHIEF_MEDIATOR,
	COMMITTEE_DIRECTOR,
	COURT_LIAISON,
	DEPARTMENT_HANDLER,
	DISPATCHER,
	MEDIATOR,
	WINDOW_CLERK,
)
from yumen_governance.seed.workflows.making import Life, Way

CENTRE = (DISPATCHER, CENTRE_DIRECTOR)
DECIDERS = (COMMITTEE_DIRECTOR, CHIEF_MEDIATOR, *CENTRE)
WORKERS = (MEDIATOR, ARBITRATION_HANDLER, COURT_LIAISON, DEPARTMENT_HANDLER, *DECIDERS)
REGISTRARS = (WINDOW_CLERK, *WORKERS)
OUTCOME = "outcome\noutcome_note?"
SUSPENSION = "suspension_plan\nreview_on"

# state: stage, colour, who edits it in the desk
STATES = {
	"Draft": ("Intake", "", REGISTRARS),
	"Case Registered": ("Triage", "Warning", REGISTRARS),
	"Accepted": ("Assigned", "Info", WORKERS),
	"Under Resolution": ("Handling", "Primary", WORKERS),
	"Suspended": ("Suspended", "Inverse", WORKERS),
	"Performing": ("Review", "Info", WORKERS),
	"Resolved": ("Feedback", "Success", WORKERS),
	"Case Closed": ("Closed", "Inverse", CENTRE),
	"Not Accepted": ("Void", "Danger", CENTRE),
	"Withdrawn": ("Void", "Inverse", CENTRE),
	"Cancelled": ("Void", "Inverse", CENTRE),
}
WAYS = (
	("Draft", "Register", "Case Registered", REGISTRARS),
	("Draft", "Cancel", "Cancelled", REGISTRARS),
	("Case Registered", "Accept", "Accepted", WORKERS),
	("Case Registered", "Refuse Acceptance", "Not Accepted", DECIDERS, "decision_opinion"),
	("Accepted", "Begin Resolution", "Under Resolution", CENTRE),
	("Under Resolution", "Watch Performance", "Performing", CENTRE),
	("Under Resolution", "Conclude Case", "Resolved", WORKERS, OUTCOME),
	("Performing", "Conclude Case", "Resolved", WORKERS, OUTCOME),
	*((state, "Go On Resolving", "Under Resolution", WORKERS) for state in ("Performing", "Resolved")),
	("Resolved", "Close Case", "Case Closed", WORKERS, OUTCOME),
	*((state, "Suspend", "Suspended", WORKERS, SUSPENSION) for state in ("Accepted", "Under Resolution")),
	("Suspended", "Resume", "Under Resolution", WORKERS),
	*(
		(state, "Withdraw Case", "Withdrawn", roles, "withdrawal_reason")
		for state, roles in (
			("Case Registered", REGISTRARS),
			("Accepted", WORKERS),
			("Under Resolution", WORKERS),
			("Suspended", WORKERS),
		)
	),
)
# What is written into the timeline without a transition
DEEDS = (
	"Let Into the Case",
	"Take Out of the Case",
	"Exclude Person",
	"Lift Exclusion",
	"Add Party",
	"Change Party",
	"Remove Party",
	"Seal Case",
	"Assign Task",
	"Sign Task",
	"Finish Task",
	"Release Task",
)

LIFE = Life("Dispute Case", "Dispute Case", STATES, tuple(Way(*row) for row in WAYS), DEEDS)
