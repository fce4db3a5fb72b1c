"""The account in whose name the public's door acts: it is disabled, and nobody logs in with it."""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe

from yumen_governance.permissions import scope
from yumen_governance.seed.portal import ACCOUNT


@contextmanager
def acting() -> Iterator[None]:
	"""Let what a visitor without an account sends be the act of the portal's account.

	What is written then has an owner and an actor, and rights are those of a connected system, not those of
	everybody.
	"""
	session, before = frappe.local.session, frappe.session.user
	session.user = ACCOUNT
	_forget_rights()
	try:
		yield
	finally:
		session.user = before
		_forget_rights()


def _forget_rights() -> None:
	frappe.local.role_permissions = {}
	frappe.local.user_perms = None
	scope.forget()
