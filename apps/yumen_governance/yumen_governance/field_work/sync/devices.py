"""Devices: on which phones a person is signed in, and the keys with which a phone encrypts what it keeps.

The key of the records belongs to one session: it is given again while that session lasts (a page that is loaded anew has
forgotten it), and never after its end, a new password, or a revocation. The key of the outbox belongs to the person on
the device, so that what isn't sent yet survives the end of a session; it goes when the device is revoked.
"""

import base64
import hashlib
import os
import re
from dataclasses import dataclass
from datetime import datetime

import frappe
from frappe import _
from frappe.sessions import delete_session
from frappe.utils.password import get_decrypted_password, set_encrypted_password

from yumen_governance.grid_management.code_written import write
from yumen_governance.registry.devices import name_of_device

DEVICE = "Field Device"
IN_USE, SIGNED_OUT, REVOKED = "In Use", "Signed Out", "Revoked"
RECORDS, OUTBOX = "records_key", "outbox_key"
KEY_BYTES = 32
BATCH = 500
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class DeviceError(frappe.PermissionError):
	"""This session has no key for this device: to begin again, or the device was revoked."""


@dataclass(frozen=True)
class Keys:
	"""Two keys of AES-256, in Base64."""

	records: str
	outbox: str


def begin(device: str, user: str, agent: str | None, now: datetime) -> Keys:
	"""Return the keys of the person's session on a device, new ones where it has none.

	:param device: the id that the phone made for itself, a UUID
	:param agent: header User-Agent
	:raises DeviceError: the device was revoked
	"""
	if not UUID.fullmatch(device):
		frappe.throw(_("The id of a device is a UUID."))
	row = _row(user, device)
	if row and row.status == REVOKED:
		frappe.throw(_("This device was revoked. What it kept is no longer to be read."), DeviceError)
	name = row.name if row else _register(user, device)
	place = {"session": _session(), "password_stamp": _password_stamp(user)}
	goes_on = row and row.status == IN_USE and all(row[key] == value for key, value in place.items())
	keys = Keys(_key(name, RECORDS, anew=not goes_on), _key(name, OUTBOX))
	seen = {"status": IN_USE, "last_seen_on": now, "label": name_of_device(agent)}
	frappe.db.set_value(DEVICE, name, {**place, **seen})
	return keys


def require(user: str) -> str:
	"""Return the person's device in this session.

	:raises DeviceError: there is none whose key is still good
	"""
	name = found(user)
	if not name:
		frappe.throw(_("Please sign in again on this device."), DeviceError)
	return name


def found(user: str) -> str | None:
	"""Return the person's device in this session, None where there is none whose key is still good."""
	device, auth = frappe.qb.DocType(DEVICE), frappe.qb.Table("__Auth")
	is_password = (auth.doctype == "User") & (auth.fieldname == "password") & (auth.name == device.user)
	rows = (
		frappe.qb.from_(device)
		.left_join(auth)
		.on(is_password)
		.select(device.name, device.password_stamp, auth.password)
		.where((device.session == _session()) & (device.user == user) & (device.status == IN_USE))
	).run()
	return next((name for name, stamp, password in rows if stamp == _digest(password)), None)


def state_of(device: str, user: str) -> str:
	"""Return how a device stands with who asks: alive, signed_in (no key yet), ended (no session), revoked."""
	if frappe.db.exists(DEVICE, {"device": device, "status": REVOKED}):
		return "revoked"
	if user == "Guest":
		return "ended"
	name = found(user)
	return "alive" if name and frappe.db.get_value(DEVICE, name, "device") == device else "signed_in"


def revoke(doc, reason: str, user: str, now: datetime) -> None:
	"""Revoke a device: its keys go, and so does the session in which it is signed in."""
	session = doc.session
	_forget_keys([doc.name], (RECORDS, OUTBOX))
	doc.update({"status": REVOKED, "revoked_on": now, "revoked_by": user, "revoke_reason": reason})
	doc.update({"session": None, "password_stamp": None})
	write(doc)
	for sid in _sids(doc.user) if session else ():
		if _digest(sid) == session:
			delete_session(sid, user=doc.user, reason="Device Revoked")


