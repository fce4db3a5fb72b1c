"""Every scheduled job of the app, and what the site holds, for the test that runs each job twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from unittest.mock import patch

import frappe
from frappe.database import get_db

APP = "yumen_governance."
# What a run may change each time: when it ran, what it logged, what is only kept to be quick
OF_THE_MACHINERY = (
	"tabActivity Log",
	"tabError Log",
	"tabScheduled Job Log",
	"tabScheduled Job Type",
	"tabSessions",
	"tabWatchdog",
)
COLUMNS_OF_TIME = ("modified", "modified_by")


def scheduled_jobs() -> list[str]:
	"""Return the dotted path of every job that the app asks the scheduler for."""
	found = []
	for jobs in frappe.get_hooks("scheduler_events", app_name=APP.rstrip(".")).values():
		for paths in jobs.values() if isinstance(jobs, dict) else [jobs]:
			found += [path for path in paths if path.startswith(APP)]
	return sorted(set(found))


def stored() -> dict[str, tuple[int, int]]:
	"""Return for each table how many rows it has and a checksum of all that is in them but times of change."""
	return {table: _checksum(table, columns) for table, columns in _tables().items()}


@contextmanager
def one_transaction() -> Iterator[None]:
	"""Let jobs go on where they commit, without making anything lasting of it.

	What would commit by itself (a new sequence, an index) is done through another connection.
	"""
	db = frappe.local.db
	with patch.object(db, "commit", lambda: None), patch.object(db, "sql_ddl", _aside):
		yield


def _aside(query: str, *args, **kwargs) -> None:
	other = get_db()
	try:
		other.sql("set session lock_wait_timeout = 1")
		other.sql_ddl(query)
	except frappe.QueryTimeoutError:
		pass  # this transaction uses it already: it is there
	finally:
		other.close()


@cache
def _tables() -> dict[str, list[str]]:
	rows = frappe.db.sql(
		"""select c.table_name, c.column_name from information_schema.columns c
		join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
		where c.table_schema = database() and t.table_type = 'BASE TABLE'"""
	)
	tables: dict[str, list[str]] = {}
	for table, column in rows:
		if table not in OF_THE_MACHINERY and column not in COLUMNS_OF_TIME:
			tables.setdefault(table, []).append(f"ifnull(hex(`{column}`), '-')")
	return tables


def _checksum(table: str, columns: list[str]) -> tuple[int, int]:
	count, total = frappe.db.sql(
		f"select count(*), ifnull(sum(crc32(concat_ws('|', {', '.join(columns)}))), 0) from `{table}`"
	)[0]
	return int(count), int(total)
