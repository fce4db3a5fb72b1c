"""The keys of the registry: a file beside the site's settings, never in the database or its dumps.

Each version has a key that seals (SM4, 128 bits) and one that indexes (HMAC-SM3, 256 bits). The newest seals; older
ones open and find what a rotation has not reached yet. Beside them lies the key of the access log's chains, which
never changes: the digests of years ago must still be checked.
"""

import base64
import binascii
import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import frappe
from frappe import _
from frappe.utils import now

FILE = "registry-keys.json"
SEAL_BYTES, INDEX_BYTES, LOG_BYTES = 16, 32, 32


class KeyringError(frappe.ValidationError):
	pass


@dataclass(frozen=True)
class Key:
	"""One version of the registry's keys."""

	version: int
	seal: bytes
	index: bytes


def path() -> Path:
	"""Return where the keys of this site lie; the site setting registry_keys_path may name another place."""
	return Path(frappe.conf.get("registry_keys_path") or frappe.get_site_path(FILE))


def keys() -> dict[int, Key]:
	"""Return every version of the keys, the newest first.

	:raises KeyringError: the file is missing or can't be read
	"""
	return _held().keys


def log_key() -> bytes:
	"""Return the key of the access log's chains; a file from before it had one is given one.

	:raises KeyringError: the file is missing or can't be read
	"""
	held = _held()
	if not held.log:
		with _alone():
			_write(_held().keys)
		held = _held()
	return held.log


def current() -> Key:
	"""Return the key that seals now."""
	return next(iter(keys().values()))


def ensure() -> bool:
	"""Make the first keys if the site has none; return whether they were made.

	:raises KeyringError: keys are missing although sealed records exist: making new ones would lose them
	"""
	if path().exists():
		return False
	if any(frappe.db.exists(doctype, {"sealed": ["is", "set"]}) for doctype in sealed_doctypes()):
		keys()
	with _alone():
		if path().exists():
			return False
		_write({1: _new_key(1)})
	return True


def add_version() -> Key:
	"""Add a version that seals from now on; what older versions sealed stays readable."""
	with _alone():
		held = keys()
		made = _new_key(max(held) + 1)
		_write({made.version: made, **held})
	return made


def retire(version: int) -> None:
	"""Remove an older version that nothing is sealed with any more.

	:raises KeyringError: the version is the current one
	"""
	with _alone():
		if version == current().version:
			frappe.throw(_("The current key can't be retired."), KeyringError)
		_write({number: key for number, key in keys().items() if number != version})


def sealed_doctypes() -> list[str]:
	"""Return the DocTypes whose records carry an envelope, those that are installed."""
	fields = frappe.get_all("DocField", {"fieldname": "sealed", "parenttype": "DocType"}, pluck="parent")
	return sorted(doctype for doctype in fields if frappe.db.table_exists(doctype))


def _new_key(version: int) -> Key:
	return Key(version, secrets.token_bytes(SEAL_BYTES), secrets.token_bytes(INDEX_BYTES))


@dataclass(frozen=True)
class _Held:
	"""What the file holds."""

	keys: dict[int, Key]
	log: bytes


def _held() -> _Held:
	place = path()
	try:
		stamp = (str(place), place.stat().st_mtime_ns)
		kept = getattr(frappe.local, "registry_keys", None)
		if not kept or kept[0] != stamp:
			kept = frappe.local.registry_keys = (stamp, _read(place))
	except (OSError, KeyError, TypeError, ValueError, binascii.Error):
		frappe.throw(
			_("The keys of the registry are missing. Restore the file {0}.").format(place.name), KeyringError
		)
	return kept[1]


def _read(place: Path) -> _Held:
	content = json.loads(place.read_text())
	held = [
		Key(int(row["version"]), base64.b64decode(row["seal"]), base64.b64decode(row["index"]))
		for row in content["keys"]
	]
	newest_first = sorted(held, key=lambda key: -key.version)
	return _Held({key.version: key for key in newest_first}, base64.b64decode(content.get("log") or ""))


@contextmanager
def _alone() -> Iterator[None]:
	"""Keep other processes from changing the file in the meantime."""
	place = path()
	with open(place.with_name(f".{place.name}.lock"), "w") as lock:
		fcntl.flock(lock, fcntl.LOCK_EX)
		frappe.local.registry_keys = None
		yield


def _write(held: dict[int, Key]) -> None:
	"""Put the keys into their file in one move that outlives a power cut; the log's key stays."""
	place = path()
	log = (_held().log if place.exists() else b"") or secrets.token_bytes(LOG_BYTES)
	rows = [
		{"version": key.version, "seal": _text(key.seal), "index": _text(key.index)} for key in held.values()
	]
	partial = place.with_name(f".{place.name}.partial")
	with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
		json.dump({"written_on": now(), "keys": rows, "log": _text(log)}, file, indent=1)
		file.flush()
		os.fsync(file.fileno())
	partial.rename(place)
	_keep_rename(place.parent)
	frappe.local.registry_keys = None


def _keep_rename(folder: Path) -> None:
	descriptor = os.open(folder, os.O_RDONLY)
	try:
		os.fsync(descriptor)
	finally:
		os.close(descriptor)


def _text(key: bytes) -> str:
	return base64.b64encode(key).decode()
