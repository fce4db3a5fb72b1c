"""Dates as people and spreadsheets write them."""

import re
from datetime import date, timedelta

from frappe import _

SEPARATED = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s]+[\d:.]+)?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
SERIAL = re.compile(r"(\d{5})(?:\.0+)?")
DAY_ZERO = date(1899, 12, 30)
SHORT_YEAR = re.compile(r"\d{1,2}[-/.年]\d{1,2}[-/.月]\d{1,4}日?")


def date_of(text: str) -> date:
	"""Read a date: 1990-01-31, 1990/1/31, 1990.1.31, 1990年1月31日, 19900131, or a spreadsheet's day number.

	:raises ValueError: no such day, or written so that it could mean several; the message says what to do
	"""
	text = text.strip()
	try:
		if len(text) == 10 and text[4] == "-" == text[7]:
			return date.fromisoformat(text)
		found = SEPARATED.fullmatch(text) or COMPACT.fullmatch(text)
		if found:
			return date(int(found[1]), int(found[2]), int(found[3]))
	except ValueError:
		raise ValueError(_("This day doesn't exist. Write it as in 1990-01-31.")) from None
	if found := SERIAL.fullmatch(text):
		return DAY_ZERO + timedelta(days=int(found[1]))
	if SHORT_YEAR.fullmatch(text):
		raise ValueError(_("Day, month and year can't be told apart. Write it as in 1990-01-31."))
	raise ValueError(_("This is no date. Write it as in 1990-01-31."))
