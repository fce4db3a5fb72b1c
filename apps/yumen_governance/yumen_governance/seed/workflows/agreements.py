"""The Workflow of a Mediation Agreement: drafted, in performance, performed or breached, replaced by a newer version."""

from yumen_governance.permissions.roles import ADMINISTRATOR, CHIEF_MEDIATOR, COMMITTEE_DIRECTOR, MEDIATOR
from yumen_governance.seed.workflows.making import Life, Way
from yumen_governance.time_limits import effects

MEDIATORS = (MEDIATOR, CHIEF_MEDIATOR, COMMITTEE_DIRECTOR)
EDITORS = (*MEDIATORS, ADMINISTRATOR)
REASON = "ending_reason"

# state: stage, colour, who edits it in the desk
STATES = {
	"Draft": ("Intake", "", EDITORS),
	"In Performance": ("Handling", "Primary", EDITORS),
	"Breached": ("Handling", "Danger", EDITORS),
	"Performed": ("Closed", "Success", EDITORS),
	"Replaced": ("Void", "Inverse", EDITORS),
	"Cancelled": ("Void", "Inverse", EDITORS),
}
WAYS = (
	Way("Draft", "Sign Agreement", "In Performance", MEDIATORS, "", effects.SIGN_AGREEMENT),
	Way("Draft", "Cancel", "Cancelled", MEDIATORS, REASON),
	Way("In Performance", "Confirm Performance", "Performed", MEDIATORS, "", effects.CONFIRM_PERFORMANCE),
	Way("In Performance", "Note Breach", "Breached", MEDIATORS, REASON, effects.NOTE_BREACH),
	Way("In Performance", "Replace by New Version", "Replaced", MEDIATORS, "", effects.REPLACE_AGREEMENT),
	Way("Breached", "Resume Performance", "In Performance", MEDIATORS, "", effects.RESUME_PERFORMANCE),
	Way("Breached", "Confirm Performance", "Performed", MEDIATORS, "", effects.CONFIRM_PERFORMANCE),
	Way("Breached", "Replace by New Version", "Replaced", MEDIATORS, "", effects.REPLACE_AGREEMENT),
)
# What is written into the timeline without a transition
DEEDS = ("Assign Mediators", "Step Aside", "Receive Payment", "Release Instalments", "New Version")

LIFE = Life("Mediation Agreement", "Mediation Agreement", STATES, WAYS, DEEDS)
