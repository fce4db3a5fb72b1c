"""The states of an import, what may follow which, and who is at work on it."""

import frappe

RUNNING = ("Queued", "Reading", "Checking", "Importing", "Undoing")
UNFINISHED = ("Draft", "Uploaded", "Checked", "Cancelled", "Failed")
STARTABLE = ("Uploaded", "Checked")
HALTED = ("Cancelled", "Failed")
UNDOABLE = ("Imported", "Cancelled", "Failed")


def lock(name: str, patience: int = 0) -> bool:
	"""Claim an import for this connection; the claim ends with it, also by a kill.

	:param patience: seconds to wait for another process
	"""
	return bool(frappe.db.sql("select get_lock(%s, %s)", (_lock_name(name), patience))[0][0])


def unlock(name: str) -> None:
	"""Give an import free."""
	frappe.db.sql("select release_lock(%s)", _lock_name(name))


def is_alive(name: str) -> bool:
	"""Tell whether a process is at work on an import."""
	return not frappe.db.sql("select is_free_lock(%s)", _lock_name(name))[0][0]


def _lock_name(name: str) -> str:
	return f"{frappe.conf.db_name}.import.{name}"[:64]
