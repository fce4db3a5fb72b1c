"""Sealing the rows of a chunk: the same envelopes, masks and indexes as the form's, with the keys looked up once."""

from collections.abc import Mapping
from dataclasses import replace

from yumen_governance.registry.sealed_document import traces
from yumen_governance.registry.sealing import keyring
from yumen_governance.registry.sealing.blind_index import blind
from yumen_governance.registry.sealing.envelope import seal, unseal
from yumen_governance.registry.shape import Shape


class Blinds:
	"""The blind indexes of a chunk's values, each made once."""

	def __init__(self):
		self.renew()

	def renew(self) -> None:
		"""Begin a chunk: forget the values of the last one, look for new keys."""
		self._keys = list(keyring.keys().values())
		self._known: dict[tuple[str, str], list[str]] = {}

	@property
	def key(self) -> keyring.Key:
		return self._keys[0]

	def of(self, kind: str, value: str) -> list[str]:
		"""Return the indexes of a value under every key in use, the current one first."""
		indexes = self._known.get((kind, value))
		if indexes is None:
			indexes = self._known[kind, value] = [blind(kind, value, key) for key in self._keys]
		return indexes


class Sealer:
	"""Replaces the plain values of a record by what is stored of them."""

	def __init__(self, shape: Shape, blinds: Blinds):
		self.shape, self.blinds = shape, blinds
		self._unindexed = {name: replace(way, indexed=False) for name, way in shape.seals.items()}

	@property
	def columns(self) -> list[str]:
		"""The columns that hold something of a sealed value."""
		found = [name for fieldname, way in self.shape.seals.items() for name in traces(fieldname, way, "")]
		return [*found, "sealed"] if found else []

	def plain_of(self, record: Mapping) -> dict[str, str]:
		"""Return the plain values of a record that isn't sealed."""
		return {name: value for name in self.shape.seals if (value := record.get(name))}

	def opened(self, stored: Mapping) -> dict:
		"""Return a stored record with plain values in the place of masks."""
		plain = unseal(self.shape.doctype, stored["name"], stored.get("sealed"))
		return {**stored, **{name: plain.get(name) for name in self.shape.seals}}

	def seal(self, record: dict) -> dict[str, str]:
		"""Put masks, indexes and the envelope in the place of the plain values, and return those."""
		plain = self.plain_of(record)
		for name, way in self.shape.seals.items():
			value = plain.get(name) or ""
			record.update(traces(name, self._unindexed[name], value))
			if way.indexed:
				record[f"{name}_index"] = self.blinds.of(way.kind, value)[0] if value else None
		if self.shape.seals:
			record["sealed"] = seal(self.shape.doctype, record["name"], plain, self.blinds.key)
		return plain
