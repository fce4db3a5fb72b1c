"""Cells of an exported table: a text that a spreadsheet would calculate is made a text again."""

import datetime
import re

# What begins a formula or is taken for one after pasting, also in full width; blanks before it don't help
FORMULA = re.compile(r"^[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212]")
LEADING_CONTROL = re.compile(r"^[\t\r\n]")
NOT_IN_A_CELL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST_CELL = 32_767
APOSTROPHE = "'"

Cell = (
	str | int | float | bool | datetime.date | datetime.datetime | datetime.time | datetime.timedelta | None
)


def neutral(value: Cell) -> Cell:
	"""Return a value that no spreadsheet calculates: texts that look like a formula begin with an apostrophe."""
	if not isinstance(value, str):
		return value
	text = NOT_IN_A_CELL.sub("", value)[: LONGEST_CELL - 1]
	return f"{APOSTROPHE}{text}" if FORMULA.match(text) or LEADING_CONTROL.match(text) else text
