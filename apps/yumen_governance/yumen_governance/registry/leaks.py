"""Where the framework writes down what it was working on: no plain value of a person gets into its logs.

A failure's trace shows form data and local variables; an export's log shows filters; a list keeps what was searched.
"""

import json
import logging
import re
from collections.abc import Iterator
from functools import cache

import frappe
from frappe.core.doctype.access_log.access_log import AccessLog
from frappe.core.doctype.error_log.error_log import ErrorLog

from yumen_governance.registry.plain_values import without_plain_values
from yumen_governance.registry.shape import sealing_doctypes, shape_of

HIDDEN = "****"
SHORTEST_TYPED = 4
# Where a request carries records: savedocs, insert, the REST API
CARRIERS = ("doc", "docs", "data")


def discreet(text: str | None) -> str | None:
	"""Return a text without ID numbers, phone numbers, values of sealed fields, and what the request brought of them."""
	if not text:
		return text
	if not getattr(frappe.local, "initialised", False):
		return without_plain_values(text)  # what a server says of itself, before and after any site's request
	for value in sorted(set(typed_values()), key=len, reverse=True):
		text = text.replace(value, HIDDEN)
	return without_plain_values(_named_values().sub(rf"\g<head>{HIDDEN}\g<tail>", text))


def typed_values() -> Iterator[str]:
	"""Yield the plain values of sealed fields that this request carries."""
	form = getattr(frappe.local, "form_dict", None) or {}
	for record in [form, *_records(form)]:
		for fieldname in _sealed_fields() & set(record):
			value = record[fieldname]
			if isinstance(value, str) and len(value) >= SHORTEST_TYPED and "*" not in value:
				yield value


def _records(form) -> Iterator[dict]:
	for carrier in CARRIERS:
		try:
			value = json.loads(form[carrier]) if isinstance(form.get(carrier), str) else form.get(carrier)
		except ValueError:
			continue
		yield from (
			record for record in (value if isinstance(value, list) else [value]) if isinstance(record, dict)
		)


@cache
def _sealed_fields() -> frozenset[str]:
	return frozenset(field for doctype in sealing_doctypes() for field in shape_of(doctype).seals)


@cache
def _named_values() -> re.Pattern:
	"""A sealed field with its value, as Python or JSON write it, also when that was written into a text again."""
	names = "|".join(sorted(_sealed_fields()))
	return re.compile(
		rf"""(?P<head>\\*["'](?:{names})\\*["']\s*:\s*(?P<quote>\\*["']))(?:(?!(?P=quote)).)+(?P<tail>(?P=quote))"""
	)


class Discreet:
	"""A log of the framework that masks its texts on their way into the database or the queue before it."""

	TEXTS: tuple[str, ...] = ()

	def db_insert(self, *args, **kwargs):
		self.mask()
		return super().db_insert(*args, **kwargs)

	def deferred_insert(self, *args, **kwargs):
		self.mask()
		return super().deferred_insert(*args, **kwargs)

	def mask(self) -> None:
		"""Mask the texts that this log is about to keep."""
		self.update({field: discreet(self.get(field)) for field in self.TEXTS})


class DiscreetErrorLog(Discreet, ErrorLog):
	TEXTS = ("method", "error")


class DiscreetAccessLog(Discreet, AccessLog):
	TEXTS = ("filters", "page", "columns", "method")


def mask_texts(doc, method: str | None = None) -> None:
	"""before_save of records that keep filters or traces."""
	for df in doc.meta.get("fields", {"fieldtype": ["in", ["Code", "Long Text", "JSON", "Text"]]}):
		if isinstance(doc.get(df.fieldname), str):
			doc.set(df.fieldname, discreet(doc.get(df.fieldname)))


class DiscreetRecord(logging.LogRecord):
	"""A line of a log file without plain values; the framework appends form data to some of them."""

	def getMessage(self) -> str:
		return discreet(super().getMessage())


def guard_log_files(*args, **kwargs) -> None:
	"""Let every log file of this process be discreet (before_request, before_job)."""
	if logging.getLogRecordFactory() is not DiscreetRecord:
		logging.setLogRecordFactory(DiscreetRecord)
