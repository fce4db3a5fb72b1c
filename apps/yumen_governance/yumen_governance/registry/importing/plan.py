"""The plan of an import: which column is which field, and what is wanted."""

from dataclasses import dataclass

RESIDENT = "Resident"
# Fields that come before their own columns: links of residents that the import may make
HOUSEHOLD, RESIDENCE, ADDRESS_TEXT = "household", "residence", "address_detail"


@dataclass(frozen=True)
class Plan:
	"""What an import does.

	fields: field by position of its column. width: cells of a row. insert: make records that don't exist yet. update:
	renew existing records instead of skipping them. clear: an empty cell empties the field instead of leaving it. create_missing: make the households
	and addresses that residents name. writes: False for a check without consequences. began: when the import was
	started first.
	"""

	doctype: str
	fields: dict[int, str]
	width: int
	user: str
	insert: bool = True
	update: bool = True
	clear: bool = False
	create_missing: bool = False
	writes: bool = True
	began: str = ""
