"""How large a file may be."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
	"""Limits of one file; sizes in bytes.

	unpacked: of all parts of an xlsx together. ratio: unpacked to packed, of a part above ten megabytes.
	"""

	size: int = 200 * MEGABYTE
	rows: int = 500_000
	columns: int = 300
	unpacked: int = 4096 * MEGABYTE
	ratio: int = 150
	parts: int = 2000
