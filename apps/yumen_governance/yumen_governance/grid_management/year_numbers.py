"""Numbers of cases that begin anew each year, GE-2026-00001, from a sequence of the database for each year.

The framework's series locks one row until the transaction ends, so that all intakes would wait for one another. A
sequence is held by no transaction; what a refused intake took stays a gap.
"""

from dataclasses import dataclass

import frappe

# So many numbers are skipped at most when the database stops
KEPT_READY = 20


@dataclass(frozen=True)
class YearNumbers:
	"""The numbers of a DocType: its prefix, and with how many digits at least they are written."""

	doctype: str
	prefix: str
	digits: int = 5

	def take(self, count: int, year: int) -> list[str]:
		"""Return names that nobody else gets, in their order.

		:param year: the year of the record
		"""
		try:
			numbers = self._next(count, year)
		except Exception as error:
			if not frappe.db.is_table_missing(error):
				raise
			self._ensure_apart(year)
			numbers = self._next(count, year)
		return [f"{self.prefix}-{year}-{number:0{self.digits}}" for number in numbers]

	def ensure(self, year: int) -> None:
		"""Make the sequence of a year if it is missing; it goes on after the numbers that are taken."""
		series = f"{self.prefix}-{year}-"
		named = frappe.db.sql(
			f"select max(cast(substr(name, {len(series) + 1}) as unsigned)) from `tab{self.doctype}` where name like %s",
			f"{series}%",
		)[0][0]
		counted = frappe.db.sql("select current from tabSeries where name = %s", series)
		start = max(int(named or 0), int(counted[0][0] or 0) if counted else 0) + 1
		frappe.db.sql_ddl(
			f"create sequence if not exists `{self._sequence(year)}` start with {start} cache {KEPT_READY} nocycle"
		)

	def _sequence(self, year: int) -> str:
		return f"{frappe.scrub(self.doctype)}_{int(year)}"

	def _next(self, count: int, year: int) -> list[int]:
		rows = frappe.db.sql(f"select nextval(`{self._sequence(year)}`) from seq_1_to_{int(count)}")
		return sorted(number for (number,) in rows)

	def _ensure_apart(self, year: int) -> None:
		"""Make a sequence on a connection of its own: making one ends the transaction that it is made in."""
		before = frappe.local.db
		try:
			frappe.connect(set_admin_as_user=False)
			self.ensure(year)
		finally:
			if frappe.local.db is not before:
				frappe.local.db.close()
			frappe.local.db = before
