"""What somebody does about a dispute without moving it through its workflow, written into its timeline."""

from datetime import datetime

from yumen_governance.grid_management import timeline
from yumen_governance.permissions import roles

# Who holds several roles acts in the first of these
ACTING = (
	roles.CENTRE_DIRECTOR,
	roles.DISPATCHER,
	roles.CHIEF_MEDIATOR,
	roles.COMMITTEE_DIRECTOR,
	roles.MEDIATOR,
	roles.ARBITRATION_HANDLER,
	roles.COURT_LIAISON,
	roles.DEPARTMENT_HANDLER,
	roles.WINDOW_CLERK,
	roles.ADMINISTRATOR,
)


def note(doc, action: str, user: str, now: datetime, opinion: str | None = None) -> None:
	"""Write an act that leaves the state of a record as it is into its timeline.

	:param doc: a governed record: a case, a step, an agreement
	:param action: one of the deeds of a Workflow that the app seeds
	"""
	timeline.note(doc, action, user, role_of(user), now, opinion)


def role_of(user: str) -> str | None:
	"""Return the role in which a person acts on disputes."""
	return timeline.acting_role(user, ACTING)
