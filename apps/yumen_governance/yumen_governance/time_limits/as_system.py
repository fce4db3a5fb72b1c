"""How a job acts that belongs to nobody, whoever's request woke it."""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe


@contextmanager
def as_system() -> Iterator[None]:
	"""Inside, act as the system: a job that a request woke would else act, and sign, as whoever sent that request."""
	user = frappe.session.user
	frappe.set_user("Administrator")
	try:
		yield
	finally:
		frappe.set_user(user)


@contextmanager
def reading_what_is_committed() -> Iterator[None]:
	"""Inside, a new transaction reads what is committed, and locks no more than the rows that are taken.

	Under the usual isolation the end of a queue is locked as a gap, where everybody who inserts would wait.
	"""
	frappe.db.sql("set session transaction isolation level read committed")
	frappe.db.commit()
	try:
		yield
	finally:
		frappe.db.sql("set session transaction isolation level repeatable read")
		frappe.db.commit()
