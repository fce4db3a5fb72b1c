"""The tally against the truth: what every event says that it was counted as, in one snapshot of the database."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

import frappe

from yumen_governance.events.tally.cells import DUE, LONG_PAST, Cell, Standing, changes, hour_of
from yumen_governance.events.tally.fold import add
from yumen_governance.events.tally.layout import COUNTED, COUNTED_DUE, EVENT, TABLE

# Late events are counted together when they are so long overdue
PAST_AFTER = timedelta(days=2)


@dataclass(frozen=True)
class Drift:
	"""A number of the tally that isn't what the events say."""

	area: str
	measure: str
	value: str
	counted: int
	true: int


def drifts(now: datetime) -> list[Drift]:
	"""Return where the tally differs from the events, in the order of the tally."""
	past = hour_of(now - PAST_AFTER)
	counted, true = _tally(past), _truth(past)
	cells = sorted(cell for cell in {*counted, *true} if counted[cell] != true[cell])
	return [Drift(*cell, counted=counted[cell], true=true[cell]) for cell in cells]


def repair(found: list[Drift]) -> None:
	"""Add to the tally what it lacks; changes that were brought in meanwhile stay."""
	add(Counter({(row.area, row.measure, row.value): row.true - row.counted for row in found}))


def put_past_together(now: datetime) -> None:
	"""Count late events that are long overdue in one row an area, and drop rows that count nothing."""
	past = str(hour_of(now - PAST_AFTER))
	frappe.db.sql(
		f"""insert into `{TABLE}` (area, measure, value, n)
		select area, measure, %s, total from (
			select area, measure, sum(n) total from `{TABLE}`
			where measure = %s and value < %s and value <> %s group by area, measure
		) late
		on duplicate key update n = n + values(n)""",
		(LONG_PAST, DUE, past, LONG_PAST),
	)
	frappe.db.sql(
		f"delete from `{TABLE}` where (measure = %s and value < %s and value <> %s) or n = 0",
		(DUE, past, LONG_PAST),
	)


def _tally(past: int) -> Counter[Cell]:
	found: Counter[Cell] = Counter()
	for area, measure, value, n in frappe.db.sql(f"select area, measure, value, n from `{TABLE}`"):
		found[_together((area, measure, value), past)] += int(n)
	return found


def _truth(past: int) -> Counter[Cell]:
	rows = frappe.db.sql(
		f"""select `{COUNTED}`, `{COUNTED_DUE}`, count(*) from `tab{EVENT}`
		where `{COUNTED}` is not null group by `{COUNTED}`, `{COUNTED_DUE}`"""
	)
	found: Counter[Cell] = Counter()
	for counted, counted_due, times in rows:
		for cell, n in changes(None, Standing.read(counted, counted_due), times).items():
			found[_together(cell, past)] += n
	return found


def _together(cell: Cell, past: int) -> Cell:
	area, measure, value = cell
	return (area, measure, LONG_PAST) if measure == DUE and int(value) < past else cell
