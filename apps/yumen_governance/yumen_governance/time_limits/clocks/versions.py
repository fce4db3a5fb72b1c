"""The versions of Time Limit Rules: what a rule said when a clock began by it is kept when the rule is changed.

The record of a rule reads as it was last written; each earlier reading by which a clock began is a row of Time Limit
Rule Version with its end. A reading by which no clock began is simply corrected.
"""

import json
from datetime import date

import frappe
from frappe import _
from frappe.utils import format_date, getdate, now_datetime

from yumen_governance.grid_management.code_written import write
from yumen_governance.time_limits.clocks.rule_check import RuleError
from yumen_governance.time_limits.clocks.rule_records import TABLES, VERSION

# Said of a rule, or kept by it, without changing how a clock is counted
ABOUT = frozenset(
	{"title", "is_active", "rule_order", "verification", "legal_basis", "valid_from", "version"}
)
NO_DATA = ("Section Break", "Column Break", "Table")


def content_of(doc) -> dict:
	"""Return what of a rule decides how clocks are counted, as plain values that compare."""
	names = [
		df.fieldname for df in doc.meta.fields if df.fieldtype not in NO_DATA and df.fieldname not in ABOUT
	]
	content = {name: _plain(doc.get(name)) for name in names}
	for table, doctype in TABLES.items():
		columns = [df.fieldname for df in frappe.get_meta(doctype).fields if df.fieldtype not in NO_DATA]
		content[table] = [{name: _plain(row.get(name)) for name in columns} for row in doc.get(table) or []]
	return content


def _plain(value):
	if value in (None, "", 0, "0"):
		return None
	return float(value) if isinstance(value, int | float) else str(value)


def is_changed_while_running(doc) -> bool:
	"""Tell whether saving a rule changes how clocks are counted, while clocks began by it as it stands."""
	before = doc.get_doc_before_save()
	return bool(before) and content_of(before) != content_of(doc) and has_clocks(before.name, before.version)


def has_clocks(rule: str, version: int | None) -> bool:
	"""Tell whether a clock, also one that ended, was counted by a version of a rule."""
	return bool(frappe.db.exists("Case Clock", {"rule": rule, "version": version or 1}))


def prepare(doc) -> None:
	"""Make a rule that is being saved its next version where clocks began by it as it was.

	Not told from when, the next version counts for every clock that begins from now on.

	:raises RuleError: it would begin before the version that it replaces
	"""
	before = doc.get_doc_before_save()
	if not before:
		doc.version = 1
		return
	doc.version = before.version or 1
	if not is_changed_while_running(doc):
		_check_order(doc, _earlier_start(doc.name))
		return
	if doc.valid_from and getdate(doc.valid_from) == (before.valid_from and getdate(before.valid_from)):
		doc.valid_from = None
	_check_order(doc, before.valid_from)
	doc.version += 1
	doc.flags.replaced = before


def _earlier_start(rule: str) -> date | None:
	return frappe.db.get_value(VERSION, {"rule": rule}, "valid_from", order_by="version desc")


def _check_order(doc, earlier: date | None) -> None:
	if doc.valid_from and earlier and getdate(doc.valid_from) <= getdate(earlier):
		frappe.throw(
			_("The version before is valid from {0}; the new one must begin later.").format(
				format_date(earlier)
			),
			RuleError,
		)


def keep_replaced(doc) -> None:
	"""Store the version that was replaced, with its end."""
	if before := doc.flags.pop("replaced", None):
		row = frappe.new_doc(VERSION)
		row.update(
			{
				"rule": doc.name,
				"version": before.version or 1,
				"valid_from": before.valid_from,
				"valid_until": doc.valid_from or now_datetime(),
				"wording": wording(before),
				"content": json.dumps(content_of(before), ensure_ascii=False, sort_keys=True),
			}
		)
		write(row)


def wording(doc) -> str:
	"""Say a rule's limit and where it stands, in the language of the site."""
	language = frappe.db.get_default("lang") or "zh"
	limit = f"{doc.length} {_(doc.unit, language)}" if doc.unit else _(doc.length_from, language)
	return f"{limit}（《{doc.law}》{doc.article or ''}）" if doc.law else limit


def forget(rule: str) -> None:
	"""Delete the earlier versions of a rule that is being deleted."""
	for name in frappe.get_all(VERSION, {"rule": rule}, pluck="name"):
		doc = frappe.get_doc(VERSION, name)
		doc.flags.written_by_code = True
		doc.delete(ignore_permissions=True, force=True)  # goes with the rule, whose deletion was checked
