"""Stock Frappe's way of the same thing: the app's rules, overrides and settings off, User Permissions instead."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import frappe

RULES = ("permission_query_conditions", "has_permission", "override_whitelisted_methods")


@contextmanager
def stock_frappe(strict: bool = False) -> Iterator[None]:
	"""Leave the app out of what Frappe asks for its permission checks, inside the block.

	:param strict: Apply Strict User Permissions, which stock Frappe leaves off and the app turns on
	"""
	get_hooks, get_system_settings = frappe.get_hooks, frappe.get_system_settings

	def without_app(hook=None, *arguments, **values):
		found = get_hooks(hook, *arguments, **values)
		if hook not in RULES:
			return found
		return {key: paths for key, paths in found.items() if not paths[0].startswith("yumen_governance.")}

	def as_stock(key: str):
		return int(strict) if key == "apply_strict_user_permissions" else get_system_settings(key)

	with (
		patch.object(frappe, "get_hooks", without_app),
		patch.object(frappe, "get_system_settings", as_stock),
	):
		yield
