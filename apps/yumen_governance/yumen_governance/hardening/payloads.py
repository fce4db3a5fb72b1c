"""Records that people send: values that the server sets are put back or refused before anything is saved.

A form of the desk sends its whole record, read-only fields included; there they are put back silently, and a new
record loses them. Whoever names single fields (REST, frappe.client.set_value, a bulk edit) is told instead.
Code of the server is free: the rule looks at what came in, never at what controllers set while saving.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.model import table_fields

from yumen_governance.hardening import owned
from yumen_governance.hardening.arguments import listed, mapping, parsed, put_back
from yumen_governance.hardening.calls import RUN_DOC_METHOD, Call
from yumen_governance.hardening.file_urls import is_private, may_use, refuse_url
from yumen_governance.hardening.ours import is_ours, meta_of

ATTACHMENTS = ("Attach", "Attach Image")
WRITING = ("POST", "PUT", "PATCH")
NOT_VALUES = frozenset({"cmd", "csrf_token", "data", "doctype", "flags", "name", "run_method", "sid"})


class SetBySystemError(frappe.PermissionError):
	pass


@dataclass(frozen=True)
class Payload:
	"""One record that came in.

	name: of the stored record, None for a new one. values: what came, changed in place. whole: as a form holds
	it, not single fields. store: writes the values back into the request.
	"""

	doctype: str
	name: str | None
	values: dict
	whole: bool
	store: Callable[[], None]


def check(call: Call, form, request) -> None:
	"""Put back or refuse what only the server sets in every record that a request brings.

	:raises SetBySystemError: names the field
	:raises frappe.PermissionError: a field holds a private file that the person may not read
	"""
	for payload in _read(call, form, request):
		if not meta_of(payload.doctype):
			continue
		if is_ours(payload.doctype):
			_settle(payload)
		_check_attachments(payload.doctype, payload.name, payload.values)
		payload.store()


def _settle(payload: Payload) -> None:
	meta = frappe.get_meta(payload.doctype)
	stored = payload.name and owned.stored_values(
		payload.doctype, payload.name, set(payload.values) | owned.owned_fields(meta)
	)
	if not stored:
		_drop_owned(meta, payload.values)
	elif payload.whole:
		_put_back_owned(meta, payload.values, stored)
	else:
		_refuse_owned(meta, payload.values, stored)
	for df in meta.get_table_fields():
		if payload.values.get(df.fieldname):
			_settle_rows(df, payload, bool(stored))


def _drop_owned(meta, values: dict) -> None:
	placed = owned.PLACE_OF_A_ROW if meta.istable else ()
	for fieldname in (owned.owned_fields(meta, is_new=True) - set(placed)) & set(values):
		del values[fieldname]


def _put_back_owned(meta, values: dict, stored: dict) -> None:
	for fieldname in owned.owned_fields(meta) & set(values):
		if fieldname in stored:
			values[fieldname] = stored[fieldname]
		else:
			del values[fieldname]


def _refuse_owned(meta, values: dict, stored: dict) -> None:
	fields, levels = owned.owned_fields(meta), owned.levels_to_write(meta)
	for fieldname in set(values) - NOT_VALUES - {"docname"}:
		df = meta.get_field(fieldname)
		closed = fieldname in fields or (df and (df.hidden or (df.permlevel and df.permlevel not in levels)))
		if closed and not owned.same(df, values[fieldname], stored.get(fieldname)):
			label = _(df.label) if df and df.label else fieldname
			frappe.throw(
				_("{0} is set by the system or by others: you can't change it.").format(label),
				SetBySystemError,
			)


def _settle_rows(df, payload: Payload, is_stored: bool) -> None:
	meta, rows = frappe.get_meta(df.options), listed(payload.values[df.fieldname])
	rows = [row for row in rows if isinstance(row, dict)]
	fields = owned.owned_fields(meta) & {key for row in rows for key in row}
	columns = [field for field in fields if field in meta.get_valid_columns()]
	filters = {"parent": payload.name, "parenttype": payload.doctype, "parentfield": df.fieldname}
	found = frappe.get_all(df.options, filters, [*columns, "name"]) if is_stored and rows else []
	by_name = {row.name: row for row in found}
	for row in rows:
		if row.get("name") in by_name:
			_put_back_owned(meta, row, by_name[row["name"]])
		else:
			_drop_owned(meta, row)
	payload.values[df.fieldname] = rows


def _check_attachments(doctype: str, name: str | None, values: dict) -> None:
	"""Refuse somebody else's private file as the value of a field; what is stored there already may stay."""
	for df in frappe.get_meta(doctype).fields:
		value = values.get(df.fieldname)
		if df.fieldtype in ATTACHMENTS and is_private(value) and not may_use(value):
			if not name or frappe.db.get_value(doctype, name, df.fieldname) != value:
				refuse_url(value)
		elif df.fieldtype in table_fields:
			for row in filter(lambda row: isinstance(row, dict), listed(value)):
				_check_attachments(df.options, row.get("name"), row)


