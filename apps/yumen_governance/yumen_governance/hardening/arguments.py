"""Reading and rewriting the arguments of a request, which come as JSON text or as they are."""

import json

import frappe


def parsed(value):
	"""Return what JSON text says; other text and values as they are."""
	if not isinstance(value, str):
		return value
	try:
		return json.loads(value)
	except (ValueError, RecursionError):
		return value


def put_back(form, key: str, before, after) -> None:
	"""Replace an argument, as text where it came as text."""
	form[key] = frappe.as_json(after) if isinstance(before, str) else after


def listed(value) -> list:
	"""Return an argument that is one thing or a list of them as a list."""
	value = parsed(value)
	if value in (None, ""):
		return []
	return list(value) if isinstance(value, list | tuple) else [value]


def mapping(value) -> dict:
	"""Return an argument that should be an object, an empty one for anything else."""
	value = parsed(value)
	return value if isinstance(value, dict) else {}
