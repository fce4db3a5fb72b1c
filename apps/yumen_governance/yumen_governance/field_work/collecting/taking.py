"""Taking in what a member collected on the phone (item kind `collect`): a new record, a correction, or a proposal."""

from dataclasses import dataclass, field
from datetime import datetime

import frappe
from frappe import _
from frappe.model import table_fields
from frappe.utils import cint, cstr, escape_html

from yumen_governance.field_work.collecting import forms, shown
from yumen_governance.field_work.collecting.kinds import BY_DOCTYPE, STORES
from yumen_governance.field_work.collecting.proposals.making import propose
from yumen_governance.field_work.collecting.texts import child_columns
from yumen_governance.field_work.sync.items import Conflict, Item, Taken, check_base
from yumen_governance.grid_management.grid_paths import path_of
from yumen_governance.hardening.owned import levels_to_write, same
from yumen_governance.permissions.corrections import keeps
from yumen_governance.permissions.registry import in_charge, readable
from yumen_governance.permissions.scope import scope_of
from yumen_governance.registry.record import DuplicateRecordError
from yumen_governance.registry.shape import shape_of

NEVER, ALWAYS = "Saved at Once", "Always Proposed"
GRID = "grid"
# What an item says beside the values of fields
ABOUT = ("_doctype", "_record", "_reason", "_propose")


class CollectingError(frappe.ValidationError):
	pass


@dataclass(frozen=True)
class Wish:
	"""What a member wants to be on record; values: plain values by field name, as typed."""

	doctype: str
	name: str
	values: dict = field(repr=False)
	reason: str = ""
	as_proposal: bool = False

	@property
	def form(self):
		"""The form by which records of this kind are collected."""
		return frappe.get_cached_doc(forms.DOCTYPE, self.doctype)


def take(item: Item, user: str, now: datetime) -> Taken:
	"""Make or correct a record of the registry as a person wrote it, or propose it where they may not decide that.

	:raises CollectingError: it isn't asked like that
	:raises RecordError: the registry's own rules refuse it; DuplicateRecordError: it is there already
	:raises Conflict: the record was changed since the person saw it
	"""
	wish = read(item.values)
	return _correct(wish, item, user, now) if wish.name else _add(wish, item, user, now)


def read(sent: dict) -> Wish:
	"""Read and check what was sent: ABOUT, and a value for each field; whether the values are true is asked by the registry's rules.

	:raises CollectingError: says what isn't asked like that
	"""
	doctype = str(sent.get("_doctype") or "")
	values = {key: value for key, value in sent.items() if key not in ABOUT}
	if doctype not in STORES or not frappe.db.exists(forms.DOCTYPE, doctype):
		frappe.throw(_("Records of this kind aren't collected with the phone."), CollectingError)
	if not values:
		frappe.throw(_("Nothing was filled in."), CollectingError)
	asked = forms.fields_of(doctype)
	if strange := sorted(str(name) for name in set(values) - set(asked)):
		words = _("The form doesn't ask for {0}. Please synchronise and fill it in again.")
		frappe.throw(words.format(escape_html(", ".join(strange)[:100])), CollectingError)
	tidy = {name: _tidied(value, asked[name]) for name, value in values.items()}
	_refuse_strange_links(tidy, asked)
	reason = str(sent.get("_reason") or "").strip()[:500]
	return Wish(doctype, str(sent.get("_record") or ""), tidy, reason, bool(cint(sent.get("_propose"))))


def _tidied(value, asked: dict):
	"""Return one value as its field takes it: a text, a number, or the rows of a table without anything else in them."""
	if asked["fieldtype"] in table_fields:
		rows = value if isinstance(value, list) and all(isinstance(row, dict) for row in value) else None
		if rows is None:
			frappe.throw(_("{0}: rows are expected.").format(asked["label"]), CollectingError)
		known = {row["fieldname"]: row for row in asked["rows"]}
		return [{name: _tidied(row.get(name), known[name]) for name in known} for row in rows]
	if isinstance(value, dict | list):
		frappe.throw(_("{0}: a text is expected.").format(asked["label"]), CollectingError)
	return value.strip() or None if isinstance(value, str) else value


def _refuse_strange_links(values: dict, asked: dict[str, dict]) -> None:
	"""Refuse a link to a record of the registry that the person doesn't see.

	:raises CollectingError: not saying whether there is such a record
	"""
	doctypes = {store: doctype for doctype, store in STORES.items()}
	for name, value in values.items():
		if asked[name]["fieldtype"] in table_fields:
			rows = {row["fieldname"]: row for row in asked[name]["rows"]}
			for row in value:
				_refuse_strange_links(row, rows)
		elif value and (doctype := doctypes.get(asked[name].get("store"))):
			if not frappe.db.exists(doctype, value) or not frappe.has_permission(doctype, "read", value):
				words = _("{0}: choose a record of your own grid.")
				frappe.throw(words.format(asked[name]["label"]), CollectingError)


