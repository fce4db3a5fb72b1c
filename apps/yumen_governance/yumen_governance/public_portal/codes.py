"""Tracking codes: 80 bits that only the reporter has; the site keeps a digest.

A code follows from the key that the reporter's browser gave its report, so that a report which is sent again after a
lost answer gets the same code. Letters that look alike are left out.
"""

import hashlib
import hmac
import re

from frappe.utils.password import get_encryption_key

# Crockford's: without I, L, O and U
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LETTERS, GROUP, BITS_A_LETTER = 16, 4, 5
MISREAD = str.maketrans("ILO", "110")


def code_of(key: str) -> str:
	"""Return the code of a report, in four groups of four letters.

	:param key: the report's own idempotency key, made by chance in the reporter's browser
	"""
	digest = hmac.digest(get_encryption_key().encode(), f"tracking code\0{key}".encode(), "sha256")
	number = int.from_bytes(digest[:10], "big")
	letters = [ALPHABET[(number >> (BITS_A_LETTER * place)) & 31] for place in range(LETTERS)]
	return "-".join("".join(letters[start : start + GROUP]) for start in range(0, LETTERS, GROUP))


def index_of(code: str) -> str | None:
	"""Return what is stored of a code, however it was typed; None for what can't be one."""
	letters = re.sub(r"[\s-]", "", str(code or "")).upper().translate(MISREAD)
	if len(letters) != LETTERS or set(letters) - set(ALPHABET):
		return None
	return hashlib.sha256(f"tracking code\0{letters}".encode()).hexdigest()
