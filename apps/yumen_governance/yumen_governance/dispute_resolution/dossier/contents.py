"""What the items of a dossier consist of. Which items there are, in which order and need, is said by records."""

from dataclasses import dataclass

import frappe

COVER = "Cover and Catalogue"
APPLICATION = "Application or Registration"
NOTICE = "Rights Notice"
IDENTITY = "Identity Papers"
POWER = "Power of Attorney"
INVESTIGATION = "Investigation Record"
EVIDENCE = "Evidence"
SESSION = "Mediation Record"
AGREEMENT = "Agreement"
RECEIPT = "Receipts"
VISIT = "Return Visit"
CONFIRMATION = "Judicial Confirmation"
NOTE = "Situation Note"
ATTACHED = "Attached Papers"

MUST, IF_AGREED, AS_NEEDED = "Must", "Must If Agreed", "As Needed"


@dataclass(frozen=True)
class Item:
	"""A Dossier Item Type: one line of the catalogue."""

	name: str
	need: str
	content: str
	what_to_do: str = ""


def items() -> list[Item]:
	"""Return the items in use, in the order of the dossier."""
	rows = frappe.get_all(
		"Dossier Item Type",
		{"is_active": 1},
		["item_name as name", "need", "content", "what_to_do"],
		order_by="sequence, item_name",
	)
	return [Item(row.name, row.need, row.content, row.what_to_do or "") for row in rows]
