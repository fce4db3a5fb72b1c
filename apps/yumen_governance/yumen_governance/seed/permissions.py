"""Stock DocTypes and pages that the Governance Administrator edits with, without being a System Manager."""

from frappe.permissions import setup_custom_perms

from yumen_governance.permissions.roles import ADMINISTRATOR
from yumen_governance.seed import ensure

DOCTYPES = ("Workflow", "Workflow State", "Workflow Action Master")
BUILDER = "workflow-builder"
RIGHTS = ("select", "read", "write", "create", "delete", "report", "export")


def seed() -> None:
	"""Let the Governance Administrator edit workflows, their states and actions, also in the Workflow Builder."""
	for doctype in DOCTYPES:
		setup_custom_perms(doctype)
		values = {"parent": doctype, "role": ADMINISTRATOR, "permlevel": 0, **dict.fromkeys(RIGHTS, 1)}
		ensure("Custom DocPerm", f"{doctype}-{ADMINISTRATOR}", values)
	setup_custom_perms("Role")
	chosen = {"parent": "Role", "role": ADMINISTRATOR, "permlevel": 0, "select": 1}
	ensure("Custom DocPerm", f"Role-{ADMINISTRATOR}", chosen)
	may_open = [{"role": role} for role in ("System Manager", ADMINISTRATOR)]
	ensure("Custom Role", BUILDER, {"page": BUILDER, "roles": may_open})
