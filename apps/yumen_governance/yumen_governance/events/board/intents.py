"""What somebody wants with a case on the board, and the action of its Workflow that does it.

An intent is told by stages, so that accepting means the same when the administrator has renamed or redrawn states.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import frappe
from frappe import _

from yumen_governance.events.board.queues import EVENT, dispatchable_states
from yumen_governance.time_limits.stages import stages_by_state, workflow_of

ACCEPT, DISPATCH, SIGN = "accept", "dispatch", "sign"
# From which stages into which
WAYS = {
	ACCEPT: (("Triage",), ("Triage",)),
	DISPATCH: (("Triage",), ("Assigned",)),
	SIGN: (("Assigned",), ("Handling",)),
}


class NoSuchStepError(frappe.ValidationError):
	pass


@dataclass(frozen=True)
class Wish:
	"""An intent, or an action by its name."""

	intent: str | None = None
	action: str | None = None

	def transition_from(self, state: str, roles: list[str]):
		"""Return the Workflow's row that fulfils the wish from a state for somebody with these roles.

		:raises NoSuchStepError: there is none
		"""
		row = next(self._fitting(state, set(roles)), None)
		if not row:
			frappe.throw(
				_("An event in the state {0} can't take this step, or not by you.").format(_(state)),
				NoSuchStepError,
			)
		return row

	def _fitting(self, state: str, roles: set[str]) -> Iterator:
		rows = (row for row in workflow_of(EVENT).transitions if row.state == state and row.allowed in roles)
		if self.action:
			return (row for row in rows if row.action == self.action)
		return (row for row in rows if leads(self.intent, row))


def leads(intent: str, row) -> bool:
	"""Tell whether a transition does what is intended. Accepting brings a case to where it can be dispatched."""
	stage = stages_by_state(workflow_of(EVENT))
	from_stages, to_stages = WAYS[intent]
	if stage.get(row.state) not in from_stages or stage.get(row.next_state) not in to_stages:
		return False
	ready = dispatchable_states()
	return intent != ACCEPT or (row.state not in ready and row.next_state in ready)


def intents_of(user: str) -> list[str]:
	"""Return the intents for which the Workflow has a transition of this person's roles."""
	roles, workflow = set(frappe.get_roles(user)), workflow_of(EVENT)
	rows = [row for row in (workflow.transitions if workflow else ()) if row.allowed in roles]
	return [intent for intent in WAYS if any(leads(intent, row) for row in rows)]


def way_back(state: str, before: str, roles: list[str]) -> str | None:
	"""Return the action that leads from a state back to the one before, None when the Workflow has none."""
	rows = workflow_of(EVENT).transitions
	return next(
		(
			row.action
			for row in rows
			if (row.state, row.next_state) == (state, before) and row.allowed in roles
		),
		None,
	)
