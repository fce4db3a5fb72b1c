"""Merging two records of one person: one is kept and completed, the other points to it."""

import frappe
from frappe import _
from frappe.model import no_value_fields, table_fields
from frappe.model.rename_doc import get_link_fields
from frappe.utils import escape_html, getdate

from yumen_governance.registry.doctype.resident.resident_shape import MERGED
from yumen_governance.registry.sealing.envelope import unseal
from yumen_governance.registry.shape import shape_of

DOCTYPE = "Resident"
POINTER = "merged_into"
# What each record tells of itself, never of the other
OWN = {
	"grid",
	"grid_path",
	"status",
	"status_date",
	POINTER,
	"no_id_reason",
	"resident_kind",
	"resident_name",
}
SYSTEM_LEVEL = 9


class MergeError(frappe.ValidationError):
	pass


def merge(duplicate, kept) -> None:
	"""Complete the kept record from the duplicate, point all links to it, and end the duplicate.

	:raises MergeError: the records can't be one person's, or one of them is merged already
	"""
	refuse_strangers(duplicate, kept)
	given = {doc.name: unseal(DOCTYPE, doc.name, doc.sealed) for doc in (duplicate, kept)}
	taken = what_lacks(kept, duplicate, given)
	_end(duplicate, kept, given)
	kept.update(taken)
	kept.save()
	relink(duplicate.name, kept.name)
	duplicate.add_comment("Info", _("merged into {0}").format(escape_html(kept.resident_name)))
	kept.add_comment(
		"Info", _("completed from a second record of the same person, which was merged into this")
	)


def refuse_strangers(duplicate, kept) -> None:
	"""Refuse records that are the same, ended, or of two people."""
	if duplicate.name == kept.name:
		frappe.throw(_("A record can't be merged into itself."), MergeError)
	if MERGED in (duplicate.status, kept.status):
		frappe.throw(_("One of the two records is merged already."), MergeError)
	if duplicate.id_number_index and kept.id_number_index:
		frappe.throw(_("The two records have different ID numbers: they are two people."), MergeError)


def what_lacks(kept, duplicate, given: dict[str, dict]) -> dict:
	"""Return the values that the kept record lacks and the duplicate has, plain where they are sealed.

	:param given: plain values of sealed fields by name of the record
	"""
	taken = {}
	for df in kept.meta.fields:
		if df.fieldname in OWN or df.permlevel == SYSTEM_LEVEL or kept.get(df.fieldname):
			continue
		if df.fieldtype in table_fields:
			taken[df.fieldname] = [_copied(row) for row in duplicate.get(df.fieldname)]
		elif df.fieldtype not in no_value_fields and duplicate.get(df.fieldname):
			taken[df.fieldname] = given[duplicate.name].get(df.fieldname) or duplicate.get(df.fieldname)
	return taken


def relink(old: str, new: str) -> None:
	"""Let every link to one resident lead to another, one statement per field."""
	for link in get_link_fields(DOCTYPE):
		doctype, fieldname = link["parent"], link["fieldname"]
		if link.get("issingle") or not frappe.db.table_exists(doctype):
			continue
		table = frappe.qb.DocType(doctype)
		frappe.qb.update(table).set(table[fieldname], new).where(table[fieldname] == old).run()
		frappe.clear_document_cache(doctype)


def _end(duplicate, kept, given: dict[str, dict]) -> None:
	"""End the duplicate; it keeps only those sealed values in which it differs."""
	mine, theirs = given[duplicate.name], given[kept.name]
	for fieldname in shape_of(DOCTYPE).seals:
		if not theirs.get(fieldname) or theirs.get(fieldname) == mine.get(fieldname):
			duplicate.set(fieldname, None)
	duplicate.update(
		{
			"status": MERGED,
			"status_date": getdate(),
			POINTER: kept.name,
			"household": None,
			"relation_to_head": None,
		}
	)
	duplicate.flags.merging = True
	duplicate.save()


def _copied(row) -> dict:
	return row.as_dict(no_default_fields=True)
