"""Amounts of money in Chinese capital numerals (大写金额), as vouchers carry them.

After the People's Bank's rules for filling in vouchers (正确填写票据和结算凭证的基本规定): 整 follows a
full yuan, 角 may stand without it, 分 never has it; zeros between figures are written once.
"""

from decimal import ROUND_HALF_UP, Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿")
LIMIT = Decimal(10) ** 12


def in_capital_numerals(amount: Decimal | float | int | str) -> str:
	"""Return an amount in yuan in capital numerals, rounded to the fen.

	:raises ValueError: a negative amount, or one of a trillion yuan and more
	"""
	exact = Decimal(str(amount)).quantize(Decimal("0.01"), ROUND_HALF_UP)
	if not 0 <= exact < LIMIT:
		raise ValueError(amount)
	yuan, fen = divmod(int(exact * 100), 100)
	whole = f"{_integer(yuan)}元" if yuan else ""
	return whole + _fraction(fen, follows_yuan=bool(yuan)) if whole or fen else "零元整"


def _fraction(hundredths: int, follows_yuan: bool) -> str:
	jiao, fen = divmod(hundredths, 10)
	if not hundredths:
		return "整"
	text = f"{DIGITS[jiao]}角" if jiao else DIGITS[0] * follows_yuan
	return text + (f"{DIGITS[fen]}分" if fen else "")


def _integer(number: int) -> str:
	"""Read a whole number in groups of four figures."""
	text, pending_zero = "", False
	for index in reversed(range(len(GROUPS))):
		group = number // 10 ** (4 * index) % 10_000
		if not group:
			pending_zero = bool(text)
			continue
		if text and (pending_zero or group < 1000):
			text += DIGITS[0]
		text += _group(group) + GROUPS[index]
		pending_zero = False
	return text


def _group(number: int) -> str:
	"""Read one to four figures; zeros inside are read once, those at the end not at all."""
	text, zero = "", False
	for place in reversed(range(len(PLACES))):
		digit = number // 10**place % 10
		if not digit:
			zero = bool(text)
			continue
		text += DIGITS[0] * zero + DIGITS[digit] + PLACES[place]
		zero = False
	return text
