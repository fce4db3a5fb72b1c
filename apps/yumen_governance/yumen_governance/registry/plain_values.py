"""Plain values where none belong: ID numbers and phone numbers found by their pattern, and put out of sight."""

import re

from yumen_governance.registry.sealing.masks import mask_id_number, mask_phone

# 18 digits with a birth date, the last one maybe X; 15 digits of before 1999; a mobile number, maybe with blanks
ID_NUMBER = r"[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]"
OLD_ID_NUMBER = r"[1-9]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}"
PHONE = r"1[3-9]\d[ -]?\d{4}[ -]?\d{4}"
PLAIN = re.compile(
	rf"(?<![\dA-Za-z])(?:(?P<id_number>{ID_NUMBER}|{OLD_ID_NUMBER})|(?:\+?86[ -]?)?(?P<phone>{PHONE}))(?![\dA-Za-z])"
)


def without_plain_values(text: str | None) -> str | None:
	"""Return a text with every ID number and mobile number in it masked."""
	return PLAIN.sub(_masked, text) if text else text


def _masked(found: re.Match) -> str:
	return mask_id_number(found["id_number"]) if found["id_number"] else mask_phone(found["phone"])
