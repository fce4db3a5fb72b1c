"""The SQL that a call sends, caught on its way, to be timed apart from the Python around it."""

from collections.abc import Callable
from unittest.mock import patch

import frappe


def statements_of(call: Callable[[], object], doctype: str, *tables: str) -> list[str]:
	"""The statements on a DocType's table, and on further tables, that a call sends, as they reach the server."""
	sent: list[str] = []
	connection = frappe.db._conn
	query = connection.query

	def listen(sql, *arguments, **values):
		sent.append(sql.decode() if isinstance(sql, bytes) else sql)
		return query(sql, *arguments, **values)

	with patch.object(connection, "query", listen):
		call()
	wanted = tuple(f"`{table}`" for table in (f"tab{doctype}", *tables))
	return [sql for sql in sent if any(table in sql for table in wanted)]


def rows_of(statements: list[str]) -> tuple:
	"""Send statements and return the rows of the last one."""
	rows: tuple = ()
	with frappe.db._conn.cursor() as cursor:
		for sql in statements:
			cursor.execute(sql)
			rows = cursor.fetchall()
	return rows


def reads_of(statements: list[str]) -> int:
	"""The rows and index entries that the server reads to answer: a measure that no noise touches."""
	before = _reads()
	rows_of(statements)
	return _reads() - before


def _reads() -> int:
	return sum(int(value) for _name, value in rows_of(["show session status like 'Handler_read%'"]))


def replay(statements: list[str]) -> Callable[[], tuple]:
	"""An arm that sends the same statements and reads all their rows."""
	return lambda: rows_of(statements)
