"""Everything that a record leaves behind in other tables: found by the framework's own description of them."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import frappe
from frappe.model import table_fields

from yumen_governance.permissions.care import VISIT
from yumen_governance.registry.sensitive_access import LOG

# Tables that name a record by plain fields; those that do it by a Dynamic Link are found by themselves
PLAIN_PAIRS = (
	("Access Log", "export_from", "reference_document"),
	("Deleted Document", "deleted_doctype", "deleted_name"),
	("Document Share Key", "reference_doctype", "reference_docname"),
	("Energy Point Log", "reference_doctype", "reference_name"),
	("File", "attached_to_doctype", "attached_to_name"),
	("Notification Log", "document_type", "document_name"),
	("Version", "ref_doctype", "docname"),
)
# Logs whose text may hold values of a record that it names
TEXTS = {
	"Deleted Document": "data",
	"Error Log": "error",
	"Route History": "route",
	"Scheduled Job Log": "details",
	"Webhook Request Log": "data",
}
# The access log holds no value of a record and must be kept; visits are deleted as records of their own
KEPT = frozenset({LOG, VISIT})


def delete_record(doctype: str, names: list[str]) -> None:
	"""Delete records with their rows, files and every trace of them, past the controllers.

	Files on disk go first: when the transaction fails after that, the next run deletes the rows again.
	"""
	delete_traces(doctype, names)
	_delete_rows(doctype, names)
	for name in names:
		frappe.clear_document_cache(doctype, name)


def delete_traces(doctype: str, names: list[str]) -> None:
	"""Delete what hangs on records in other tables, and what the framework's logs say of them."""
	_delete_files(doctype, names)
	for table, doctype_field, name_field in pairs():
		filters = {doctype_field: doctype, name_field: ["in", names]}
		_delete_rows(table, frappe.get_all(table, filters, pluck="name", order_by=None))
	_delete_from_search(doctype, names)
	for table, column in TEXTS.items():
		if _is_stored(table):
			log = frappe.qb.DocType(table)
			frappe.qb.from_(log).delete().where(log[column].regexp("|".join(names))).run()


def forget_filters(doctypes: Iterable[str]) -> None:
	"""Drop what people last searched for in these lists: a filter may be a name."""
	for doctype in doctypes:
		frappe.db.sql("delete from `__UserSettings` where doctype = %s", doctype)
		for key in frappe.cache.hkeys("_user_settings"):
			key = key.decode() if isinstance(key, bytes) else key
			if key.startswith(f"{doctype}::"):
				frappe.cache.hdel("_user_settings", key)
		frappe.db.delete("List Filter", {"reference_doctype": doctype})


def pairs() -> list[tuple[str, str, str]]:
	"""Return (table, field of the DocType, field of the name) of all that names records of any DocType."""
	found = set(PLAIN_PAIRS)
	for source, parent in (("DocField", "parent"), ("Custom Field", "dt")):
		fields = [parent, "options", "fieldname"]
		found.update(frappe.get_all(source, {"fieldtype": "Dynamic Link"}, fields, as_list=True))
	return sorted(
		(table, *fields)
		for table, *fields in found
		if table not in KEPT and _is_stored(table) and all(map(frappe.get_meta(table).has_field, fields))
	)


def _is_stored(doctype: str) -> bool:
	if not frappe.db.exists("DocType", doctype):
		return False
	meta = frappe.get_meta(doctype)
	return not meta.issingle and not meta.get("is_virtual") and frappe.db.table_exists(doctype)


def _delete_rows(doctype: str, names: list[str]) -> None:
	if not names:
		return
	meta = frappe.get_meta(doctype)
	for df in meta.get("fields", {"fieldtype": ["in", table_fields]}):
		frappe.db.delete(df.options, {"parenttype": doctype, "parent": ["in", names]})
	frappe.db.delete(doctype, {"name": ["in", names]})


def _delete_files(doctype: str, names: list[str]) -> None:
	filters = {"attached_to_doctype": doctype, "attached_to_name": ["in", names]}
	mine = frappe.get_all("File", filters, ["name", "file_url", "thumbnail_url"])
	for url in {url for row in mine for url in (row.file_url, row.thumbnail_url) if url}:
		others = {"file_url": url, "name": ["not in", [row.name for row in mine]]}
		if not frappe.db.exists("File", others):
			_unlink(url)


def _unlink(url: str) -> None:
	if not url.startswith(("/files/", "/private/files/")):
		return
	folder = "public" if url.startswith("/files/") else ""
	place = Path(frappe.get_site_path(folder, *url.strip("/").split("/"))).resolve()
	root = Path(frappe.get_site_path(folder, "files" if folder else "private/files")).resolve()
	if place.is_relative_to(root):
		with suppress(FileNotFoundError):
			place.unlink()


def _delete_from_search(doctype: str, names: list[str]) -> None:
	search = frappe.qb.Table("__global_search")
	frappe.qb.from_(search).delete().where((search.doctype == doctype) & search.name.isin(names)).run()
