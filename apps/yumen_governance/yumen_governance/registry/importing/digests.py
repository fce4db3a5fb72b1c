"""Which keys a file has shown before, and in which row, in a few bytes a key however long the file."""

from array import array
from collections.abc import Hashable

MASK = 2**64 - 1


class SeenKeys:
	"""A hash table of 64-bit digests and row numbers with open addressing.

	Two different keys among a million share a digest with a chance of one in thirty million.
	"""

	def __init__(self, expected: int):
		""":param expected: the most keys that will come"""
		self._size = max(expected, 500) * 4 // 3 | 1
		self._digests = array("Q", [0]) * self._size
		self._rows = array("I", [0]) * self._size

	def row_of(self, key: Hashable) -> int | None:
		"""Return the row that showed a key, None before it was shown."""
		digest = self._digest(key)
		place = self._place(digest)
		return self._rows[place] if self._digests[place] == digest else None

	def add(self, key: Hashable, row: int) -> None:
		"""Remember that a row showed a key; the first row stays."""
		digest = self._digest(key)
		place = self._place(digest)
		if not self._digests[place]:
			self._digests[place], self._rows[place] = digest, row

	def _digest(self, key: Hashable) -> int:
		return hash(key) & MASK or 1

	def _place(self, digest: int) -> int:
		place, digests, size = digest % self._size, self._digests, self._size
		while digests[place] and digests[place] != digest:
			place = (place + 1) % size
		return place
