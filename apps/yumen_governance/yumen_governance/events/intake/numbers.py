"""Numbers of events, GE-2026-00001, from a sequence of the database for each year.

The framework's series locks one row until the transaction ends, so that all intakes would wait for one another. A
sequence is held by no transaction; what a refused intake took stays a gap.
"""

import frappe

EVENT = "Governance Event"
PREFIX, DIGITS = "GE", 5
# So many numbers are skipped at most when the database stops
KEPT_READY = 20


def take(count: int, year: int) -> list[str]:
	"""Return names that nobody else gets, in their order.

	:param year: the year of the report
	"""
	try:
		numbers = _next(count, year)
	except Exception as error:
		if not frappe.db.is_table_missing(error):
			raise
		_ensure_apart(year)
		numbers = _next(count, year)
	return [f"{PREFIX}-{year}-{number:0{DIGITS}}" for number in numbers]


def ensure(year: int) -> None:
	"""Make the sequence of a year if it is missing; it goes on after the numbers that are taken."""
	series = f"{PREFIX}-{year}-"
	named = frappe.db.sql(
		f"select max(cast(substr(name, {len(series) + 1}) as unsigned)) from `tab{EVENT}` where name like %s",
		f"{series}%",
	)[0][0]
	counted = frappe.db.sql("select current from tabSeries where name = %s", series)
	start = max(int(named or 0), int(counted[0][0] or 0) if counted else 0) + 1
	frappe.db.sql_ddl(
		f"create sequence if not exists `{_sequence(year)}` start with {start} cache {KEPT_READY} nocycle"
	)


def _sequence(year: int) -> str:
	return f"governance_event_{int(year)}"


def _next(count: int, year: int) -> list[int]:
	rows = frappe.db.sql(f"select nextval(`{_sequence(year)}`) from seq_1_to_{int(count)}")
	return sorted(number for (number,) in rows)


def _ensure_apart(year: int) -> None:
	"""Make a sequence on a connection of its own: making one ends the transaction that it is made in."""
	before = frappe.local.db
	try:
		frappe.connect(set_admin_as_user=False)
		ensure(year)
	finally:
		if frappe.local.db is not before:
			frappe.local.db.close()
		frappe.local.db = before
