"""The Workflow of a Resolution Step: one for every method, its transitions chosen by the form of the step."""

from yumen_governance.permissions.roles import (
	ARBITRATION_HANDLER,
	CENTRE_DIRECTOR,
	CHIEF_MEDIATOR,
	COMMITTEE_DIRECTOR,
	COURT_LIAISON,
	DEPARTMENT_HANDLER,
	DISPATCHER,
	MEDIATOR,
)
from yumen_governance.seed.workflows.making import Life, Way
from yumen_governance.time_limits import effects

CENTRE = (DISPATCHER, CENTRE_DIRECTOR)
MEDIATORS = (MEDIATOR, COMMITTEE_DIRECTOR, CHIEF_MEDIATOR, COURT_LIAISON, *CENTRE)
JUDGES = (ARBITRATION_HANDLER, COURT_LIAISON, *CENTRE)
ADVISERS = (DEPARTMENT_HANDLER, MEDIATOR, COMMITTEE_DIRECTOR, CHIEF_MEDIATOR, *CENTRE)
EVERYBODY = (
	MEDIATOR,
	COMMITTEE_DIRECTOR,
	CHIEF_MEDIATOR,
	ARBITRATION_HANDLER,
	COURT_LIAISON,
	DEPARTMENT_HANDLER,
	*CENTRE,
)

CONSULTATION = "doc.form == 'Consultation'"
MEDIATION = "doc.form == 'Mediation'"
ARBITRATION = "doc.form == 'Arbitration'"
LITIGATION = "doc.form == 'Litigation'"
BEFORE_A_PANEL = "doc.form in ('Arbitration', 'Litigation')"
UNSETTLED = "outcome_note\nremedies_told"
HEARING = "hearing_on\nhearing_notice_on\nhearing_place"
NO_EFFECT = ""

# state: stage, colour, who edits a step in it
STATES = {
	"Opened": ("Assigned", "Info", EVERYBODY),
	"Filed": ("Assigned", "Warning", EVERYBODY),
	"Under Way": ("Handling", "Primary", EVERYBODY),
	"Hearing Set": ("Handling", "Primary", EVERYBODY),
	"Stayed": ("Suspended", "Inverse", EVERYBODY),
	"Decided": ("Review", "Info", EVERYBODY),
	"Decision Served": ("Feedback", "Info", EVERYBODY),
	"Appealed": ("Feedback", "Warning", EVERYBODY),
	"In Effect": ("Feedback", "Success", EVERYBODY),
	"In Enforcement": ("Feedback", "Warning", EVERYBODY),
	"Agreement Reached": ("Closed", "Success", EVERYBODY),
	"No Agreement": ("Closed", "Warning", EVERYBODY),
	"Refused by a Party": ("Closed", "Warning", EVERYBODY),
	"Opinion Given": ("Closed", "Success", EVERYBODY),
	"Not Accepted": ("Closed", "Danger", EVERYBODY),
	"Settled": ("Closed", "Success", EVERYBODY),
	"Taken to Court": ("Closed", "Warning", EVERYBODY),
	"Concluded": ("Closed", "Inverse", EVERYBODY),
	"Withdrawn": ("Void", "Inverse", EVERYBODY),
}
OPEN = tuple(state for state, (stage, *_rest) in STATES.items() if stage not in ("Closed", "Void"))

