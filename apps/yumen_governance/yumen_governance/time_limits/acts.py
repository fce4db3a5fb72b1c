"""What somebody does about the clocks of a case, which leaves its state as it is, written into its timeline."""

from datetime import datetime

from yumen_governance.grid_management import timeline


def note(doc, action: str, user: str, now: datetime, opinion: str) -> None:
	"""Write an act into the timeline of a case, in the first of the person's roles that may change such cases."""
	timeline.note(doc, action, user, _role_of(doc, user), now, opinion)


def _role_of(doc, user: str) -> str | None:
	return timeline.acting_role(user, (row.role for row in doc.meta.permissions if row.write))
