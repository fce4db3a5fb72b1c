"""Running clocks in any number, one for each event of the same size, written by one statement; none is due."""

from datetime import datetime, timedelta

import frappe

from yumen_governance.time_limits.clocks import ladder

from .tables import SizedTable

CLOCK = "Case Clock"
NOW = datetime(2026, 3, 4, 10, 0)
# A limit of a hundred hours: begun an hour ago; what is due began ninety hours ago, past its step at four fifths
LIMIT = timedelta(hours=100)
FRESH, LATE = NOW - timedelta(hours=1), NOW - timedelta(hours=90)
STEPS = ladder.steps_of(
	[
		{"after_percent": 80, "does": "Notify", "tell_handler": 1},
		{"after_percent": 100, "does": "Yellow Order", "tell_leader": 1},
	]
)
VERSION = "1"


def clocks_table() -> SizedTable:
	"""The clocks of the city's events at any size."""
	return SizedTable(CLOCK, fill, VERSION)


def fill(table: str, size: int) -> None:
	"""Write `size` running clocks into an empty table with the columns of Case Clock."""
	ladder.store(STEPS)
	frappe.db.sql(
		f"""insert into `{table}` (
			name, creation, modified, owner, modified_by, reference_doctype, reference_name, kind, run, status,
			length, unit, method, ladder, allowed_seconds, used_seconds, started_on, runs_since, due_on, next_step_on
		)
		select concat('clock', lpad(seq, 12, '0')), %(now)s, %(now)s, 'Administrator', 'Administrator',
			'Governance Event', concat('GE-B-', lpad(seq, 8, '0')), 'Handle', 1, 'Running',
			100, 'Hours', 'Working Time', %(ladder)s, %(seconds)s, 0, %(start)s, %(start)s, %(due)s,
			%(step)s + interval seq %% 86400 second
		from seq_1_to_{int(size)}""",
		{
			"now": NOW,
			"ladder": ladder.name_of(STEPS),
			"seconds": LIMIT.total_seconds(),
			"start": FRESH,
			"due": FRESH + LIMIT,
			"step": FRESH + LIMIT * 4 / 5,
		},
	)
	frappe.db.commit()


def make_due(count: int) -> None:
	"""Let so many clocks have a step due now, and nothing have happened to any."""
	_set_start(count, LATE)


def make_fresh(count: int) -> None:
	"""Have none of the clocks due again."""
	_set_start(count, FRESH)


def _set_start(count: int, start: datetime) -> None:
	forget()
	frappe.db.sql(
		"""update `tabCase Clock` set started_on = %(start)s, runs_since = %(start)s, due_on = %(due)s,
			next_step_on = %(step)s where name <= %(last)s""",
		{"start": start, "due": start + LIMIT, "step": start + LIMIT * 4 / 5, "last": f"clock{count:012}"},
	)
	frappe.db.commit()


def forget() -> None:
	"""Remove what happened to the clocks."""
	for doctype in ("Case Escalation", "Timeline Entry", "Outgoing Notice"):
		frappe.db.sql(f"delete from `tab{doctype}` where reference_name like 'GE-B-%%'")
	frappe.db.sql("delete from `tabNotification Log` where subject = '80 %%'")
