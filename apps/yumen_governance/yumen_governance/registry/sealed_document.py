"""SealedDocument: the base of every DocType that seals values, of the registry or outside it."""

from frappe.model.document import Document

from yumen_governance.registry.sealing.blind_index import blind
from yumen_governance.registry.sealing.envelope import is_outdated, seal, unseal
from yumen_governance.registry.shape import Seal, shape_of


class SealedDocument(Document):
	"""Needs the field `sealed`, and what its shape says of indexes and tails, where its shape seals values.

	A field of a sealed value takes a plain value to store and gives back its mask; an unchanged mask leaves the stored
	value, an emptied field removes it.
	"""

	def plain_values(self) -> dict[str, str]:
		"""Return the plain values of sensitive fields, those that came in and those kept."""
		before = self.get_doc_before_save()
		kept = self.revealed()
		return {
			fieldname: kept.get(fieldname) or ""
			if before and self.get(fieldname) == before.get(fieldname)
			else way.normalise(self.get(fieldname) or "")
			for fieldname, way in shape_of(self.doctype).seals.items()
		}

	def revealed(self) -> dict[str, str]:
		"""Return the stored plain values; callers outside saving go through the reveal that is logged."""
		before = self.get_doc_before_save()
		return unseal(self.doctype, self.name, before.get("sealed")) if before else {}

	def seal(self, plain: dict[str, str]):
		"""Put plain values into the envelope and masks into their fields."""
		ways = shape_of(self.doctype).seals
		if not ways:
			return
		self.update(
			{
				field: value
				for name, way in ways.items()
				for field, value in traces(name, way, self.get(name) or "").items()
			}
		)
		kept = {field: value for field, value in plain.items() if value}
		if kept != self.revealed() or is_outdated(self.sealed):
			self.sealed = seal(self.doctype, self.name, plain)


def traces(fieldname: str, way: Seal, value: str) -> dict[str, str | None]:
	"""Return what is stored of a plain value outside the envelope: its mask, index and tail.

	:param value: the plain value, empty without one
	"""
	stored = {fieldname: way.mask(value) if value else None}
	if way.indexed:
		stored[f"{fieldname}_index"] = blind(way.kind, value) if value else None
	if way.tail:
		stored[f"{fieldname}_tail"] = value[-4:] if value else None
	return stored
