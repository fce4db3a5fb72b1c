"""Companions: what other tables hold of the records of an import, written in the same transaction as its chunk.

A companion has three verbs; each gets all records of a chunk at once. What saving a single record does in its form's
`on_update` has its counterpart here.
"""

from collections.abc import Mapping, Sequence

from yumen_governance.registry import search_keys
from yumen_governance.registry.sealing import keyring


class SearchKeys:
	"""What residents are found by."""

	@staticmethod
	def add(records: Sequence[Mapping], plain: Mapping[str, Mapping[str, str]]) -> None:
		"""Add what new records need.

		:param plain: the plain values of each record by its name
		"""
		key = keyring.current()
		search_keys.insert(
			[row for record in records for row in _keys_of(record, plain[record["name"]], key)]
		)

	@classmethod
	def renew(cls, records: Sequence[Mapping], plain: Mapping[str, Mapping[str, str]]) -> None:
		"""Bring what changed records need up to date."""
		cls.remove([record["name"] for record in records])
		cls.add(records, plain)

	@staticmethod
	def remove(names: Sequence[str]) -> None:
		"""Remove what deleted records needed."""
		search_keys.remove(names)


def _keys_of(record: Mapping, plain: Mapping[str, str], key: keyring.Key) -> list[search_keys.Row]:
	"""search_keys.rows_of with the key of the chunk, which needn't be looked up for every part of an address."""
	if record.get("status") not in search_keys.FOUND:
		return []
	texts = search_keys.texts_of(record, plain.get("address_detail"))
	keys = {search_keys.key_of(kind, text, key) for kind, text in texts}
	return [(record["name"], found, record["grid"]) for found in sorted(keys)]


COMPANIONS = {"Resident": (SearchKeys,)}


def companions_of(doctype: str) -> tuple:
	"""Return the companions of a DocType."""
	return COMPANIONS.get(doctype, ())
