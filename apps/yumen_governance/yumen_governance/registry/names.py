"""Names of registry records: sortable by time, so that mass inserts fill pages in order, and never guessed."""

import os
import time

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
TIME_BITS, RANDOM_BITS = 48, 72


def new_name() -> str:
	"""Return a new name: 24 characters of base 32, milliseconds first, then 72 random bits (after ULID)."""
	milliseconds = time.time_ns() // 1_000_000 & (1 << TIME_BITS) - 1
	number = milliseconds << RANDOM_BITS | int.from_bytes(os.urandom(RANDOM_BITS // 8), "big")
	return "".join(ALPHABET[number >> shift & 31] for shift in range(TIME_BITS + RANDOM_BITS - 5, -1, -5))
