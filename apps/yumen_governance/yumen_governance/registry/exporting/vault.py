"""The files of exports lie encrypted (SM4, GCM): neither a backup nor a copied link gives one away.

The key follows from the key of the access log and the request, so that a rotation leaves a waiting file readable.
"""

import hmac
import os

import frappe
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from frappe import _

from yumen_governance.registry.sealing import keyring

KEY_BYTES, NONCE_BYTES, TAG_BYTES = 16, 12, 16


class VaultError(frappe.ValidationError):
	pass


def lock(request: str, content: bytes) -> bytes:
	"""Encrypt the file of an Export Request."""
	nonce = os.urandom(NONCE_BYTES)
	encryptor = Cipher(algorithms.SM4(_key(request)), modes.GCM(nonce)).encryptor()
	text = encryptor.update(content) + encryptor.finalize()
	return nonce + text + encryptor.tag


def unlock(request: str, content: bytes) -> bytes:
	"""Decrypt the file of an Export Request.

	:raises VaultError: the file was changed, or belongs to another request or site
	"""
	nonce, text, tag = content[:NONCE_BYTES], content[NONCE_BYTES:-TAG_BYTES], content[-TAG_BYTES:]
	try:
		decryptor = Cipher(algorithms.SM4(_key(request)), modes.GCM(nonce, tag)).decryptor()
		return decryptor.update(text) + decryptor.finalize()
	except (InvalidTag, ValueError):
		frappe.throw(
			_("The file of {0} can't be read any more. Please ask for it again.").format(request), VaultError
		)


def _key(request: str) -> bytes:
	return hmac.digest(keyring.log_key(), f"export/{request}".encode(), "sm3")[:KEY_BYTES]
