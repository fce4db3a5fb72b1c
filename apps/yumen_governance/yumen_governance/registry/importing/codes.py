"""Code values and choices as files name them: by code or by label."""

import json
from collections import defaultdict
from functools import cache
from pathlib import Path

import frappe
from frappe import _

from yumen_governance.registry.doctype.resident.resident_shape import MERGED
from yumen_governance.registry.importing.cells import Reader, choice_reader, fold, name_choices

# Options that a record gets by an action of its own
NOT_BY_HAND = {"Resident.status": (MERGED,)}
SYNONYMS = Path(__file__).parent / "value_synonyms.json"


def code_readers(code_lists: set[str]) -> dict[str, Reader]:
	"""Return a reader for each of these code lists, in one query."""
	rows = frappe.get_all(
		"Code Value",
		{"code_list": ["in", list(code_lists)]},
		["name", "code_list", "code", "label", "is_active"],
		order_by="name",
		limit_page_length=0,
	)
	choices, labels = defaultdict(dict), defaultdict(list)
	words = value_synonyms()
	for row in rows:
		others = words.get(row.code_list, {}).get(row.code, ())
		for way in (row.name, row.code, row.label, *others, *_shortened(row.code_list, row.label)):
			choices[row.code_list].setdefault(fold(way), row.name)
		if row.is_active:
			labels[row.code_list].append(row.label)
	return {
		code_list: choice_reader(choices[code_list], _explainer(labels[code_list]))
		for code_list in code_lists
	}


def codes_out_of_use() -> dict[str, str]:
	"""Return the label of every code that is switched off, by name."""
	rows = frappe.get_all("Code Value", {"is_active": 0}, ["name", "label"], limit_page_length=0)
	return {row.name: row.label for row in rows}


def select_reader(field) -> Reader:
	"""Return a reader of a Select field: its options in English or in the reader's language."""
	taken = NOT_BY_HAND.get(f"{field.parent}.{field.fieldname}", ())
	wanted = [option for option in (field.options or "").split("\n") if option and option not in taken]
	words = value_synonyms().get(f"{field.parent}.{field.fieldname}", {})
	choices = {}
	for option in wanted:
		choices.update({fold(way): option for way in (option, _(option), *words.get(option, ()))})
	return choice_reader(choices, _explainer([_(option) for option in wanted]))


@cache
def value_synonyms() -> dict[str, dict[str, list[str]]]:
	"""Return other ways of writing values, by code list or field, and by code or option."""
	return json.loads(SYNONYMS.read_text(encoding="utf-8"))


def _shortened(code_list: str, label: str) -> tuple[str, ...]:
	return (label.removesuffix("族"),) if code_list == "ethnic" and len(label) > 1 else ()


def _explainer(labels: list[str]):
	return lambda text: name_choices(text, labels)
