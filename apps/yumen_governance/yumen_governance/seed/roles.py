"""The roles of the product."""

from yumen_governance.permissions import roles
from yumen_governance.seed import ensure


def seed() -> None:
	"""Make each role, with access to the desk."""
	for role in roles.ALL:
		ensure("Role", role, {"role_name": role, "desk_access": 1})
