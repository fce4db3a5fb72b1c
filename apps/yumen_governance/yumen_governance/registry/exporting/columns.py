"""Which fields of a registry DocType somebody may ask to have exported, and which of them in plain text."""

from dataclasses import dataclass

import frappe
from frappe import _

from yumen_governance.permissions.registry import REGISTRY_DOCTYPES
from yumen_governance.registry.reveal_rights import CASE, rights_of
from yumen_governance.registry.shape import shape_of, shaped_doctypes


@dataclass(frozen=True)
class Column:
	"""A field that may be exported.

	is_sealed: the table holds a mask. may_be_plain: the person may ask for what is behind it. is_usual: a list shows it.
	"""

	fieldname: str
	label: str
	is_sealed: bool
	may_be_plain: bool
	is_usual: bool


def may_ask_for(doctype: str) -> bool:
	"""Tell whether the person of the session may ask for an export of a DocType."""
	return (
		doctype in REGISTRY_DOCTYPES
		and bool(frappe.has_permission("Export Request", "create"))
		and bool(frappe.has_permission(doctype, "read"))
	)


def columns_of(doctype: str, user: str) -> list[Column]:
	"""Return the fields that a person may have exported: those they may read and that a form shows."""
	meta = frappe.get_meta(doctype)
	levels = set(meta.get_permlevel_access("read", user=user)) if user != "Administrator" else None
	seals = shape_of(doctype).seals if doctype in shaped_doctypes() else {}
	kinds = {kind for kind, places in rights_of(user).items() if places - {CASE}}
	return [
		Column(
			df.fieldname,
			_(df.label),
			df.fieldname in seals,
			df.fieldname in seals and seals[df.fieldname].kind in kinds,
			bool(df.reqd or df.in_list_view or df.in_standard_filter),
		)
		for df in meta.get_fieldnames_with_value(with_field_meta=True)
		if not df.hidden and df.label and (levels is None or df.permlevel in levels)
	]
