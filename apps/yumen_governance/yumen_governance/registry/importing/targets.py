"""Targets: the fields of a DocType that a column of a file may fill, and the headers that mean them."""

import difflib
import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import frappe
from frappe import _

from yumen_governance.registry.importing.plan import RESIDENCE, RESIDENT
from yumen_governance.registry.settings import switched_off
from yumen_governance.registry.shape import shape_of

SYNONYMS = Path(__file__).parent / "synonyms.json"
TEXT_TYPES = ("Data", "Small Text", "Text", "Long Text", "Phone")
FIELD_TYPES = (*TEXT_TYPES, "Link", "Select", "Date", "Int", "Float", "Currency", "Check")
OUT_OF_BRACKETS = re.compile(r"[(\[【（].*?[)\]】）]")
SIGNS = re.compile(r"[\s*:：、,，._\-/\\“”\"'?？#]+")
ENOUGH_ALIKE = 0.6


@dataclass(frozen=True)
class Target:
	"""A field that a column may fill. label: in the reader's language; wanted: a new record can't do without."""

	fieldname: str
	label: str
	fieldtype: str
	wanted: bool


def targets_of(doctype: str, user: str) -> dict[str, Target]:
	"""Return the fields of a DocType that a user may fill by an import, in the order of the form."""
	meta, shape = frappe.get_meta(doctype), shape_of(doctype)
	off = switched_off(shape)
	levels = set(meta.get_permlevel_access("write", user=user))
	fields = [
		field
		for field in meta.fields
		if field.fieldtype in FIELD_TYPES
		and not field.hidden
		and not field.read_only
		and field.permlevel in levels
		and field.fieldname not in off
	]
	known_by = {name for group in shape.identity for name in group}
	taken = {header_key(_label(field)) for field in fields if not _is_person(field)}
	return {
		field.fieldname: Target(field.fieldname, _label(field), field.fieldtype, _is_wanted(field, known_by))
		for field in fields
		if not _is_person(field) or header_key(_label(field)) not in taken
	}


def _is_wanted(field, known_by: set[str]) -> bool:
	"""A default doesn't do for what a record is known by: it would be another one tomorrow."""
	return bool(field.reqd and (not field.default or field.fieldname in known_by))


def _label(field) -> str:
	"""What a column for a field is called; a link to a resident is filled in by the ID number."""
	if _is_person(field):
		return _("ID Number of {0}").format(_(field.label))
	return _("Residence as Standard Address") if _is_residence(field) else _(field.label)


def _is_person(field) -> bool:
	return field.fieldtype == "Link" and field.options == RESIDENT


def _is_residence(field) -> bool:
	"""What offices call the residence is a written address, which has a field of its own."""
	return (field.parent, field.fieldname) == (RESIDENT, RESIDENCE)


def map_header(doctype: str, header: list[str], targets: dict[str, Target]) -> list[str | None]:
	"""Return for each header the field that it means, None for those that mean none or one taken already."""
	meanings, taken, mapping = _meanings(doctype, targets), set(), []
	for text in header:
		fieldname = meanings.get(header_key(text))
		mapping.append(fieldname if fieldname not in taken else None)
		taken.add(fieldname)
	return mapping


def knows(doctype: str, targets: dict[str, Target]):
	"""Return a function that tells whether a text is a header of a DocType."""
	meanings = _meanings(doctype, targets)
	return lambda text: header_key(text) in meanings


def similar_target(text: str, targets: dict[str, Target]) -> Target | None:
	"""Return the field that an unknown header most likely means, None without a likely one."""
	labels = {header_key(target.label): target for target in targets.values()}
	near = difflib.get_close_matches(header_key(text), labels, 1, ENOUGH_ALIKE)
	return labels[near[0]] if near else None


def header_key(text: str) -> str:
	"""Return a header as it is compared: without brackets and what stands in them, blanks, signs and capitals."""
	plain = unicodedata.normalize("NFKC", OUT_OF_BRACKETS.sub("", text))
	return SIGNS.sub("", OUT_OF_BRACKETS.sub("", plain)).lower()


def _meanings(doctype: str, targets: dict[str, Target]) -> dict[str, str]:
	"""Field by folded header; a label beats a synonym, and the first field beats a later one."""
	fields = {field.fieldname: field for field in frappe.get_meta(doctype).fields}
	words = _synonyms()
	ways = (
		lambda name: (name,),
		lambda name: (targets[name].label,),
		lambda name: _plain_labels(fields[name]),
		lambda name: words.get(doctype, {}).get(name, ()),
		lambda name: words["*"].get(name, ()),
	)
	found: dict[str, str] = {}
	for way in ways:
		for name in targets:
			for text in way(name):
				found.setdefault(header_key(text), name)
	return found


def _plain_labels(field) -> tuple[str, ...]:
	return () if _is_person(field) or _is_residence(field) else (field.label, _(field.label, "zh"))


@cache
def _synonyms() -> dict[str, dict[str, list[str]]]:
	return json.loads(SYNONYMS.read_text(encoding="utf-8"))
