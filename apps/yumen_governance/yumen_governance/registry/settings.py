"""What the office switched off in the registry (Registry Settings)."""

import frappe

from yumen_governance.registry.shape import Shape

SETTINGS = "Registry Settings"


def switched_off(shape: Shape) -> frozenset[str]:
	"""Return the fields of a shape that the office doesn't record."""
	return frozenset(
		fieldname
		for fieldname, setting in shape.switches.items()
		if not frappe.db.get_single_value(SETTINGS, setting)
	)
