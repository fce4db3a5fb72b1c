"""Sentences about grids."""

from collections.abc import Iterable
from functools import reduce

from frappe import _


def listing(words: Iterable[str]) -> str:
	"""Return words as a list in the reader's language; empty without any."""
	words = list(words)
	return reduce(_("{0}, {1}").format, words) if words else ""
