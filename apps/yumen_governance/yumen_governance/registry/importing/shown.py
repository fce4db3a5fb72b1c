"""What of a file's values may be shown: in previews and reports, sensitive ones are masked."""

import re

from yumen_governance.registry.plain_values import without_plain_values
from yumen_governance.registry.sealing.masks import mask_id_number
from yumen_governance.registry.shape import Shape

# A number as long as a mobile or an ID number is taken for one, whichever column it has slipped into
LONG_NUMBER = re.compile(r"[\dXx]{11,}")
LONG_CODES = ("grid", "uscc")
ID_LENGTH = 18


def shown_in(shape: Shape, fieldname: str | None, text: str) -> str:
	"""Return a value of a file as it may be shown, masked if its field is sensitive or it looks like an ID number."""
	plain = text.strip()
	if plain and fieldname in shape.seals:
		return shape.seals[fieldname].mask(plain)
	if fieldname in LONG_CODES:
		return without_plain_values(plain) if len(plain) == ID_LENGTH else plain
	return LONG_NUMBER.sub(lambda found: mask_id_number(found.group()), plain)
