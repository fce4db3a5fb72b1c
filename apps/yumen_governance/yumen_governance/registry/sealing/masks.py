"""Masks: what is shown of a sensitive value (display limits after GB/T 35273-2020)."""

import re

STARS = "*"


def mask_name(text: str) -> str:
	"""张小明 → 张**."""
	return text[:1] + STARS * (len(text) - 1)


def mask_id_number(text: str) -> str:
	"""990000199001011234 → 990000********1234; shorter numbers keep their last four."""
	head = 6 if len(text) >= 15 else 0
	return _middle(text, head, 4)


def mask_phone(text: str) -> str:
	"""19900001234 → 199****1234."""
	return _middle(text, 3 if len(text) >= 11 else 0, 4)


def mask_address(text: str) -> str:
	"""Keep the address down to township, village or community; nothing of it where none is named."""
	place = re.match(r".*?(?:社区|村|街道|镇|乡)(?!道)", text)
	return f"{place.group() if place else ''}{STARS * 4}"


def mask_all(text: str) -> str:
	"""Nothing is shown but that there is something."""
	return STARS * 4


def _middle(text: str, head: int, tail: int) -> str:
	if len(text) <= head + tail:
		return STARS * len(text)
	return text[:head] + STARS * (len(text) - head - tail) + text[-tail:]
