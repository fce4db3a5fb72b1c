"""The scheduler is fooled or asleep: a stuck record of a job, or nobody who logged in for ten days."""

from contextlib import contextmanager
from datetime import datetime, timedelta

import frappe
import pytest
import requests
from frappe.utils import add_days, now_datetime
from frappe.utils.background_jobs import create_job_id, execute_job, get_queue
from frappe.utils.scheduler import is_dormant
from rq.job import Job, JobStatus

from tests.faults.overdue import assert_all_of, happened
from tests.faults.processes import at_work, scheduler, waited
from tests.faults.settings import TWO_INTERVALS
from yumen_governance.time_limits import watchdog

HEALTH = "/api/method/yumen_governance.api.health.health"
# The jobs by which a sweep comes about
JOBS = ("yumen_governance.time_limits.tasks.sweep", "yumen_governance.time_limits.tasks.catch_up")
STILL = timedelta(minutes=10)
ALARMS = "select count(*) from `tabOutgoing Notice` where event_type = 'System Alert' and creation >= %s"


@pytest.fixture
def stood_still(site, minutely):
	"""No sweep finished for ten minutes."""
	watchdog.finished(watchdog.SWEEP)
	stand_still(watchdog.SWEEP)
	yield now_datetime()
	watchdog.finished(watchdog.SWEEP)
	frappe.db.commit()


def stand_still(job: str) -> None:
	then = watchdog.utc_of_database() - STILL
	frappe.db.set_value(watchdog.DOCTYPE, job, "finished_utc", then, update_modified=False)
	frappe.db.commit()


@pytest.mark.parametrize("status", [JobStatus.QUEUED, JobStatus.STARTED])
def test_a_job_that_is_only_said_to_be_there_holds_nothing_up(
	site, address, overdue, stood_still, status, measured
):
	assert health(address) == 503
	for method in JOBS:
		make_zombie(method, status)
	clocks = {clock for clock, _step in overdue}
	with at_work(scheduler(site, 10)):
		_done, seconds = waited(lambda: happened(clocks) == overdue, TWO_INTERVALS, every=2)
	waited(lambda: health(address) == 200, TWO_INTERVALS, every=1)
	assert_all_of(overdue)
	measured("seconds until the sweep ran", round(seconds))


def test_a_scheduler_that_sleeps_is_noticed_by_the_next_request(
	site, address, overdue, stood_still, measured
):
	clocks = {clock for clock, _step in overdue}
	with ten_days_without_a_login(), at_work(scheduler(site, 5)):
		assert health(address) == 503
		_done, seconds = waited(
			lambda: visited(address) and happened(clocks) == overdue, TWO_INTERVALS, every=2
		)
		waited(lambda: health(address) == 200, TWO_INTERVALS, every=1)
	assert_all_of(overdue)
	measured("seconds until the sweep ran", round(seconds))


def test_a_standstill_is_told_of_once(site, address, stood_still):
	frappe.db.sql("delete from `tabWatchdog` where name = %s", watchdog.DELIVERY)
	watchdog.finished(watchdog.DELIVERY)
	frappe.db.commit()
	from yumen_governance.time_limits.outbox.tasks import deliver_messages

	for _time in range(3):
		deliver_messages()
		assert health(address) == 503
	assert frappe.db.sql(ALARMS, stood_still)[0][0] == 1


def make_zombie(method: str, status: JobStatus) -> None:
	"""Write the record of a scheduled job that no list holds, as a host that died leaves it."""
	queue = get_queue("default")
	job = Job.create(
		execute_job,
		id=create_job_id(f"scheduled_job::{method}"),
		connection=queue.connection,
		origin=queue.name,
	)
	job.enqueued_at = datetime.utcnow() - STILL
	job.set_status(status)
	job.save()


@contextmanager
def ten_days_without_a_login():
	"""The scheduler finds that nobody logged in for ten days, with the framework's own setting of four."""
	settings = frappe.db.get_single_value("System Settings", "dormant_days")
	kept = frappe.db.sql("select name, modified from `tabActivity Log`")
	frappe.db.set_single_value("System Settings", "dormant_days", 4)
	frappe.db.sql("update `tabActivity Log` set modified = %s", add_days(now_datetime(), -10))
	frappe.get_doc(
		{"doctype": "Scheduled Job Log", "scheduled_job_type": "tasks.sweep", "status": "Complete"}
	).insert()
	frappe.db.commit()
	frappe.clear_cache()
	assert is_dormant()
	try:
		yield
	finally:
		frappe.db.rollback()
		frappe.db.set_single_value("System Settings", "dormant_days", settings)
		for name, modified in kept:
			frappe.db.sql("update `tabActivity Log` set modified = %s where name = %s", (modified, name))
		frappe.db.commit()
		frappe.clear_cache()


def visited(address: str) -> bool:
	"""Anybody opens any page."""
	return requests.get(local(address) + "/api/method/ping", headers=host(address), timeout=30).ok


def health(address: str) -> int:
	return requests.get(local(address) + HEALTH, headers=host(address), timeout=30).status_code


def local(address: str) -> str:
	return f"http://127.0.0.1:{address.rpartition(':')[2]}"


def host(address: str) -> dict[str, str]:
	return {"Host": address.partition("//")[2]}
