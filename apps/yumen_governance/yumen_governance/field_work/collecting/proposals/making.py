"""Proposing a correction: where somebody may not decide themselves, the leader of the grid reviews it."""

import json
from datetime import datetime

import frappe
from frappe import _

from yumen_governance.events.intake.pictures import attach_to
from yumen_governance.field_work.collecting import telling
from yumen_governance.field_work.collecting.proposals.states import DOCTYPE, OPEN, STORE
from yumen_governance.field_work.collecting.texts import text_of
from yumen_governance.field_work.doctype.correction_proposal.correction_proposal_shape import (
	BETWEEN,
	FIELDS,
	VALUES,
)
from yumen_governance.field_work.sync.items import Item, Taken
from yumen_governance.grid_management.code_written import write
from yumen_governance.grid_management.grid_paths import path_of
from yumen_governance.registry.shape import shape_of


def propose(doc, values: dict, reason: str, item: Item, user: str, now: datetime) -> Taken:
	"""Write down what somebody would change, after the registry's own rules said that it could be so.

	:param doc: the record as it is stored, or a new one that isn't
	:param values: plain values by field name
	:raises RecordError: the registry would refuse it
	"""
	proposal = frappe.new_doc(DOCTYPE)
	before = {name: None if doc.is_new() else doc.get(name) for name in values}
	title, meta = doc.get(doc.meta.title_field), doc.meta
	rows = [_row(doc.doctype, meta.get_field(name), before[name], value) for name, value in values.items()]
	_try(doc, values)
	proposal.update(
		{
			"reference_doctype": doc.doctype,
			"reference_name": None if doc.is_new() else doc.name,
			"title": title or values.get(meta.title_field) or doc.get(meta.title_field),
			"grid": doc.grid,
			"grid_path": path_of(doc.grid),
			"status": OPEN,
			"reason": reason,
			"proposed_by": user,
			"proposed_on": now,
			"changes": rows,
			**_sealed(doc.doctype, values),
		}
	)
	write(proposal)
	attach_to(DOCTYPE, proposal.name, item.photos)
	telling.proposed(proposal, frappe.db.get_value("User", user, "full_name") or "")
	return Taken(STORE, proposal.name)


def _row(doctype: str, df, before, after) -> dict:
	return {
		"fieldname": df.fieldname,
		"field_label": _(df.label),
		"old_value": text_of(doctype, df.fieldname, before),
		"new_value": text_of(doctype, df.fieldname, after),
	}


def _sealed(doctype: str, values: dict) -> dict[str, str]:
	"""Return the plain values for the envelope: those of each sealed kind, and all of them for the day of acceptance."""
	kinds: dict[str, list[str]] = {}
	for name, way in shape_of(doctype).seals.items():
		if value := values.get(name):
			kinds.setdefault(FIELDS[way.kind], []).append(way.normalise(value))
	written = json.dumps(values, ensure_ascii=False, default=str)
	return {VALUES: written, **{field: BETWEEN.join(texts) for field, texts in kinds.items()}}


def _try(doc, values: dict) -> None:
	"""Let the registry's rules judge the record as it would be, without storing anything."""
	if doc.is_new():
		doc.set_new_name()
	else:
		doc.load_doc_before_save()
	doc.update(values)
	doc._action = "save"
	doc._validate_links()
	doc.run_method("validate")
