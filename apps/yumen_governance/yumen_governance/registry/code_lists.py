"""Coded fields: what a Code Value is called, and which values may still be chosen."""

from collections.abc import Iterable

import frappe


def code_name(code_list: str, code: str) -> str:
	"""Return the name of a Code Value: ("sex", "1") → sex-1."""
	return f"{code_list}-{code}"


def no_longer_used(names: Iterable[str]) -> list[str]:
	"""Return which of these Code Values are switched off, in one query."""
	wanted = list({name for name in names if name})
	if not wanted:
		return []
	return frappe.get_all("Code Value", {"name": ["in", wanted], "is_active": 0}, pluck="name")


def labels_of(names: Iterable[str]) -> dict[str, str]:
	"""Return what these Code Values are called, in one query."""
	wanted = list({name for name in names if name})
	if not wanted:
		return {}
	rows = frappe.get_all("Code Value", {"name": ["in", wanted]}, ["name", "label"])
	return {row.name: row.label for row in rows}