CONSULTING = (
	("Opened", "Start Step", "Under Way", ADVISERS, "", NO_EFFECT, CONSULTATION),
	*(
		(state, "Give Opinion", "Opinion Given", ADVISERS, "outcome_note", effects.STEP_ADVISES, CONSULTATION)
		for state in ("Opened", "Under Way")
	),
)
MEDIATING = (
	("Opened", "Accept", "Under Way", MEDIATORS, "accepted_on", NO_EFFECT, MEDIATION),
	(
		"Under Way",
		"Reach Agreement",
		"Agreement Reached",
		MEDIATORS,
		"outcome_note?",
		effects.STEP_AGREES,
		MEDIATION,
	),
	(
		"Under Way",
		"End without Agreement",
		"No Agreement",
		MEDIATORS,
		UNSETTLED,
		effects.STEP_FAILS,
		MEDIATION,
	),
	*(
		(
			state,
			"Party Refuses",
			"Refused by a Party",
			MEDIATORS,
			f"refusing_party\n{UNSETTLED}",
			effects.STEP_REFUSED,
			MEDIATION,
		)
		for state in ("Opened", "Under Way")
	),
)
FILING = (
	("Opened", "File Application", "Filed", JUDGES, "filed_on\ncourt_or_body", NO_EFFECT, BEFORE_A_PANEL),
	("Filed", "Accept", "Under Way", JUDGES, "accepted_on\ndocket_number?", NO_EFFECT, BEFORE_A_PANEL),
	(
		"Filed",
		"Refuse to Accept",
		"Not Accepted",
		JUDGES,
		"refused_on\nrefusal_reason",
		effects.STEP_REFUSED,
		BEFORE_A_PANEL,
	),
	("Under Way", "Set Hearing", "Hearing Set", JUDGES, HEARING, NO_EFFECT, BEFORE_A_PANEL),
	("Hearing Set", "Adjourn", "Under Way", JUDGES, "suspension_reason", NO_EFFECT, BEFORE_A_PANEL),
)
DECIDING = (
	(
		"Hearing Set",
		"Make Award",
		"Decided",
		JUDGES,
		"decided_on\ndecision_number\nis_final_award?\noutcome_note?",
		effects.STEP_AWARDED,
		ARBITRATION,
	),
	*(
		(
			state,
			"Decide",
			"Decided",
			JUDGES,
			"outcome\ndecided_on\ndecision_number\noutcome_note?",
			NO_EFFECT,
			LITIGATION,
		)
		for state in ("Under Way", "Hearing Set")
	),
	*(
		(
			state,
			"Settle",
			"Settled",
			JUDGES,
			"decided_on\ndecision_number?\noutcome_note",
			effects.STEP_SETTLED,
			BEFORE_A_PANEL,
		)
		for state in ("Under Way", "Hearing Set")
	),
	("Decided", "Serve Decision", "Decision Served", JUDGES, "decision_served_on", NO_EFFECT, BEFORE_A_PANEL),
)
AFTERWARDS = (
	("Decision Served", "Party Sues", "Taken to Court", JUDGES, "sued_on", NO_EFFECT, ARBITRATION),
	("Decision Served", "Party Appeals", "Appealed", JUDGES, "appealed_on", NO_EFFECT, LITIGATION),
	("Decision Served", "Take Effect", "In Effect", JUDGES, "in_effect_on", NO_EFFECT, BEFORE_A_PANEL),
	("Appealed", "Take Effect", "In Effect", JUDGES, "in_effect_on\noutcome_note?", NO_EFFECT, LITIGATION),
	(
		"In Effect",
		"Apply for Enforcement",
		"In Enforcement",
		JUDGES,
		"enforcement_applied_on",
		NO_EFFECT,
		BEFORE_A_PANEL,
	),
	*(
		(state, "Conclude", "Concluded", JUDGES, "outcome_note?", NO_EFFECT, BEFORE_A_PANEL)
		for state in ("In Effect", "In Enforcement")
	),
)
PAUSES = (
	*(
		(state, "Stay", "Stayed", (*JUDGES, MEDIATOR), "suspension_reason")
		for state in ("Under Way", "Hearing Set")
	),
	("Stayed", "Resume", "Under Way", (*JUDGES, MEDIATOR), ""),
)
ENDINGS = tuple(
	(state, "Withdraw", "Withdrawn", EVERYBODY, "outcome_note", effects.STEP_WITHDRAWN)
	for state in ("Opened", "Filed", "Under Way", "Hearing Set", "Stayed")
)
TRANSITIONS = tuple(
	Way(*row) for row in (*CONSULTING, *MEDIATING, *FILING, *DECIDING, *AFTERWARDS, *PAUSES, *ENDINGS)
)
# What is written into the timeline of the case without a transition
DEEDS = ("Open Step", "Step Ended")

LIFE = Life("Resolution Step", "Resolution Step", STATES, TRANSITIONS, DEEDS)
