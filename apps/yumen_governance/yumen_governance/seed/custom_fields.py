"""Fields that the app adds to Frappe's Workflow rows; the Workflow Builder shows them by itself."""

from yumen_governance.seed import ensure
from yumen_governance.time_limits.stages import STAGES

FIELDS = {
	"Workflow Document State": {
		"fieldname": "stage",
		"label": "Stage",
		"fieldtype": "Select",
		"options": "\n".join(("", *STAGES)),
		"insert_after": "state",
		"in_list_view": 1,
		"description": "What this state means to deadlines, permissions and reports",
	},
	"Workflow Transition": {
		"fieldname": "asks_for",
		"label": "Asks For",
		"fieldtype": "Small Text",
		"insert_after": "allow_self_approval",
		"description": "Fields that must be filled before, one a line; alternatives divided by |",
	},
}


def seed() -> None:
	"""Add the stage of a state and what a transition asks for."""
	for doctype, field in FIELDS.items():
		ensure("Custom Field", f"{doctype}-{field['fieldname']}", {"dt": doctype, **field})
