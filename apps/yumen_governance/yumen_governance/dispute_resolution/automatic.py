"""Transitions that the system itself takes with a governed record, found in its Workflow by their effect."""

from yumen_governance.time_limits.transitions import step_by


def take(doc, effect: str):
	"""Take the transition with an effect, if there is one from where a record is, and return the stored record."""
	step = step_by(doc, effect)
	if step:
		doc.workflow_state = step.to_state
		doc.flags.automatic_step = step
	return doc.save(ignore_permissions=True)  # the action that brings it about was checked
