"""What somebody does about the clocks of a case, which leaves its state as it is, written into its timeline."""

from datetime import datetime

import frappe

from yumen_governance.grid_management import timeline


def note(doc, action: str, user: str, now: datetime, opinion: str) -> None:
	"""Write an act into the timeline of a case, in the first of the person's roles that may change such cases."""
	state = doc.workflow_state
	act = timeline.Act(
		action=action,
		actor=user,
		actor_role=_role_of(doc, user),
		acted_on=now,
		from_state=state,
		to_state=state,
		opinion=opinion,
	)
	timeline.record(doc, doc, act)


def _role_of(doc, user: str) -> str | None:
	held = set(frappe.get_roles(user))
	return next((row.role for row in doc.meta.permissions if row.write and row.role in held), None)
