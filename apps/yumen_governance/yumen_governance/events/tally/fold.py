"""Bringing into the tally what changed since: set-based, in one transaction, beside whoever works on events."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import frappe

from yumen_governance.events.tally.cells import Cell, Standing, changes
from yumen_governance.events.tally.layout import (
	COUNTED,
	COUNTED_DUE,
	EVENT,
	NOW,
	NOW_DUE,
	TABLE,
	UNCOUNTED,
	UNCOUNTED_EVENTS,
)

BATCH = 2000
CELLS_OF_A_STATEMENT = 2000


def fold(limit: int = BATCH) -> int:
	"""Bring up to `limit` events into the tally that stand elsewhere than they were counted.

	Events that somebody is writing are left for the next time; another fold under way leaves this one nothing to do.

	:return: how many events were brought in
	"""
	with _alone() as may:
		return _fold(limit) if may else 0


def _fold(limit: int) -> int:
	rows = frappe.db.sql(
		f"""select name, `{COUNTED}`, `{COUNTED_DUE}`, `{NOW}`, `{NOW_DUE}` from {UNCOUNTED_EVENTS}
		where `{UNCOUNTED}` = 1 limit %s for update skip locked""",
		limit,
	)
	if not rows:
		return 0
	moves = Counter(row[1:] for row in rows)
	added: Counter[Cell] = Counter()
	for (counted, counted_due, now, now_due), times in moves.items():
		was = Standing.read(counted, counted_due) if counted is not None else None
		added.update(changes(was, Standing.read(now, now_due), times))
	add(added)
	frappe.db.sql(
		f"update `tab{EVENT}` set `{COUNTED}` = `{NOW}`, `{COUNTED_DUE}` = `{NOW_DUE}` where name in %s",
		(tuple(row[0] for row in rows),),
	)
	return len(rows)


def add(added: Counter[Cell]) -> None:
	"""Add to the tally, always in the same order, so that nobody waits in a circle."""
	rows = sorted((*cell, n) for cell, n in added.items() if n)
	for first in range(0, len(rows), CELLS_OF_A_STATEMENT):
		part = rows[first : first + CELLS_OF_A_STATEMENT]
		frappe.db.sql(
			f"""insert into `{TABLE}` (area, measure, value, n) values {", ".join(["(%s, %s, %s, %s)"] * len(part))}
			on duplicate key update n = n + values(n)""",
			tuple(value for row in part for value in row),
		)


def forget(doc, method: str | None = None) -> None:
	"""Take an event that is deleted out of the tally, for its on_trash."""
	rows = frappe.db.sql(
		f"select `{COUNTED}`, `{COUNTED_DUE}` from `tab{EVENT}` where name = %s for update", doc.name
	)
	if rows and rows[0][0] is not None:
		add(changes(Standing.read(*rows[0]), None))


@contextmanager
def _alone() -> Iterator[bool]:
	"""Hold the fold's lock, which ends with the connection that died; False when another holds it."""
	name = f"{TABLE} of {frappe.conf.db_name}"[:64]
	held = frappe.db.sql("select get_lock(%s, 0)", name)[0][0] == 1
	try:
		yield held
	finally:
		if held:
			frappe.db.sql("select release_lock(%s)", name)
