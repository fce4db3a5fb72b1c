"""Numbers that people and organizations are known by: one way to write each, and what is wrong with it.

Citizen ID after GB 11643, unified social credit code after GB 32100 with the organization code of GB 11714, documents
of foreigners (GA/T 517) and telephone numbers. A `…_problem` function returns what is wrong and how to mend it in
the reader's language, or None.
"""

import re
import unicodedata
from datetime import date

from frappe import _
from stdnum.cn import ric, uscc

ID_LENGTH, OLD_ID_LENGTH = 18, 15
EARLIEST_BIRTH = date(1850, 1, 1)
CHILD_YEARS = 14
MALE, FEMALE = "1", "2"
DOCUMENT_LENGTH = 30
USCC_LENGTH = 18
USCC_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ORGANIZATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"0(?:10|2\d|[3-9]\d{2})-?\d{7,8}")
SERVICE_NUMBER = re.compile(r"[48]00\d{7}")


def tidy(text: str | None) -> str:
	"""Return a text with full-width signs made half-width and without spaces around or inside."""
	return re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(text or "")))


# Citizen ID ----------------------------------------------------------------------------------------------------------


def normalise_id_number(text: str | None) -> str:
	"""Return a citizen ID as it is stored: 18 characters, upper-case X; an old number with a real date is converted."""
	number = tidy(text).upper()
	if is_old_id(number) and birth_date_of(_lengthened(number)):
		return with_check_digit(_lengthened(number))
	return number


def is_old_id(text: str | None) -> bool:
	"""Tell whether a text is a citizen ID of 15 digits, as issued until 1999."""
	number = tidy(text)
	return len(number) == OLD_ID_LENGTH and _is_digits(number)


def with_check_digit(body: str) -> str:
	"""Return a citizen ID: 17 digits and their check digit."""
	return body + ric.calc_check_digit(f"{body}0")


def birth_date_of(number: str | None) -> date | None:
	"""Return the birth date in a citizen ID of 18 characters (or its first 17), None when it is no real date."""
	digits = (number or "")[6:14]
	if len(digits) != 8 or not _is_digits(digits):
		return None
	try:
		return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
	except ValueError:
		return None


def sex_of(number: str) -> str:
	"""Return the code of sex (GB/T 2261.1) in a valid citizen ID."""
	return MALE if int(number[16]) % 2 else FEMALE


def id_problem(number: str, today: date) -> str | None:
	"""Say what is wrong with a normalised citizen ID. Whether its region exists is not checked: codes change."""
	if len(number) == OLD_ID_LENGTH and _is_digits(number):
		return _("The birth date {0} in this old number of 15 digits doesn't exist.").format(
			f"19{number[6:12]}"
		)
	if len(number) != ID_LENGTH:
		return _("A citizen ID has 18 characters, this has {0}.").format(len(number))
	if not _is_digits(number[:17]) or number[17] not in "0123456789X":
		return _("A citizen ID has 17 digits and a check digit, which may be X.")
	return _birth_problem(number, today) or _check_digit_problem(number[17], ric.calc_check_digit(number))


def _birth_problem(number: str, today: date) -> str | None:
	born, written = birth_date_of(number), number[6:14]
	if not born:
		return _("The birth date {0} in it doesn't exist.").format(written)
	if born > today:
		return _("The birth date {0} in it lies in the future.").format(written)
	if born < EARLIEST_BIRTH:
		return _("The birth date {0} in it is too long ago.").format(written)
	return None


def _check_digit_problem(found: str, expected: str) -> str | None:
	if found == expected:
		return None
	return _("The check digit should be {0}, not {1}: please compare each digit with the document.").format(
		expected, found
	)


def _lengthened(old: str) -> str:
	return f"{old[:6]}19{old[6:]}"


def child_until(born: date) -> date:
	"""Return the fourteenth birthday: until then the whole record is sensitive (PIPL art. 28)."""
	try:
		return born.replace(year=born.year + CHILD_YEARS)
	except ValueError:
		return date(born.year + CHILD_YEARS, 3, 1)


