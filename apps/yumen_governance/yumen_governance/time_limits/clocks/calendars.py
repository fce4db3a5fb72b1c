"""The Working Calendars of the site as one calendar, and the clocks that a change of it moves."""

from datetime import date, timedelta

import frappe
from frappe import _

from yumen_governance.time_limits import memo
from yumen_governance.time_limits.clocks.working_time import Calendar, Shift, Year

DOCTYPE = "Working Calendar"
RECOUNT = "yumen_governance.time_limits.tasks.recount_clocks"
# From this month on the State Council's notice for the next year may be out
FIRST_MONTH_OF_WARNING = 11


def calendar() -> Calendar:
	"""Return all recorded years; kept in the process while no record changes."""
	return memo.of(DOCTYPE, _load)


def _load() -> Calendar:
	years = dict(frappe.get_all(DOCTYPE, fields=["name", "year"], as_list=True))
	shifts = _rows("Working Calendar Shift", ["opens", "closes", "first_day", "last_day"])
	days = _rows("Working Calendar Day", ["day", "parentfield"])
	return Calendar({year: _year(days.get(name, ()), shifts.get(name, ())) for name, year in years.items()})


def _rows(doctype: str, fields: list[str]) -> dict[str, list]:
	rows = frappe.get_all(
		doctype,
		filters={"parenttype": DOCTYPE},
		fields=["parent", *fields],
		order_by="parent, idx",
	)
	by_parent: dict[str, list] = {}
	for row in rows:
		by_parent.setdefault(row.parent, []).append(row)
	return by_parent


def _year(days, shifts) -> Year:
	return Year(
		holidays=frozenset(row.day for row in days if row.parentfield == "holidays"),
		workdays=frozenset(row.day for row in days if row.parentfield == "workdays"),
		shifts=tuple(sorted(map(shift_of, shifts), key=lambda shift: shift.opens)),
	)


def shift_of(row) -> Shift:
	"""Return the office hours of a row of a calendar, whose times are read from the database or from a form."""
	opens, closes = (frappe.utils.to_timedelta(row.get(name)) for name in ("opens", "closes"))
	first, last = (
		frappe.utils.getdate(row.get(name)) if row.get(name) else None for name in ("first_day", "last_day")
	)
	return Shift(timedelta(seconds=opens.seconds), timedelta(seconds=closes.seconds), first, last)


def missing_year(today: date) -> int | None:
	"""Return the year whose calendar an administrator should record now: this one, or from November on the next."""
	wanted = [today.year] + [today.year + 1] * (today.month >= FIRST_MONTH_OF_WARNING)
	known = calendar().years
	return next((year for year in wanted if year not in known), None)


def recount_later() -> None:
	"""Have the running clocks counted again in the background after this transaction."""
	frappe.enqueue(RECOUNT, queue="long", enqueue_after_commit=True)


def uncertain_words(years: list[int]) -> str:
	"""Say of a time limit that it was counted over years without a calendar."""
	return _("The holidays of {0} aren't recorded yet; counted Monday to Friday.").format(
		"、".join(map(str, years))
	)
