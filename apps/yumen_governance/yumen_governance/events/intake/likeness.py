"""How alike two short texts are, and the few keys by which alike texts find each other (MinHash).

A text is the set of its pairs of neighbouring characters. Of eight orders of all pairs the first pair of a text is
kept for each: two texts share as many of these eight keys, on average, as they have pairs in common.
"""

import hashlib
import re
import struct
import unicodedata

KEYS = 8
ORDERS = struct.Struct(f">{KEYS}Q")
# What says nothing about a matter
NOISE = re.compile(r"[\W_]+")


def pairs(text: str) -> frozenset[str]:
	"""Return the pairs of neighbouring characters of a text, without signs and spaces, in small letters."""
	plain = NOISE.sub("", unicodedata.normalize("NFKC", text or "")).lower()
	return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
	"""Return the share of all their pairs that two texts have in common, 0 to 1."""
	together = len(one | other)
	return len(one & other) / together if together else 0.0


def keys(text: str) -> list[int]:
	"""Return the keys of a text, each of 63 bits; none for a text without two characters."""
	digests = [_orders(pair) for pair in pairs(text)]
	return [(min(order) >> 1) ^ number for number, order in enumerate(zip(*digests, strict=True))]


def _orders(pair: str) -> tuple[int, ...]:
	"""Return the places of a pair in the eight orders."""
	return ORDERS.unpack(hashlib.blake2b(pair.encode(), digest_size=ORDERS.size).digest())
