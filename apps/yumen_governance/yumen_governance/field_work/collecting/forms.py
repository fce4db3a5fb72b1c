"""What a form on the phone asks: the DocType's own fields, as the administrator set and customised them.

Fields that must be told, and those that the form's own quick entry would ask (In Quick Entry), come first; the rest is
folded. Labels, options and conditions are those of the desk.
"""

from collections.abc import Iterator

import frappe
from frappe import _
from frappe.model import table_fields

from yumen_governance.field_work.collecting.kinds import KINDS, STORES
from yumen_governance.permissions.scope import Scope
from yumen_governance.registry.identifiers import normalise_id_number
from yumen_governance.registry.shape import Seal, Shape, shape_of

DOCTYPE = "Collecting Form"
ASKED = ("Data", "Small Text", "Text", "Select", "Link", "Date", "Datetime", "Int", "Float", "Check")
SECTIONS = ("Section Break", "Tab Break")
# What a link offers comes from a store of the phone where there is one; few choices of another DocType come along
STORES_OF_LINKS = {**STORES, "Grid": "grids", "Code Value": "code_values"}
MOST_CHOICES = 300
# Where a record lies and whether it is ended is asked by the form itself, or at the desk
TECHNICAL = ("coord_sys",)


def finish(rows: list[dict], scope: Scope) -> list[dict]:
	"""Return what each form asks of the person of the session; forms whose records they don't read are left out."""
	return [
		{**row, **_of(row["document_type"])}
		for row in rows
		if frappe.has_permission(row["document_type"], "read")
	]


def touch(doctype: str | None) -> None:
	"""Let phones learn of a form that was changed."""
	if doctype in STORES and frappe.db.exists(DOCTYPE, doctype):
		frappe.db.set_value(DOCTYPE, doctype, "modified", frappe.utils.now())


def follow_customising(doc, method: str | None = None) -> None:
	"""Hear of custom fields, changed properties and rights (doc_events)."""
	touch(doc.get("dt") or doc.get("doc_type") or doc.get("parent"))


def follow_doctype(doc, method: str | None = None) -> None:
	"""Hear of a DocType that was changed itself (doc_events)."""
	touch(doc.name)


def fields_of(doctype: str) -> dict[str, dict]:
	"""Return what a form may ask the person of the session, by field name."""
	return {field["fieldname"]: field for field in _fields(doctype)}


def _of(doctype: str) -> dict:
	meta = frappe.get_meta(doctype)
	return {
		"label": _(doctype),
		"store": STORES[doctype],
		"title_field": meta.title_field,
		"may_add": int(frappe.has_permission(doctype, "create")),
		"fields": list(_fields(doctype)),
	}


def _fields(doctype: str) -> Iterator[dict]:
	meta, shape = frappe.get_meta(doctype), shape_of(doctype)
	read, write = (set(meta.get_permlevel_access(right)) for right in ("read", "write"))
	section: dict = {}
	for df in meta.fields:
		if df.fieldtype in SECTIONS:
			section = {"section": _(df.label) if df.label else "", "section_when": df.depends_on}
		if _is_asked(df) and (df.permlevel or 0) in read:
			field = _field(df, shape)
			if (df.permlevel or 0) not in write:
				field["is_read_only"] = 1
			if df.fieldtype != "Link" or field.get("store") or "choices" in field:
				yield {key: value for key, value in {**field, **section}.items() if value or key == "choices"}


def _is_asked(df) -> bool:
	known = df.fieldtype in ASKED or df.fieldtype in table_fields
	return bool(known and not df.hidden and not df.read_only and df.fieldname not in TECHNICAL)


def _field(df, shape: Shape) -> dict:
	"""Return what is asked in one field, in the language of the request."""
	seal = shape.seals.get(df.fieldname)
	return {
		"fieldname": df.fieldname,
		"fieldtype": df.fieldtype,
		"label": _(df.label),
		"description": _(df.description) if df.description else "",
		"is_first": int(bool((df.reqd and not df.default) or df.allow_in_quick_entry)),
		"reqd": df.reqd,
		"required_when": df.mandatory_depends_on,
		"when": df.depends_on,
		"default": df.default,
		"length": df.length,
		"sealed": seal.kind if seal else "",
		"check": _check_of(df.fieldname, seal),
		"fetch_from": df.fetch_from,
		**_choices(df, shape),
	}


def _check_of(fieldname: str, seal: Seal | None) -> str:
	"""Return what the phone itself may check while somebody types: id_number (GB 11643), phone, uscc (GB 32100)."""
	if seal and seal.normalise is normalise_id_number:
		return "id_number"
	if seal and seal.kind == "phone":
		return "phone"
	return fieldname if fieldname == "uscc" else ""


def _choices(df, shape: Shape) -> dict:
	if df.fieldtype == "Select":
		options = [line for line in (df.options or "").split("\n") if line]
		return {"choices": [{"value": line, "label": _(line)} for line in options]}
	if df.fieldtype in table_fields:
		return {"rows": list(_row_fields(df, shape))}
	if df.fieldtype != "Link":
		return {}
	if store := STORES_OF_LINKS.get(df.options):
		return {"store": store, "code_list": shape.codes.get(df.fieldname, "")}
	return _few_choices(df.options)


def _row_fields(table, shape: Shape) -> Iterator[dict]:
	codes = Shape(table.options, codes=shape.child_codes.get(table.fieldname, {}))
	for df in frappe.get_meta(table.options).fields:
		if _is_asked(df) and not df.permlevel:
			field = {**_field(df, codes), "is_first": 1}
			yield {key: value for key, value in field.items() if value or key == "choices"}


def _few_choices(doctype: str) -> dict:
	"""Offer the records of another DocType where the person reads them and they are few."""
	if not frappe.has_permission(doctype, "read"):
		return {}
	title = frappe.get_meta(doctype).get_title_field()
	active = {"is_active": 1} if frappe.get_meta(doctype).has_field("is_active") else {}
	rows = frappe.get_list(doctype, active, ["name", title], limit=MOST_CHOICES + 1, order_by=f"{title} asc")
	if len(rows) > MOST_CHOICES:
		return {}
	return {"choices": [{"value": row.name, "label": row.get(title) or row.name} for row in rows]}


def seed_values() -> dict[str, dict]:
	"""Return the forms that the app plants, by DocType."""
	return {
		kind.doctype: {
			"document_type": kind.doctype,
			"may_be_added": 1,
			"additions": "Saved at Once",
			"corrections": "Proposed Where a Value Changes",
		}
		for kind in KINDS
	}
