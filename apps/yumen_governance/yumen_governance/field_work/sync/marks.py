"""Marks: up to which record a phone has a store, as (modified, name); the phone gives them back as it got them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import frappe
from frappe import _
from pypika.terms import Criterion, Field

from yumen_governance.permissions.scope import literal

# A transaction may end a while after the moment that it wrote into its records: so far behind, they are read once more
OVERLAP = timedelta(minutes=2)


@dataclass(frozen=True)
class Mark:
	"""A place in the order of a store's records.

	began: since when the phone is reading the store for the first time; None when it has been through.
	"""

	modified: datetime
	name: str
	began: datetime | None = None

	def as_list(self) -> list:
		"""As the phone gets it."""
		return [str(self.modified), self.name, *([str(self.began)] if self.began else [])]


def read_mark(sent: object) -> Mark | None:
	"""Return a mark as a phone gave it back, None for none.

	:raises frappe.ValidationError: it isn't one
	"""
	if not sent:
		return None
	try:
		modified, name, *began = sent
		return Mark(moment_of(modified), str(name)[:140], moment_of(began[0]) if began else None)
	except (TypeError, ValueError, OverflowError):
		return frappe.throw(_("Marks are to be given back as they were sent."))


def moment_of(text: object) -> datetime:
	"""Return a moment as the server told it.

	:raises ValueError: it is none
	"""
	moment = datetime.fromisoformat(str(text))
	if moment.tzinfo:
		raise ValueError(text)
	return moment


def after(modified: Field, name: Field, mark: Mark) -> Criterion:
	"""The criterion for what comes after a mark."""
	moment = literal(str(mark.modified))
	return (modified >= moment) & ((modified > moment) | (name > literal(mark.name)))


def mark_behind(mark: Mark, *moments: datetime) -> Mark:
	"""Return where the next pull begins: at a mark, or at the earliest of some moments less the overlap, what is earlier."""
	latest = min(moments) - OVERLAP
	return Mark(latest, "") if mark.modified > latest else Mark(mark.modified, mark.name)
