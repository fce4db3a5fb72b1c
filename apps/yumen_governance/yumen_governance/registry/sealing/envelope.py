"""The envelope: a record's sensitive values, encrypted together.

Text form: key version, colon, base64 of nonce (12 bytes), ciphertext and tag (16 bytes). The record's DocType and
name are authenticated with it, so an envelope can't be moved to another record.
"""

import base64
import json
import os

import frappe
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from frappe import _

from yumen_governance.registry.sealing import keyring

NONCE_BYTES, TAG_BYTES = 12, 16


class EnvelopeError(frappe.ValidationError):
	pass


def seal(doctype: str, name: str, values: dict[str, str], key: keyring.Key | None = None) -> str | None:
	"""Encrypt the values of one record; None when there is none to keep.

	:param values: plain texts by field name
	:param key: the current key unless given
	"""
	kept = {field: value for field, value in values.items() if value}
	if not kept:
		return None
	key = key or keyring.current()
	nonce = os.urandom(NONCE_BYTES)
	encryptor = Cipher(algorithms.SM4(key.seal), modes.GCM(nonce)).encryptor()
	encryptor.authenticate_additional_data(_owner(doctype, name))
	text = encryptor.update(json.dumps(kept, ensure_ascii=False).encode()) + encryptor.finalize()
	return f"{key.version}:{base64.b64encode(nonce + text + encryptor.tag).decode()}"


def unseal(doctype: str, name: str, sealed: str | None) -> dict[str, str]:
	"""Decrypt the values of one record.

	:raises EnvelopeError: the text was changed, belongs to another record, or its key is gone
	"""
	if not sealed:
		return {}
	version, _colon, text = sealed.partition(":")
	key = keyring.keys().get(int(version)) if version.isdigit() else None
	try:
		return _decrypt(key, base64.b64decode(text), _owner(doctype, name))
	except (AttributeError, InvalidTag, ValueError):
		frappe.throw(_("The sealed values of {0} {1} can't be read.").format(_(doctype), name), EnvelopeError)


def is_outdated(sealed: str | None, key: keyring.Key | None = None) -> bool:
	"""Tell whether an envelope is of another key than the given, or the current one; nothing is never outdated."""
	return bool(sealed) and not sealed.startswith(f"{(key or keyring.current()).version}:")


def _decrypt(key: keyring.Key, data: bytes, owner: bytes) -> dict[str, str]:
	nonce, text, tag = data[:NONCE_BYTES], data[NONCE_BYTES:-TAG_BYTES], data[-TAG_BYTES:]
	decryptor = Cipher(algorithms.SM4(key.seal), modes.GCM(nonce, tag)).decryptor()
	decryptor.authenticate_additional_data(owner)
	return json.loads(decryptor.update(text) + decryptor.finalize())


def _owner(doctype: str, name: str) -> bytes:
	return f"{doctype}/{name}".encode()
