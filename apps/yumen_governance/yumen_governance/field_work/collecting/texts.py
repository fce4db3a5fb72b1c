"""What is shown of a value that somebody proposes: masked where the field is sealed, in words where it is a code."""

import frappe
from frappe import _
from frappe.model import no_value_fields, table_fields
from frappe.utils import cint, cstr

from yumen_governance.registry.code_lists import labels_of
from yumen_governance.registry.sealing.masks import mask_all
from yumen_governance.registry.shape import MASKED, shape_of

# Above this permission level not every reader of a proposal reads the field
OPEN_LEVEL = 1


def text_of(doctype: str, fieldname: str, value) -> str:
	"""Return a value as people may read it in a proposal.

	:param value: plain, or the mask that is stored of a sealed field
	"""
	df, shape = frappe.get_meta(doctype).get_field(fieldname), shape_of(doctype)
	if value in (None, "", []):
		return ""
	if (df.permlevel or 0) > OPEN_LEVEL:
		return mask_all(cstr(value))
	if way := shape.seals.get(fieldname):
		return value if MASKED in value else way.mask(way.normalise(value))
	if df.fieldtype in table_fields:
		codes = shape.child_codes.get(fieldname, {})
		return "; ".join(_text_of_row(df.options, row, codes) for row in value)
	return _text(df, value, fieldname in shape.codes)


def child_columns(doctype: str) -> tuple[str, ...]:
	"""Return the columns of a child table that rows are shown with."""
	meta = frappe.get_meta(doctype)
	return tuple(
		df.fieldname for df in meta.fields if df.fieldtype not in no_value_fields and not df.permlevel
	)


def _text(df, value, is_code: bool) -> str:
	if is_code:
		return labels_of([value]).get(value, cstr(value))
	if df.fieldtype == "Select":
		return _(value)
	if df.fieldtype == "Check":
		return _("Yes") if cint(value) else _("No")
	if df.fieldtype == "Link":
		title = frappe.get_meta(df.options).get_title_field()
		return cstr(frappe.db.get_value(df.options, value, title) or value)
	return cstr(value)


def _text_of_row(table: str, row, codes: dict[str, str]) -> str:
	meta = frappe.get_meta(table)
	shown = [
		_text(meta.get_field(fieldname), row.get(fieldname), fieldname in codes)
		for fieldname in child_columns(table)
		if row.get(fieldname) and not _is_said_twice(meta, fieldname, row)
	]
	return " ".join(shown)


def _is_said_twice(meta, fieldname: str, row) -> bool:
	"""Whether a name beside a link repeats what the link's title says."""
	source = (meta.get_field(fieldname).fetch_from or "").partition(".")[0]
	return bool(source and row.get(source))
