"""What answers tell beyond their purpose, taken out before they leave (after_request).

The framework sends back whole records after saving, with columns that the person may not read; versions with changes of such
columns; and titles of linked records, whoever may read those.
"""

import json

import frappe
from frappe import _
from frappe.model.document import BaseDocument
from frappe.utils.response import json_handler

from yumen_governance.hardening.columns import closed_columns
from yumen_governance.hardening.ours import is_ours, readable

JSON = "application/json"
BAD_REQUEST = 400
# Where answers carry records
PLACES = ("docs", "data", "message")


def tidy(response=None, request=None) -> None:
	"""Take out of a JSON answer what the person may not read, and give a failure a plain sentence."""
	if response is not None and response.status_code >= 500 and _is_unreadable(request):
		_refuse_body(response)
		return
	answer = frappe.local.response
	if response is None or response.mimetype != JSON or not isinstance(answer, dict):
		return
	changed = [_tidy_records(answer), _tidy_versions(answer), _tidy_titles(answer)]
	if response.status_code >= 500 and not {"exc", "message", "_server_messages"} & set(answer):
		answer["exc"] = json.dumps([failure()])
		changed.append(True)
	if any(changed):
		response.set_data(json.dumps(answer, default=json_handler, separators=(",", ":")))


def _is_unreadable(request) -> bool:
	"""Tell whether a request came with JSON that is none, which the framework takes for a failure of its own."""
	if request is None or JSON not in (request.content_type or ""):
		return False
	try:
		json.loads(request.get_data(as_text=True) or "{}")
	except (ValueError, RecursionError):
		return True
	return False


def _refuse_body(response) -> None:
	words = _("The body of the request is no JSON that can be read.", "zh")
	told = {"exc_type": "ArgumentError", "_server_messages": json.dumps([json.dumps({"message": words})])}
	response.set_data(json.dumps(told))
	response.status_code, response.mimetype = BAD_REQUEST, JSON


def failure() -> str:
	"""The sentence for a failure of the server; the trace stands in the Error Log at that time."""
	return _(
		"Something went wrong on the server at {0}. Please tell the technicians this time and what you did."
	).format(frappe.utils.format_datetime(frappe.utils.now_datetime(), "yyyy-MM-dd HH:mm:ss"))


def _tidy_records(answer: dict) -> bool:
	changed = False
	for place in PLACES:
		value = answer.get(place)
		records = value if isinstance(value, list) else [value]
		tidied = [_readable_record(record) for record in records]
		if any(after is not before for before, after in zip(records, tidied, strict=True)):
			answer[place], changed = (tidied if isinstance(value, list) else tidied[0]), True
	return changed


def _readable_record(record):
	"""Return a record without closed columns; the same object when it has none or isn't a record of the app."""
	if not isinstance(record, dict | BaseDocument) or not is_ours(record.get("doctype")):
		return record
	doctype, user = record.get("doctype"), frappe.session.user
	closed = closed_columns(doctype, None, user)
	tables = {
		df.fieldname: closed_columns(df.options, doctype, user)
		for df in frappe.get_meta(doctype).get_table_fields()
	}
	if not closed and not any(tables.values()):
		return record
	values = record.as_dict() if isinstance(record, BaseDocument) else dict(record)
	for fieldname, columns in tables.items():
		values[fieldname] = [_without(dict(row), columns) for row in values.get(fieldname) or []]
	return _without(values, closed)


def _without(values: dict, columns: set[str]) -> dict:
	return {key: value for key, value in values.items() if key not in columns}


def _tidy_versions(answer: dict) -> bool:
	docinfo = answer.get("docinfo") or {}
	if not docinfo.get("versions") or not is_ours(docinfo.get("doctype")):
		return False
	closed = closed_columns(docinfo["doctype"], None, frappe.session.user)
	for version in docinfo["versions"] if closed else ():
		data = json.loads(version["data"] or "{}")
		data["changed"] = [change for change in data.get("changed") or [] if change[0] not in closed]
		version["data"] = json.dumps(data, ensure_ascii=False)
	return bool(closed)


def _tidy_titles(answer: dict) -> bool:
	titles = answer.get("_link_titles") or {}
	by_doctype = {}
	for key in titles:
		doctype, _divider, name = key.partition("::")
		by_doctype.setdefault(doctype, []).append(name)
	hidden = [
		(doctype, name)
		for doctype, names in by_doctype.items()
		if is_ours(doctype)
		for name in set(names) - readable(doctype, names)
	]
	for doctype, name in hidden:
		titles[f"{doctype}::{name}"] = name
	return bool(hidden)
