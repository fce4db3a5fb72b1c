"""What the desk knows of the registry from its start: which fields are coded and sealed, what is switched off."""

import frappe

from yumen_governance.registry.settings import SETTINGS
from yumen_governance.registry.shape import shape_of, shaped_doctypes


def extend_bootinfo(bootinfo) -> None:
	"""Tell code lists by DocType and field, for child tables too, sealed fields, and the switches."""
	shapes = {doctype: shape_of(doctype) for doctype in shaped_doctypes() if frappe.db.table_exists(doctype)}
	bootinfo.registry = {
		"codes": {doctype: shape.codes for doctype, shape in shapes.items()},
		"child_codes": {doctype: shape.child_codes for doctype, shape in shapes.items()},
		"sealed": {doctype: list(shape.seals) for doctype, shape in shapes.items()},
		"record_religion": frappe.db.get_single_value(SETTINGS, "record_religion"),
	}
