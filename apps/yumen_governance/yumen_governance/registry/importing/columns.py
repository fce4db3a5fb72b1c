"""The columns of a plan, each with the reader for its field."""

import frappe
from frappe.utils import cint

from yumen_governance.registry.importing.cells import (
	Column,
	Reader,
	check_reader,
	date_reader,
	long_text_reader,
	number_reader,
	sealed_reader,
	text_reader,
)
from yumen_governance.registry.importing.codes import code_readers, select_reader
from yumen_governance.registry.importing.grids import Grids
from yumen_governance.registry.importing.plan import Plan
from yumen_governance.registry.shape import Shape, shape_of

DATA_LENGTH = 140
LONG_TEXTS = ("Small Text", "Text", "Long Text")
NUMBERS = {"Int": True, "Float": False, "Currency": False}
REPEATING = ("Link", "Select", "Date", "Check", "Int", "Float", "Currency")


def columns_of(plan: Plan, grids: Grids) -> list[tuple[int, Column]]:
	"""Return position and column of every field of a plan."""
	meta, shape = frappe.get_meta(plan.doctype), shape_of(plan.doctype)
	lists = {shape.codes[name] for name in plan.fields.values() if name in shape.codes}
	codes = code_readers(lists) if lists else {}
	return [
		(position, _column(meta.get_field(name), shape, codes, grids))
		for position, name in sorted(plan.fields.items())
	]


def _column(field, shape: Shape, codes: dict[str, Reader], grids: Grids) -> Column:
	name = field.fieldname
	if name in shape.seals:
		return Column(name, sealed_reader(shape.seals[name].normalise), remembers=False)
	if name in shape.codes:
		return Column(name, codes[shape.codes[name]])
	if field.fieldtype == "Link" and field.options == "Grid":
		return Column(name, grids.reader())
	return Column(name, _plain_reader(field), field.fieldtype in REPEATING)


def _plain_reader(field) -> Reader:
	kind = field.fieldtype
	if kind == "Select":
		return select_reader(field)
	if kind == "Date":
		return date_reader
	if kind == "Check":
		return check_reader
	if kind in NUMBERS:
		return number_reader(NUMBERS[kind], bool(field.non_negative))
	if kind in LONG_TEXTS:
		return long_text_reader()
	return text_reader(cint(field.length) or DATA_LENGTH, field.options if kind == "Data" else None)
