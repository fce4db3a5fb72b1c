"""What of the registry is collected with a phone: each DocType, its store, and what of it a phone keeps."""

from dataclasses import dataclass

HIDDEN_LEVEL = 9


@dataclass(frozen=True)
class Kind:
	"""A DocType of the registry that is kept on phones.

	live: the states in which a record is still kept there.
	"""

	doctype: str
	store: str
	live: tuple[str, ...]


KINDS = (
	Kind("Standard Address", "addresses", ("In Use",)),
	Kind("Building", "buildings", ("In Use",)),
	Kind("Household", "households", ("Active",)),
	Kind("Resident", "residents", ("Active",)),
	Kind("Rental House", "rental_houses", ("Let Out", "Vacant")),
	Kind("Organization", "organizations", ("Operating", "Out of Business")),
	Kind("Public Facility", "public_facilities", ("In Use", "Under Repair")),
)
BY_DOCTYPE = {kind.doctype: kind for kind in KINDS}
STORES = {kind.doctype: kind.store for kind in KINDS}
