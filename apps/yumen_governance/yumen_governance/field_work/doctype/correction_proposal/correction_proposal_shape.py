"""What is sealed of a proposal: every value that it would put into a sealed field, and all plain values together."""

from collections.abc import Callable
from functools import partial

from yumen_governance.registry.sealing.masks import mask_address, mask_all, mask_id_number, mask_phone
from yumen_governance.registry.shape import Seal, Shape

BETWEEN = "、"
# Kind of sealed value: the field that holds the proposed values of this kind, for the reveal
FIELDS = {
	"id_number": "id_numbers",
	"phone": "phones",
	"address": "addresses",
	"health": "health_notes",
}
# All values as they would be written; nobody has a right to reveal this kind
VALUES, VALUES_KIND = "proposed_values", "proposal"


def _each(mask: Callable[[str], str], text: str) -> str:
	return BETWEEN.join(mask(part) for part in text.split(BETWEEN))


SHAPE = Shape(
	"Correction Proposal",
	seals={
		"id_numbers": Seal("id_number", partial(_each, mask_id_number)),
		"phones": Seal("phone", partial(_each, mask_phone)),
		"addresses": Seal("address", partial(_each, mask_address)),
		"health_notes": Seal("health", mask_all),
		VALUES: Seal(VALUES_KIND, mask_all),
	},
)


def shape() -> Shape:
	"""Return the shape of a proposal (hook `sealed_shapes`)."""
	return SHAPE
