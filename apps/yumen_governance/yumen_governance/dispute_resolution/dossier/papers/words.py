"""How dates, amounts and texts are written in papers."""

from datetime import date, datetime

from frappe import _
from frappe.utils import flt, get_datetime, getdate

from yumen_governance.grid_management.capital_numerals import in_capital_numerals

NO_DATE = "　　　年　月　日"


def long_date(value: date | str | None) -> str:
	"""Return 2026年11月23日, or room to write the date by hand."""
	if not value:
		return NO_DATE
	day = getdate(value)
	return f"{day.year}年{day.month}月{day.day}日"


def moment(value: datetime | str | None) -> str:
	"""Return 2026年11月23日9时30分, or room to write it by hand."""
	if not value:
		return f"{NO_DATE}　　时　　分"
	at = get_datetime(value)
	return f"{at.year}年{at.month}月{at.day}日{at.hour}时{at.minute:02}分"


def amount(value: float | None) -> str:
	"""Return 12,000.00元, nothing for no amount."""
	return f"{flt(value, 2):,.2f}元" if value else ""


def money(value: float | None) -> str:
	"""Return 12,000.00元（大写：人民币壹万贰仟元整）."""
	return f"{amount(value)}（大写：人民币{in_capital_numerals(flt(value, 2))}）" if value else ""


def lines(text: str | None) -> list[str]:
	"""Return the paragraphs of a text."""
	return [line.strip() for line in (text or "").splitlines() if line.strip()]


def said(value: str | None) -> str:
	"""Return the Chinese of a choice."""
	return _(value, "zh") if value else ""
