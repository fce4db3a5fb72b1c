"""Fields that the app adds to Frappe's Workflow rows; the Workflow Builder shows them by itself."""

from yumen_governance.seed import ensure
from yumen_governance.time_limits.effects import EFFECTS
from yumen_governance.time_limits.stages import STAGES

FIELDS = (
	{
		"dt": "Workflow Document State",
		"fieldname": "stage",
		"label": "Stage",
		"fieldtype": "Select",
		"options": "\n".join(("", *STAGES)),
		"insert_after": "state",
		"in_list_view": 1,
		"description": "What this state means to deadlines, permissions and reports",
	},
	{
		"dt": "Workflow Transition",
		"fieldname": "asks_for",
		"label": "Asks For",
		"fieldtype": "Small Text",
		"insert_after": "allow_self_approval",
		"description": "Fields that must be filled before, one a line; alternatives divided by |; with ? at the end they may stay empty",
	},
	{
		"dt": "Workflow Transition",
		"fieldname": "effect",
		"label": "Effect",
		"fieldtype": "Select",
		"options": "\n".join(("", *EFFECTS)),
		"insert_after": "asks_for",
		"description": "What the system does besides, when this transition is taken",
	},
)


def seed() -> None:
	"""Add the stage of a state, and what a transition asks for and does."""
	for field in FIELDS:
		ensure("Custom Field", f"{field['dt']}-{field['fieldname']}", field)
