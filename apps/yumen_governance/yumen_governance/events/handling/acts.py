"""What somebody does about an event without moving it through the workflow, written into its timeline."""

from datetime import datetime

from yumen_governance.grid_management import timeline
from yumen_governance.permissions import roles

# Who holds several roles acts in the first of these
ACTING = (
	roles.DISPATCHER,
	roles.GRID_LEADER,
	roles.GRID_MEMBER,
	roles.DEPARTMENT_HANDLER,
	roles.WINDOW_CLERK,
	roles.ADMINISTRATOR,
)


def note(event, action: str, user: str, now: datetime, opinion: str | None = None) -> None:
	"""Write an act that leaves the state of an event as it is into its timeline.

	:param action: one of seed/workflows/events.py, DEEDS
	"""
	timeline.note(event, action, user, role_of(user), now, opinion)


def role_of(user: str) -> str | None:
	"""Return the role in which a person acts on events."""
	return timeline.acting_role(user, ACTING)
