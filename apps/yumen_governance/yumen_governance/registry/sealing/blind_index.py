"""Blind index: a keyed digest (HMAC-SM3) by which a sealed value is found without being stored."""

import hmac

from yumen_governance.registry.sealing import keyring

DIGEST_BYTES = 16


def blind(kind: str, text: str, key: keyring.Key | None = None) -> str:
	"""Return the index of a value under a key (the current one unless given), as 32 hex digits.

	:param kind: what the value is, so that equal texts of different kinds don't meet
	"""
	key = key or keyring.current()
	return hmac.digest(key.index, f"{kind}\0{text}".encode(), "sm3")[:DIGEST_BYTES].hex()


def blind_all(kind: str, text: str) -> list[str]:
	"""Return the indexes of a value under every key still in use, for a search during a rotation."""
	return [blind(kind, text, key) for key in keyring.keys().values()]