def _read(call: Call, form, request) -> Iterator[Payload]:
	if call.doctype and call.verb in WRITING and not call.doc_method:
		yield from _of_path(call, form, request)
	elif call.method in READERS:
		yield from READERS[call.method](form)


def _of_path(call: Call, form, request) -> Iterator[Payload]:
	body = parsed(form.get("data")) if form.get("data") else parsed(request.get_data(as_text=True))
	values = body if isinstance(body, dict) else {key: form[key] for key in form if key not in NOT_VALUES}

	def store() -> None:
		for key in set(form) & set(body if isinstance(body, dict) else ()) - set(values):
			form.pop(key)
		form.update({key: values[key] for key in values if key in form})
		if call.version == "v1":
			form["data"] = frappe.as_json(values)

	yield Payload(call.doctype, call.name or None, values, False, store)


def _of_document(key: str) -> Callable:
	def read(form) -> Iterator[Payload]:
		before = form.get(key)
		documents = [doc for doc in listed(before) if isinstance(doc, dict)]
		single = not isinstance(parsed(before), list)

		def store() -> None:
			if documents:
				put_back(form, key, before, documents[0] if single else documents)

		for document in documents:
			yield Payload(document.get("doctype"), document.get("name"), document, True, store)

	return read


def _of_set_value(form) -> Iterator[Payload]:
	before, value = form.get("fieldname"), form.get("value")
	several = parsed(before) if not value else None
	if not isinstance(several, dict):
		yield Payload(form.get("doctype"), form.get("name"), {before: value}, False, _nothing)
		return

	def store() -> None:
		put_back(form, "fieldname", before, several)

	yield Payload(form.get("doctype"), form.get("name"), several, False, store)


def _of_bulk_update(form) -> Iterator[Payload]:
	before = form.get("docs")
	documents = listed(before)

	def store() -> None:
		put_back(form, "docs", before, documents)

	for document in filter(lambda document: isinstance(document, dict), documents):
		yield Payload(document.get("doctype"), document.get("docname"), document, False, store)


def _of_bulk_edit(form) -> Iterator[Payload]:
	values = parsed(form.get("data"))
	if isinstance(values, dict):
		for name in listed(form.get("docnames")):
			yield Payload(form.get("doctype"), str(name), dict(values), False, _nothing)


def _of_dates(form) -> Iterator[Payload]:
	args, field_map = mapping(form.get("args")), mapping(form.get("field_map"))
	columns = [field_map.get(key) for key in ("start", "end")]
	values = {column: args.get(column) for column in columns if column}
	yield Payload(args.get("doctype"), args.get("name"), values, False, _nothing)


def _of_board(form) -> Iterator[Payload]:
	board = frappe.db.get_value(
		"Kanban Board", form.get("board_name"), ["reference_doctype", "field_name"], as_dict=True
	)
	moved = mapping(form.get("order")) or {form.get("to_colname"): [form.get("docname")]}
	for column, names in moved.items() if board else ():
		for name in filter(None, names):
			yield Payload(board.reference_doctype, name, {board.field_name: column}, False, _nothing)


def _of_tree_node(form) -> Iterator[Payload]:
	fields = owned.owned_fields(frappe.get_meta(form["doctype"])) if is_ours(form.get("doctype")) else ()
	for fieldname in set(form) & set(fields) - {"parent"}:
		form.pop(fieldname)
	yield Payload(form.get("doctype"), None, dict(form), True, _nothing)


def _nothing() -> None:
	return None


READERS = {
	RUN_DOC_METHOD: _of_document("docs"),
	"frappe.client.bulk_update": _of_bulk_update,
	"frappe.client.insert": _of_document("doc"),
	"frappe.client.insert_many": _of_document("docs"),
	"frappe.client.save": _of_document("doc"),
	"frappe.client.set_value": _of_set_value,
	"frappe.client.submit": _of_document("doc"),
	"frappe.desk.calendar.update_event": _of_dates,
	"frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs": _of_bulk_edit,
	"frappe.desk.doctype.kanban_board.kanban_board.update_order": _of_board,
	"frappe.desk.doctype.kanban_board.kanban_board.update_order_for_single_card": _of_board,
	"frappe.desk.form.save.savedocs": _of_document("doc"),
	"frappe.desk.gantt.update_task": _of_dates,
	"frappe.desk.treeview.add_node": _of_tree_node,
	"frappe.model.workflow.apply_workflow": _of_document("doc"),
}