# Organizations -------------------------------------------------------------------------------------------------------


def normalise_uscc(text: str | None) -> str:
	"""Return a unified social credit code as it is stored: no separators, upper case."""
	return tidy(text).replace("-", "").upper()


def uscc_problem(code: str) -> str | None:
	"""Say what is wrong with a normalised unified social credit code, the organization code inside included."""
	if len(code) != USCC_LENGTH:
		return _("A unified social credit code has 18 characters, this has {0}.").format(len(code))
	if strange := sorted(set(code) - set(USCC_CHARACTERS)):
		return _(
			"A unified social credit code doesn't contain {0}; the letters I, O, S, V and Z are never used."
		).format(" ".join(strange))
	if not _is_digits(code[2:8]):
		return _("Characters 3 to 8 are the region and must be digits.")
	return _organization_code_problem(code[8:17]) or _check_digit_problem(
		code[17], uscc.calc_check_digit(code)
	)


def _organization_code_problem(code: str) -> str | None:
	expected = organization_check_digit(code[:8])
	if code[8] == expected:
		return None
	return _("Character 17, the check digit of the organization code, should be {0}, not {1}.").format(
		expected, code[8]
	)


def with_check_digits(place: str, organization: str) -> str:
	"""Return a unified social credit code with its two check digits.

	:param place: registrar, category and region, 8 characters
	:param organization: the organization code without its check digit, 8 characters
	"""
	code = f"{place}{organization}{organization_check_digit(organization)}"
	return code + uscc.calc_check_digit(code)


def organization_check_digit(body: str) -> str:
	"""Return the check digit of an organization code (GB 11714) for its first eight characters."""
	total = sum(weight * int(sign, 36) for weight, sign in zip(ORGANIZATION_WEIGHTS, body, strict=True))
	return "0123456789X0"[11 - total % 11]


# Other documents and telephones --------------------------------------------------------------------------------------


def normalise_document(text: str | None) -> str:
	"""Return the number of a passport or permit as it is stored: upper case, no spaces."""
	return tidy(text).upper()


def document_problem(number: str) -> str | None:
	"""Say what is wrong with the number of a foreigner's document; its kinds have no common check digit."""
	if len(number) > DOCUMENT_LENGTH:
		return _("A document number has at most {0} characters, this has {1}.").format(
			DOCUMENT_LENGTH, len(number)
		)
	if not re.fullmatch(r"[0-9A-Z()/-]+", number):
		return _("A document number consists of letters and digits.")
	return None


def normalise_phone(text: str | None) -> str:
	"""Return a telephone number as it is stored: 19900001234 or 0937-3331234, without +86."""
	number = re.sub(r"[()]", "", tidy(text)).removeprefix("+86").removeprefix("0086")
	digits = re.sub(r"[-–—]", "", number)
	if re.fullmatch(r"861[3-9]\d{9}", digits):
		digits = digits[2:]
	if LANDLINE.fullmatch(digits):
		area = 3 if re.match(r"0(?:10|2\d)", digits) else 4
		return f"{digits[:area]}-{digits[area:]}"
	return digits


def phone_problem(number: str) -> str | None:
	"""Say what is wrong with a normalised telephone number."""
	if MOBILE.fullmatch(number) or LANDLINE.fullmatch(number) or SERVICE_NUMBER.fullmatch(number):
		return None
	if re.fullmatch(r"[2-8]\d{6,7}", number):
		return _("The area code is missing, such as 0937-{0}.").format(number)
	if number.startswith("1") and _is_digits(number):
		return _("A mobile number has 11 digits, this has {0}, or its second digit is below 3.").format(
			len(number)
		)
	return _(
		"This is no telephone number: 11 digits of a mobile, or area code and number such as 0937-3331234."
	)


def _is_digits(text: str) -> bool:
	return text.isascii() and text.isdigit()
