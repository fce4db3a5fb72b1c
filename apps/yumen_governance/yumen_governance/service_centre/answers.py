"""The questions of its own that a Service Item asks: read, judged and kept as rows of the request."""

import re
from collections.abc import Iterator
from datetime import date
from functools import reduce

import frappe
from frappe import _
from frappe.utils import cint, flt, getdate

from yumen_governance.service_centre.doctype.service_item.service_item import choices_of

QUESTION = ("label", "fieldname", "fieldtype")
LONGEST = {"Short Text": 140, "Long Text": 2000}
YES_OR_NO, CHOICE, DATE, WHOLE = "Yes or No", "Choice", "Date", "Integer"
NUMBERS = {
	WHOLE: re.compile(r"-?\d{1,12}"),
	"Decimal Number": re.compile(r"-?\d{1,12}(\.\d{1,6})?"),
	"Amount of Money": re.compile(r"\d{1,12}(\.\d{1,2})?"),
}


class AnswerError(frappe.ValidationError):
	pass


def check(request, item) -> None:
	"""Bring the answers of a request into the order of its item's questions, and refuse those that can't be right.

	Answers to questions of an item that it had before stay behind the others.

	:raises AnswerError: names every question that lacks an answer, or what is wrong with one
	"""
	changed = request.is_new() or request.has_value_changed("service_item")
	asked = list(_matched(request, item))
	missing = [row.label for row, value in asked if row.required and not _tidy(row, value)]
	if missing and (changed or _touched(request)) and not request.flags.transferring:
		frappe.throw(please_fill_in(missing), AnswerError)
	judge = _if_sound if request.flags.transferring else judged
	rows = [
		{**{name: row.get(name) for name in QUESTION}, "value": judge(row, value)} for row, value in asked
	]
	known = {row.label for row in item.own_fields}
	rows += [
		{"label": row.label, "fieldname": "", "fieldtype": row.fieldtype, "value": row.value}
		for row in request.answers
		if row.label and row.label not in known
	]
	if rows != [{name: row.get(name) or "" for name in (*QUESTION, "value")} for row in request.answers]:
		request.set("answers", rows)


def _matched(request, item) -> Iterator[tuple]:
	"""Yield each question with what was answered to it; to one of another item, by its words alone."""
	is_other = not request.is_new() and request.has_value_changed("service_item")
	by_name = {} if is_other else {row.fieldname: row.value for row in request.answers if row.fieldname}
	by_label = {row.label: row.value for row in request.answers if row.label}
	for row in item.own_fields:
		yield row, by_name.get(row.fieldname, by_label.get(row.label))


def _if_sound(question, value) -> str:
	"""Return an answer that was given to another item's question, empty where this one asks for another kind."""
	text = _tidy(question, value)
	return judged(question, value) if text and not _problem(question, text) else judged(question, "")


def _touched(request) -> bool:
	before = request.get_doc_before_save()
	was = {row.label: row.value or "" for row in before.answers} if before else {}
	return was != {row.label: row.value or "" for row in request.answers}


def _tidy(question, value) -> str:
	text = "" if value is None else str(value).strip()
	if question.fieldtype in NUMBERS:
		text = re.sub(r"[,，\s]|\.0+$", "", text)
	return "" if question.fieldtype == YES_OR_NO and not cint(text) else text


def judged(question, value) -> str:
	"""Return an answer as it is kept.

	:param question: a row of Service Item, own_fields
	:raises AnswerError: says what is expected
	"""
	text = _tidy(question, value)
	if not text:
		return "0" if question.fieldtype == YES_OR_NO else ""
	if problem := _problem(question, text):
		frappe.throw(_("{0}: {1}").format(frappe.utils.escape_html(question.label), problem), AnswerError)
	if question.fieldtype == DATE:
		return getdate(text).isoformat()
	return "1" if question.fieldtype == YES_OR_NO else text


def _problem(question, text: str) -> str | None:
	kind = question.fieldtype
	if kind in NUMBERS and not NUMBERS[kind].fullmatch(text):
		return _("a whole number is expected.") if kind == WHOLE else _("a number is expected.")
	if kind == CHOICE and text not in choices_of(question.options):
		return _("choose one of: {0}.").format("、".join(choices_of(question.options)))
	if kind == DATE and not _is_date(text):
		return _("a date such as 2026-01-31 is expected.")
	if kind in LONGEST and len(text) > LONGEST[kind]:
		return _("at most {0} characters.").format(LONGEST[kind])
	return None


def _is_date(text: str) -> bool:
	try:
		return bool(date.fromisoformat(text))
	except ValueError:
		return False


def face_of(item) -> dict:
	"""Return what a form needs of an item: what is asked, the documents, its questions, results and legal roads."""
	question = ("fieldname", "label", "fieldtype", "options", "required", "help")
	return {
		"name": item.name,
		"description": item.description,
		"legal_basis": item.legal_basis,
		"fee": flt(item.fee),
		"fee_note": item.fee_note,
		"limit": [cint(item.time_limit), item.time_limit_unit] if item.time_limit else None,
		"needs_identity": cint(item.needs_identity),
		"needs_address": cint(item.needs_address),
		"is_sealed": cint(item.is_sealed),
		"becomes": item.becomes,
		"documents": [[row.document_name, cint(row.is_required), row.note] for row in item.documents],
		"fields": [{name: row.get(name) for name in question} for row in item.own_fields],
		"results": [row.result_type for row in item.result_types],
		"roads": [row.service_item for row in item.legal_roads],
	}


def please_fill_in(labels: list[str]) -> str:
	"""Return the sentence that names every missing field or question."""
	words = [frappe.utils.escape_html(_(label)) for label in labels]
	return _("Please fill in: {0}.").format(reduce(_("{0}, {1}").format, words))
