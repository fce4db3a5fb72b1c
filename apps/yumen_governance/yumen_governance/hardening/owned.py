"""Values of a record that only the server sets: what a person sends for them is not theirs to decide."""

import frappe
from frappe.model import no_value_fields, table_fields
from frappe.utils import cstr, flt

from yumen_governance.registry.shape import sealing_doctypes, shape_of

PLACE_OF_A_ROW = ("parent", "parentfield", "parenttype")
# Of every record: whose it is, where it belongs, and what the desk keeps on it through functions of its own
OF_EVERY_RECORD = (
	"_assign",
	"_comments",
	"_liked_by",
	"_seen",
	"_user_tags",
	"creation",
	"modified_by",
	"owner",
	*PLACE_OF_A_ROW,
)
# Of a record that isn't a row of another: how often it is linked
OF_WHOLE_RECORDS = ("idx",)
NUMBERS = ("Int", "Float", "Currency", "Percent", "Check", "Duration", "Rating")


def owned_fields(meta, is_new: bool = False) -> set[str]:
	"""Return the fields of a DocType that the server sets: those above and all that are read only.

	Not the server's are sealed values, which scripts of forms fill, and for a new record what it can't do without:
	the form that it is made from says that.
	"""
	read_only = {
		df.fieldname
		for df in meta.fields
		if df.read_only
		and (df.fieldtype not in no_value_fields or df.fieldtype in table_fields)
		and not (is_new and df.reqd and not df.default)
	}
	whole = () if meta.istable else OF_WHOLE_RECORDS
	return (read_only | set(OF_EVERY_RECORD) | set(whole)) - _sealed(meta.name)


def _sealed(doctype: str) -> set[str]:
	return set(shape_of(doctype).seals) if doctype in sealing_doctypes() else set()


def levels_to_write(meta, parent: str | None = None) -> set[int]:
	"""Return the permission levels at which the person of the session writes."""
	return set(meta.get_permlevel_access("write", parenttype=parent))


def same(df, sent, stored) -> bool:
	"""Tell whether a value that was sent says what is stored: forms send numbers and dates as text."""
	if df and df.fieldtype in NUMBERS:
		return flt(sent) == flt(stored)
	return cstr(sent or "").strip() == cstr(stored or "").strip()


def stored_values(doctype: str, name: str, fieldnames: set[str]) -> dict | None:
	"""Return what is stored in these columns of a record, None when there is no such record."""
	columns = [field for field in fieldnames if field in frappe.get_meta(doctype).get_valid_columns()]
	return frappe.db.get_value(doctype, name, [*columns, "name"], as_dict=True)
