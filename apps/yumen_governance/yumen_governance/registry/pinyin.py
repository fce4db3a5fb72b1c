"""Pinyin initials of Chinese names, to find somebody by two or three keys."""

from functools import lru_cache
from itertools import islice, product

from pypinyin import Style, pinyin

# Characters that sound different as surnames, where the initial differs
SURNAMES = {
	"单": "s",
	"仇": "q",
	"解": "x",
	"查": "z",
	"曾": "z",
	"朴": "p",
	"盖": "g",
	"区": "o",
	"种": "c",
	"缪": "m",
	"覃": "q",
	"翟": "z",
}
LONGEST = 50
MOST_READINGS = 8


def initials(text: str | None) -> str:
	"""Return the first letters of a name as it is usually read: 曾小明 → zxm, Anna Li → al."""
	return next(_readings(text or ""))


def readings_of(text: str | None) -> list[str]:
	"""Return the first letters of a name in every way that it may be read, the usual one first."""
	return list(dict.fromkeys(islice(_readings(text or ""), MOST_READINGS)))


def _readings(text: str):
	words = "".join(sign if sign.isalnum() else " " for sign in text).split()
	signs = [sign for word in words for sign in (word[:1] if word.isascii() else word)]
	letters = [_letters(sign) for sign in signs]
	if signs and signs[0] in SURNAMES:
		letters[0] = tuple(dict.fromkeys((SURNAMES[signs[0]], *letters[0])))
	return ("".join(choice)[:LONGEST] for choice in product(*letters))


@lru_cache(maxsize=16384)
def _letters(sign: str) -> tuple[str, ...]:
	if sign.isascii():
		return (sign.lower(),)
	found = pinyin(sign, style=Style.FIRST_LETTER, heteronym=True)[0]
	return tuple(dict.fromkeys(letter[:1] for letter in found if letter)) or (sign,)
