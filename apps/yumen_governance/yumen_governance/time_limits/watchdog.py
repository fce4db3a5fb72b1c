"""Watchdog: when each of the jobs that must never stop last finished, by the clock of the database.

It tells of a stopped job whatever became of the scheduler, the queue and Redis.
"""

import time
from dataclasses import dataclass
from datetime import datetime, timezone

import frappe
from frappe.utils import convert_utc_to_system_timezone, get_datetime

DOCTYPE = "Watchdog"
SWEEP, DELIVERY = "Sweep", "Delivery"
MINUTE = 60
# A job is missed when it hasn't finished for so many intervals
INTERVALS = 3
MOST_SKEW = 60


@dataclass(frozen=True)
class Health:
	"""Whether all is well, the seconds since each job finished, and by how much the clocks of the machines differ."""

	ok: bool
	ages: dict[str, int]
	skew: int


def utc_of_database() -> datetime:
	"""Return the time of the database in UTC."""
	return get_datetime(frappe.db.sql("select utc_timestamp(6)")[0][0])


def now_of_database() -> datetime:
	"""Return the time of the database in the time zone of the site, as records keep it."""
	return convert_utc_to_system_timezone(utc_of_database()).replace(tzinfo=None)


def expect(job: str, interval: int = MINUTE) -> None:
	"""Begin to watch a job that must finish every `interval` seconds; does nothing when it is watched."""
	if not frappe.db.exists(DOCTYPE, job):
		finished(job, interval)


def finished(job: str, interval: int = MINUTE, handled: int = 0) -> None:
	"""Note that a job has finished, in the transaction of the caller.

	:param interval: seconds until it should finish again
	:param handled: how much it did, for people
	"""
	values = {
		"finished_utc": utc_of_database(),
		"interval_seconds": interval,
		"handled": handled,
		"stall_told": 0,
	}
	watch = frappe.qb.DocType(DOCTYPE)
	if frappe.db.exists(DOCTYPE, job):
		query = frappe.qb.update(watch).where(watch.name == job)
		for column, value in values.items():
			query = query.set(watch[column], value)
		query.run()
	else:
		doc = frappe.new_doc(DOCTYPE)
		doc.update({"job": job, **values})
		doc.insert(ignore_permissions=True)  # nobody writes it but the jobs themselves


def health(app_time: float | None = None) -> Health:
	"""Tell whether every watched job finished lately, and the clocks of application and database agree.

	:param app_time: seconds since 1970 by the application's clock, now unless given
	"""
	utc = utc_of_database()
	ages, late = _ages(utc), stalled(utc)
	app_utc = datetime.fromtimestamp(time.time() if app_time is None else app_time, timezone.utc)
	skew = round((app_utc.replace(tzinfo=None) - utc).total_seconds())
	return Health(bool(ages) and not late and abs(skew) <= MOST_SKEW, ages, skew)


def stalled(utc: datetime | None = None) -> list[frappe._dict]:
	"""Return the watched jobs that haven't finished for three of their intervals: job, finished_utc, stall_told."""
	utc = utc or utc_of_database()
	rows = frappe.get_all(DOCTYPE, fields=["job", "finished_utc", "interval_seconds", "stall_told"])
	return [row for row in rows if _age(row, utc) > INTERVALS * row.interval_seconds]


def is_late(job: str, seconds: int = 2 * MINUTE) -> bool:
	"""Tell whether a job last finished so many seconds ago, or never."""
	return _ages(utc_of_database()).get(job, seconds) >= seconds


def claim_stall(job: str) -> bool:
	"""Take it upon the caller to tell people of a stalled job; True for one caller until the job has finished again."""
	watch = frappe.qb.DocType(DOCTYPE)
	untold = (watch.name == job) & (watch.stall_told == 0)
	frappe.qb.update(watch).set(watch.stall_told, 1).where(untold).run()
	return frappe.db._cursor.rowcount == 1


def _ages(utc: datetime) -> dict[str, int]:
	rows = frappe.get_all(DOCTYPE, fields=["job", "finished_utc"])
	return {row.job: round(_age(row, utc)) for row in rows}


def _age(row, utc: datetime) -> float:
	return (utc - row.finished_utc).total_seconds()