def note_sending(name: str, differs: int, now: datetime) -> None:
	"""Write down that a device sends, and how far its clock is off.

	:param differs: seconds; positive when it is ahead
	"""
	frappe.db.set_value(DEVICE, name, {"last_seen_on": now, "last_sent_on": now, "clock_differs": differs})


def forget_session() -> None:
	"""Let the key of the session that ends go (hook on_logout)."""
	if frappe.session.user != "Guest":
		_sign_out({"session": _session()})


def forget_person(doc, method: str | None = None) -> None:
	"""Let all keys of somebody go whose account is switched off (User, on_change)."""
	if not doc.enabled:
		names = _sign_out({"user": doc.name})
		_forget_keys(names, (OUTBOX,))


def forget_ended_sessions() -> int:
	"""Let the keys of sessions go that ended without a word; return how many."""
	live = {_digest(sid) for sid in _sids()}
	kept = frappe.get_all(DEVICE, {"status": IN_USE}, ["name", "session"], order_by=None)
	ended = [row.name for row in kept if row.session not in live]
	return len(_sign_out({"name": ["in", ended]})) if ended else 0


def forget(before: datetime) -> int:
	"""Forget some devices that nobody has used; return how many. The caller commits and calls again."""
	old = {"last_seen_on": ["<", before], "status": ["!=", REVOKED]}
	names = frappe.get_all(DEVICE, old, pluck="name", limit=BATCH, order_by=None)
	if names:
		_forget_keys(names, (RECORDS, OUTBOX))
		frappe.db.delete(DEVICE, {"name": ["in", names]})
	return len(names)


def _row(user: str, device: str):
	fields = ["name", "status", "session", "password_stamp"]
	return frappe.db.get_value(
		DEVICE, {"user": user, "device": device}, fields, as_dict=True, for_update=True
	)


def _register(user: str, device: str) -> str:
	return write(frappe.get_doc({"doctype": DEVICE, "user": user, "device": device})).name


def _key(name: str, kind: str, anew: bool = False) -> str:
	kept = None if anew else get_decrypted_password(DEVICE, name, kind, raise_exception=False)
	if kept:
		return kept
	made = base64.b64encode(os.urandom(KEY_BYTES)).decode()
	set_encrypted_password(DEVICE, name, made, kind)
	return made


def _sign_out(filters: dict) -> list[str]:
	names = frappe.get_all(DEVICE, {**filters, "status": IN_USE}, pluck="name", order_by=None)
	if names:
		_forget_keys(names, (RECORDS,))
		ended = {"status": SIGNED_OUT, "session": None, "password_stamp": None}
		frappe.db.set_value(DEVICE, {"name": ["in", names]}, ended)
	return names


def _forget_keys(names: list[str], kinds: tuple[str, ...]) -> None:
	if names:
		keys = {"doctype": DEVICE, "name": ["in", names], "fieldname": ["in", kinds]}
		frappe.db.delete("__Auth", keys)


def _sids(user: str | None = None) -> list[str]:
	"""The ids of sessions that the database knows, of one person or of all."""
	table = frappe.qb.DocType("Sessions")
	query = frappe.qb.from_(table).select(table.sid)
	return (query.where(table.user == user) if user else query).run(pluck=True)


def _session() -> str:
	return _digest(frappe.session.sid)


def _password_stamp(user: str) -> str:
	auth = frappe.qb.Table("__Auth")
	stored = (auth.doctype == "User") & (auth.fieldname == "password") & (auth.name == user)
	rows = frappe.qb.from_(auth).select(auth.password).where(stored).run()
	return _digest(rows[0][0] if rows else None)


def _digest(text: str | None) -> str:
	return hashlib.sha256((text or "").encode()).hexdigest()
