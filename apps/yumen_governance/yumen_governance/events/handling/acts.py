"""What somebody does about an event without moving it through the workflow, written into its timeline."""

from datetime import datetime

import frappe

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
	state = event.workflow_state
	act = timeline.Act(
		action=action,
		actor=user,
		actor_role=role_of(user),
		acted_on=now,
		from_state=state,
		to_state=state,
		opinion=opinion,
	)
	timeline.record(event, event, act)


def role_of(user: str) -> str | None:
	"""Return the role in which a person acts on events."""
	held = frappe.get_roles(user)
	return next((role for role in ACTING if role in held), None)
