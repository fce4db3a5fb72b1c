"""Cells: what a text in a column means for its field. Each problem says what to do.

A reader turns one text into a value or raises ValueError with the message for the report. `Column` applies a reader
to the cells of a whole chunk and remembers what it has read, because most columns repeat themselves.
"""

import difflib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from frappe import _
from frappe.utils import validate_email_address, validate_phone_number
from frappe.utils.html_utils import sanitize_html

from yumen_governance.registry.importing.dates import date_of

Reader = Callable[[str], object]

BLANKS = " \t\r\n\v\f\u00a0\u3000\u200b\ufeff"
REMEMBERED = 50_000
LARGEST_INT = 2**31 - 1
LARGEST_AMOUNT = 10**11
LONGEST_TEXT = 10_000
LOST_DIGITS = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")
YES = frozenset(("1", "是", "有", "真", "对", "√", "✓", "y", "yes", "true", "t"))
NO = frozenset(("0", "否", "无", "假", "错", "×", "✗", "n", "no", "false", "f"))
CLOSE, ALIKE, MOST_NAMED = 3, 0.5, 6


@dataclass
class Column:
	"""One column of the file on its way into one field.

	remembers: whether the values repeat, so that each text is read only once.
	"""

	fieldname: str
	reader: Reader
	remembers: bool = True
	_known: dict = field(default_factory=dict)

	def read(self, cells: list[str]) -> tuple[list, dict[int, str]]:
		"""Return the values of a chunk's cells, None for blank ones, and messages by position for what is wrong."""
		values, problems = [], {}
		known, reader = self._known, self.reader
		for position, cell in enumerate(cells):
			if cell in known:
				values.append(known[cell])
				continue
			text = cell.strip(BLANKS)
			try:
				value = reader(text) if text else None
			except ValueError as problem:
				problems[position] = str(problem)
				value = None
			else:
				if self.remembers and len(known) < REMEMBERED:
					known[cell] = value
			values.append(value)
		return values, problems


def text_reader(longest: int, checked_as: str | None = None) -> Reader:
	"""Read a text of one line.

	:param longest: in characters
	:param checked_as: what Frappe calls the kind of text: Email, Phone
	"""

	def read(text: str) -> str:
		if "\n" in text or "\r" in text:
			text = " ".join(text.split())
		if len(text) > longest:
			raise ValueError(_("At most {0} characters, this has {1}.").format(longest, len(text)))
		if checked_as == "Email" and not validate_email_address(text):
			raise ValueError(_("This is no e-mail address."))
		if checked_as == "Phone" and not validate_phone_number(text):
			raise ValueError(_("This is no telephone number."))
		return _safe(text)

	return read


def long_text_reader() -> Reader:
	"""Read a text of several lines."""

	def read(text: str) -> str:
		if len(text) > LONGEST_TEXT:
			raise ValueError(_("At most {0} characters, this has {1}.").format(LONGEST_TEXT, len(text)))
		return _safe(text)

	return read


def sealed_reader(normalise: Callable[[str], str]) -> Reader:
	"""Read a sensitive value into the one way of writing it."""

	def read(text: str) -> str:
		if LOST_DIGITS.fullmatch(text):
			raise ValueError(
				_(
					"The spreadsheet turned this number into {0} and lost its last digits. "
					"Format the column as text and fill in the number again."
				).format("1.1E+17")
			)
		if len(text) > LONGEST_TEXT:
			raise ValueError(_("At most {0} characters, this has {1}.").format(LONGEST_TEXT, len(text)))
		return normalise(_safe(text))

	return read


def number_reader(whole: bool, non_negative: bool) -> Reader:
	"""Read a number; thousands separators and full-width digits are understood."""
	largest = LARGEST_INT if whole else LARGEST_AMOUNT

	def read(text: str) -> int | float:
		plain = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "")
		try:
			value = float(plain)
		except ValueError:
			raise ValueError(_("This is no number.")) from None
		if not abs(value) <= largest:
			raise ValueError(_("This number is too large."))
		if whole and not value.is_integer():
			raise ValueError(_("A whole number is wanted here."))
		if non_negative and value < 0:
			raise ValueError(_("A number below zero is not allowed here."))
		return int(value) if whole else value

	return read


def check_reader(text: str) -> int:
	"""Read yes or no."""
	word = text.lower()
	if word in YES:
		return 1
	if word in NO:
		return 0
	raise ValueError(_("Write 是 or 否 here."))


def date_reader(text: str) -> object:
	"""Read a date."""
	return date_of(text)


def choice_reader(choices: Mapping[str, object], explain: Callable[[str], str]) -> Reader:
	"""Read one of a set of known values, by any of the ways of writing it.

	:param choices: value by the folded way of writing, see fold
	:param explain: makes the message for a text that is none of them
	"""

	def read(text: str) -> object:
		value = choices.get(fold(text), choices)
		if value is choices:
			raise ValueError(explain(text))
		return value

	return read


def fold(text: str) -> str:
	"""Return a text as it is compared: half-width, small letters, no blanks; 01 and 1 are the same code."""
	folded = unicodedata.normalize("NFKC", text).lower()
	folded = "".join(folded.split())
	return folded.lstrip("0") or "0" if folded.isdigit() else folded


def name_choices(text: str, labels: list[str]) -> str:
	"""Say that a text is none of the choices, and which come close."""
	near = difflib.get_close_matches(text, labels, CLOSE, ALIKE)
	if near:
		return _("Unknown here. Is it one of these: {0}?").format("、".join(near))
	more = "…" if len(labels) > MOST_NAMED else ""
	return _("Unknown here. Possible are: {0}.").format("、".join(labels[:MOST_NAMED]) + more)


def _safe(text: str) -> str:
	"""What the form would keep of a text that holds markup."""
	return sanitize_html(text) if "<" in text or ">" in text else text
