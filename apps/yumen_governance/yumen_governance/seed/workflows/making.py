"""How a Workflow that the app seeds is written down, and made into records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from yumen_governance.seed import ensure


class Way(NamedTuple):
	"""A transition: from a state by an action to the next state, for some roles."""

	state: str
	action: str
	next_state: str
	roles: tuple[str, ...]
	asks_for: str = ""
	effect: str = ""
	condition: str = ""


@dataclass(frozen=True)
class Life:
	"""A Workflow as the app seeds it.

	states: by name the stage, the colour, and who edits a record in it. ways: its transitions. deeds: what is written
	into the timeline without a transition.
	"""

	name: str
	doctype: str
	states: Mapping[str, tuple[str, str, tuple[str, ...]]]
	ways: Sequence[Way]
	deeds: Sequence[str] = ()


def plant(life: Life) -> None:
	"""Make the states, the actions and the record of a Workflow, where nobody changed them."""
	for state, (_stage, style, _editors) in life.states.items():
		ensure("Workflow State", state, {"workflow_state_name": state, "style": style})
	for action in dict.fromkeys((*(way.action for way in life.ways), *life.deeds)):
		ensure("Workflow Action Master", action, {"workflow_action_name": action})
	ensure("Workflow", life.name, workflow_values(life))


def workflow_values(life: Life) -> dict:
	"""Return the Workflow record: one row per state and editor, one per transition and role."""
	return {
		"workflow_name": life.name,
		"document_type": life.doctype,
		"workflow_state_field": "workflow_state",
		"is_active": 1,
		"send_email_alert": 0,
		"states": [
			{"state": state, "stage": stage, "doc_status": "0", "allow_edit": role}
			for state, (stage, _style, editors) in life.states.items()
			for role in editors
		],
		"transitions": [
			{
				"state": way.state,
				"action": way.action,
				"next_state": way.next_state,
				"allowed": role,
				"allow_self_approval": 1,
				"asks_for": way.asks_for,
				"effect": way.effect,
				"condition": way.condition,
			}
			for way in life.ways
			for role in way.roles
		],
	}
