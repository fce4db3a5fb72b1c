"""Set-up records that every case asks for, kept in the process as long as none of them changes.

Whether one did is asked of the database, not of Redis: the answer belongs to the transaction that asks.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import frappe

Value = TypeVar("Value")
_kept: dict[tuple[str, ...], tuple[tuple, object]] = {}


def of(doctype: str, load: Callable[[], Value], what: str = "", also: tuple[str, ...] = ()) -> Value:
	"""Return what `load` makes of the records of a DocType, made again when one was added, changed or removed.

	:param what: tells it from other things that are made of the same DocType
	:param also: further DocTypes of which it is made
	"""
	key = (frappe.local.site, what, doctype, *also)
	stamp = _stamp((doctype, *also))
	if key not in _kept or _kept[key][0] != stamp:
		_kept[key] = (stamp, load())
	return _kept[key][1]


def _stamp(doctypes: tuple[str, ...]) -> tuple:
	known = frappe.flags.set_up_stamps or {}
	if missing := [doctype for doctype in doctypes if doctype not in known]:
		known = {**known, **_stamps(missing)}
	return tuple(known[doctype] for doctype in doctypes)


@contextmanager
def asked_once() -> Iterator[None]:
	"""Ask whether records changed in one statement, for a piece of work that changes none of them itself."""
	doctypes = sorted(
		{doctype for site, _what, *doctypes in _kept if site == frappe.local.site for doctype in doctypes}
	)
	outer, frappe.flags.set_up_stamps = frappe.flags.set_up_stamps, _stamps(doctypes)
	try:
		yield
	finally:
		frappe.flags.set_up_stamps = outer


def _stamps(doctypes: Iterable[str]) -> dict[str, tuple]:
	"""The time of the latest change and the number of records of each DocType."""
	asked = " union all ".join(
		f"select '{doctype}', max(modified), count(*) from `tab{doctype}`" for doctype in doctypes
	)
	return {row[0]: row[1:] for row in frappe.db.sql(asked)} if asked else {}
