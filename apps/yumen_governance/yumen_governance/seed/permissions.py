"""Stock DocTypes that the Governance Administrator edits without being a System Manager."""

from frappe.permissions import setup_custom_perms

from yumen_governance.permissions.roles import ADMINISTRATOR
from yumen_governance.seed import ensure

DOCTYPES = ("Workflow", "Workflow State", "Workflow Action Master")
RIGHTS = ("select", "read", "write", "create", "delete", "report", "export")


def seed() -> None:
	"""Let the Governance Administrator edit workflows, their states and actions."""
	for doctype in DOCTYPES:
		setup_custom_perms(doctype)
		values = {"parent": doctype, "role": ADMINISTRATOR, "permlevel": 0, **dict.fromkeys(RIGHTS, 1)}
		ensure("Custom DocPerm", f"{doctype}-{ADMINISTRATOR}", values)
