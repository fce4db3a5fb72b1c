"""Shapes: what a kind of registry record consists of, for its form and for the import alike.

Each registry DocType has a sibling file `<doctype>_shape.py` with a constant SHAPE. Its functions know neither
site nor database: they work on any mapping of field names, a Document or a row of a file.
"""

from collections.abc import Callable, Iterator, Mapping, MutableMapping, Set
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path

import frappe
from frappe import _

Record = MutableMapping
# Two stars in a row stand in masks only
MASKED = "**"


@dataclass(frozen=True)
class Problem:
	"""What is wrong with one value, and what to do about it, in the reader's language."""

	fieldname: str
	value: str
	message: str


@dataclass(frozen=True)
class Seal:
	"""How a sensitive field is sealed.

	mask: what is shown of a plain value. kind: what it is, for the blind index and for the right to reveal it
	(id_number, phone, address, health). normalise: the one way of writing it. indexed: keep a blind index in the
	field `<fieldname>_index`. tail: keep the last four characters in `<fieldname>_tail`.
	"""

	kind: str
	mask: Callable[[str], str]
	normalise: Callable[[str], str] = str.strip
	indexed: bool = False
	tail: bool = False


def _nothing(record: Record, today: date) -> None:
	return None


def _no_problem(record: Mapping, today: date) -> Iterator[Problem]:
	return iter(())


@dataclass(frozen=True)
class Shape:
	"""A kind of registry record.

	seals: sensitive fields. codes: fields whose value is a Code Value, and the Code List each belongs to.
	identity: field groups, best first, each of which tells one record from another (a sealed field by its
	index). unique: fields, each of which no two records have in common (a sealed field by its index). switches: fields
	that Registry Settings must allow, and the setting that does. child_codes: like codes, for the rows of a table field.
	derive: fills fields from others, before `problems` looks. Plain values of sealed fields are in place while
	both run; afterwards only masks are.
	"""

	doctype: str
	seals: dict[str, Seal] = field(default_factory=dict)
	codes: dict[str, str] = field(default_factory=dict)
	child_codes: dict[str, dict[str, str]] = field(default_factory=dict)
	identity: tuple[tuple[str, ...], ...] = ()
	unique: tuple[str, ...] = ()
	switches: dict[str, str] = field(default_factory=dict)
	derive: Callable[[Record, date], None] = _nothing
	problems: Callable[[Mapping, date], Iterator[Problem]] = _no_problem

	def every_problem(self, record: Mapping, today: date, off: Set[str] = frozenset()) -> Iterator[Problem]:
		"""Say everything that is wrong with a record by itself; whether codes exist is asked of the database.

		:param off: fields that are switched off, see registry.settings.switched_off
		"""
		yield from _code_problems(record, self.codes)
		for fieldname, codes in self.child_codes.items():
			for row in record.get(fieldname) or ():
				yield from _code_problems(row, codes, fieldname)
		for fieldname in self.seals:
			if MASKED in (record.get(fieldname) or ""):
				yield Problem(fieldname, record.get(fieldname), _("This is a mask; enter the whole value."))
		for fieldname in off & set(self.switches):
			if record.get(fieldname):
				yield Problem(fieldname, "", _("This is not recorded: the field is switched off."))
		yield from self.problems(record, today)


def _code_problems(record: Mapping, codes: dict[str, str], table: str = "") -> Iterator[Problem]:
	for fieldname, code_list in codes.items():
		if (value := record.get(fieldname)) and not value.startswith(f"{code_list}-"):
			yield Problem(
				table or fieldname, value, _("Code {0} belongs to another code list.").format(value)
			)


def shape_of(doctype: str) -> Shape:
	"""Return the shape of a DocType, of the registry or of an outer module (hook `sealed_shapes`)."""
	if doctype in shaped_doctypes():
		return _shape_in(frappe.scrub(doctype))
	return frappe.get_attr(frappe.get_hooks("sealed_shapes")[doctype][-1])()


@cache
def shaped_doctypes() -> tuple[str, ...]:
	"""Return every DocType of the registry, each of which has a shape."""
	folder = Path(__file__).parent / "doctype"
	found = (path.stem.removesuffix("_shape") for path in folder.glob("*/*_shape.py"))
	return tuple(sorted(_shape_in(scrubbed).doctype for scrubbed in found))


def sealing_doctypes() -> tuple[str, ...]:
	"""Return every DocType with a shape: those of the registry, and those that outer modules name by the hook."""
	return (*shaped_doctypes(), *sorted(frappe.get_hooks("sealed_shapes")))


def _shape_in(scrubbed: str) -> Shape:
	return import_module(f"yumen_governance.registry.doctype.{scrubbed}.{scrubbed}_shape").SHAPE
