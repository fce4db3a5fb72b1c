"""Records that are signed: locked from then on, corrected only by a new version with its reason."""

from collections.abc import Collection, Iterable

import frappe
from frappe import _
from frappe.model import display_fieldtypes, table_fields

CODE_WRITTEN = "code_writes"


class SignedRecordError(frappe.ValidationError):
	pass


def keep_code_fields(doc, fields: Iterable[str]) -> None:
	"""Put back what only the record's own actions write, whatever came in with a form."""
	if doc.flags.get(CODE_WRITTEN):
		return
	before = doc.get_doc_before_save()
	for fieldname in fields:
		df = doc.meta.get_field(fieldname)
		doc.set(fieldname, before.get(fieldname) if before else df.default)


def refuse_change(doc, except_: Collection[str] = ()) -> None:
	"""Refuse any change of a signed record, but of the named fields.

	:raises SignedRecordError: names the first field that was changed
	"""
	before = doc.get_doc_before_save()
	for df in doc.meta.fields:
		if df.fieldtype in display_fieldtypes or df.fieldname in except_:
			continue
		if _value(doc, df) != _value(before, df):
			frappe.throw(
				_("This record is signed: {0} can't be changed. Make a new version and say why.").format(
					_(df.label or df.fieldname)
				),
				SignedRecordError,
			)


def _value(doc, df):
	value = doc.get(df.fieldname)
	if df.fieldtype in table_fields:
		return [_row(row) for row in value or []]
	return "" if value in (None, "", 0, "0") else str(frappe.utils.cast(df.fieldtype, value))


def _row(row) -> tuple:
	return tuple(_value(row, df) for df in row.meta.fields if df.fieldtype not in display_fieldtypes)


def need_reason(reason: str | None) -> str:
	"""Return the reason of a new version.

	:raises SignedRecordError: nothing was said
	"""
	if not (reason or "").strip():
		frappe.throw(_("Say why a new version is made."), SignedRecordError)
	return reason.strip()


def write(doc):
	"""Store what an action of the record changed, and return it; the action was checked."""
	doc.flags[CODE_WRITTEN] = True
	return doc.save(ignore_permissions=True)  # the action that writes it was checked
