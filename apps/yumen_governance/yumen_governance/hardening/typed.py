"""Arguments of the app's own functions, looked at before anything runs: which are missing, which are of another kind.

The framework looks too, and answers what doesn't fit as a failure of the server. Here it is the request's own fault,
said in a sentence (417).
"""

import inspect
import json
import re
from functools import lru_cache
from typing import get_args

import frappe
from frappe import _
from frappe.exceptions import FrappeTypeError
from frappe.utils.typing_validations import transform_parameter_types

from yumen_governance.hardening.arguments import parsed
from yumen_governance.hardening.calls import Call
from yumen_governance.hardening.ours import meta_of

APP = "yumen_governance."
LONGEST_SHOWN = 60
# Half of a letter, as JSON text writes it
HALF_LETTER = re.compile(r"\\u[dD][89abAB]")


class ArgumentError(frappe.ValidationError):
	pass


def check(call: Call, form, user: str) -> None:
	"""Refuse a call of one of the app's functions whose arguments don't fit; who may not call it at all is refused later.

	:raises ArgumentError: names the argument
	"""
	names = (frappe.get_hooks("override_whitelisted_methods") or {}).get(call.method) or [call.method]
	function = _function(names[-1]) if names[-1].startswith(APP) else None
	if not function or function not in (frappe.guest_methods if user == "Guest" else frappe.whitelisted):
		return
	check_texts(form)
	function = inspect.unwrap(function)
	parameters = inspect.signature(function).parameters.values()
	wanted = [each for each in parameters if each.kind is not inspect.Parameter.VAR_KEYWORD]
	_refuse_missing([each.name for each in wanted if each.default is each.empty and each.name not in form])
	_check_doctype(wanted, form)
	for each in wanted:
		if each.name in form:
			_check_kind(function, each.name, form[each.name])
			if names == [call.method]:
				_check_json(each, form)


def check_texts(form) -> None:
	"""Refuse text that no database could keep: half of a letter, as broken programs send it.

	:raises ArgumentError: names the argument
	"""
	for name, value in form.items():
		if isinstance(value, str | list | dict) and not (_is_text(name) and _is_text(_read(value))):
			frappe.throw(_("{0}: this text can't be read.").format(_shown(name)), ArgumentError)


def _read(value):
	"""Return what JSON text with halves of letters in it says; everything else as it is."""
	return parsed(value) if isinstance(value, str) and HALF_LETTER.search(value) else value


def _is_text(value) -> bool:
	try:
		json.dumps(value, ensure_ascii=False, default=str).encode()
	except UnicodeEncodeError:
		return False
	except (ValueError, RecursionError):
		return True  # what is nested too deep is refused by whoever reads it
	return True


@lru_cache(maxsize=1024)
def _function(name: str):
	"""Return what a name stands for; None for a name that somebody made up."""
	try:
		return frappe.get_attr(name)
	except Exception:
		frappe.clear_last_message()
		return None


def _refuse_missing(names: list[str]) -> None:
	if names:
		frappe.throw(_("Missing in the request: {0}.").format(", ".join(names)), ArgumentError)


def _check_kind(function, name: str, value) -> None:
	try:
		transform_parameter_types(function, (), {name: value})
	except (FrappeTypeError, TypeError, RecursionError):
		frappe.throw(_("{0} is not of the kind that is expected here.").format(name), ArgumentError)


def _check_doctype(wanted: list[inspect.Parameter], form) -> None:
	"""Refuse a kind of record that there is not."""
	named = next((each for each in wanted if each.name == "doctype"), None)
	doctype = form.get("doctype") if named else None
	if isinstance(doctype, str) and (doctype or named.default is named.empty) and not meta_of(doctype):
		frappe.throw(_("There is no kind of record {0}.").format(_shown(doctype)), ArgumentError)


def _check_json(argument: inspect.Parameter, form) -> None:
	"""Refuse text for an object or a list that isn't one; empty text is nothing where nothing will do."""
	kinds, value = get_args(argument.annotation), form[argument.name]
	wanted = tuple(kind for kind in kinds if kind in (dict, list))
	if not wanted or str not in kinds or not isinstance(value, str):
		return
	if not value.strip() and type(None) in kinds:
		form[argument.name] = None
	elif not isinstance(parsed(value), wanted):
		words = _("{0} is not of the kind that is expected here.")
		frappe.throw(words.format(argument.name), ArgumentError)


def _shown(name: object) -> str:
	return frappe.utils.escape_html(str(name)[:LONGEST_SHOWN].encode(errors="replace").decode())