def _add(wish: Wish, item: Item, user: str, now: datetime) -> Taken:
	doc = frappe.new_doc(wish.doctype)
	doc.update(wish.values)
	if not wish.form.may_be_added:
		frappe.throw(_("Records of this kind aren't made with the phone."), CollectingError)
	_refuse_foreign_grid(wish.doctype, doc.get(GRID), user)
	refuse_missing(doc)
	if _adding_is_proposed(wish, doc, user):
		taken = propose(doc, wish.values, wish.reason, item, user, now)
		refuse_twin(doc, user)
		return taken
	doc.insert()
	refuse_twin(doc, user)
	return Taken(STORES[wish.doctype], doc.name)


def _refuse_foreign_grid(doctype: str, grid: str | None, user: str) -> None:
	if not grid or not in_charge(doctype, grid, scope_of(user)):
		frappe.throw(_("Choose one of your own grids."), CollectingError)


def refuse_missing(doc) -> None:
	"""Refuse a record without what its form requires, the rows of its tables included.

	:raises CollectingError: names the fields
	"""
	missing = [
		_(row.meta.get_label(fieldname))
		for row in (doc, *doc.get_all_children())
		for fieldname, _message in row._get_missing_mandatory_fields()
	]
	if missing:
		frappe.throw(_("Please fill in: {0}").format(", ".join(dict.fromkeys(missing))), CollectingError)


def _adding_is_proposed(wish: Wish, doc, user: str) -> bool:
	if wish.as_proposal or _closed_fields(wish) or not frappe.has_permission(wish.doctype, "create"):
		return True
	return wish.form.additions != NEVER and not _is_keeper(doc, user)


def refuse_twin(doc, user: str) -> None:
	"""Refuse a new record that the registry's rules take for one that is there (the import's rules, shape.identity).

	What others' grids hold isn't looked at, but for numbers that exist once: those the record's own rules refuse.

	:raises DuplicateRecordError: says which one
	"""
	table, shape = frappe.qb.DocType(doc.doctype), shape_of(doc.doctype)
	seen, live = readable(doc.doctype, scope_of(user)), BY_DOCTYPE[doc.doctype].live
	for group in shape.identity:
		columns = [f"{name}_index" if name in shape.seals else name for name in group]
		if not all(doc.get(column) for column in columns):
			continue
		query = frappe.qb.from_(table).select(table.name).limit(1)
		query = query.where((table.name != doc.name) & table.status.isin(live))
		for column in columns:
			query = query.where(table[column] == doc.get(column))
		if other := (query if seen is None else query.where(seen)).run(pluck=True):
			frappe.throw(doc.explain_twin(group[0], other[0]), DuplicateRecordError)


def _correct(wish: Wish, item: Item, user: str, now: datetime) -> Taken:
	doc = frappe.get_doc(wish.doctype, wish.name, for_update=True)
	doc.check_permission("read")
	_refuse_stale(doc, item, user)
	changed = {name: value for name, value in wish.values.items() if _is_changed(doc, name, value)}
	if not changed:
		return Taken(STORES[wish.doctype], doc.name)
	if GRID in changed:
		frappe.throw(_("A record is moved to another grid at the desk."), CollectingError)
	if _correcting_is_proposed(wish, doc, changed, user):
		taken = propose(doc, changed, wish.reason, item, user, now)
		refuse_missing(doc)
		return taken
	doc.update(changed)
	refuse_missing(doc)
	doc.save()
	return Taken(STORES[wish.doctype], doc.name)


def _refuse_stale(doc, item: Item, user: str) -> None:
	try:
		check_base(doc, item)
	except Conflict:
		raise Conflict(shown.current(doc, scope_of(user))) from None


def _is_changed(doc, fieldname: str, value) -> bool:
	df = doc.meta.get_field(fieldname)
	if df.fieldtype in table_fields:
		columns = child_columns(df.options)
		stored, sent = (
			[[cstr(row.get(column) or "") for column in columns] for row in rows]
			for rows in (doc.get(fieldname), value)
		)
		return stored != sent
	return not same(df, value, doc.get(fieldname))


def _correcting_is_proposed(wish: Wish, doc, changed: dict, user: str) -> bool:
	if wish.as_proposal or _closed_fields(wish) or not doc.has_permission("write"):
		return True
	if wish.form.corrections == NEVER or _is_keeper(doc, user):
		return False
	return wish.form.corrections == ALWAYS or any(doc.get(name) for name in changed)


def _closed_fields(wish: Wish) -> list[str]:
	"""Return the fields that the person reads and may not write."""
	meta = frappe.get_meta(wish.doctype)
	levels = levels_to_write(meta)
	return [name for name in wish.values if (meta.get_field(name).permlevel or 0) not in levels]


def _is_keeper(doc, user: str) -> bool:
	path = doc.get("grid_path") or path_of(doc.get(GRID))
	return keeps(scope_of(user), path)
