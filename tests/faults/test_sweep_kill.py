"""A thousand clocks that are long overdue, and a sweep that is killed wherever it stands: every step happens once.

FAULT_KILLS=200 kills it as often as that; SWEEP_CASES changes how many cases there are.
"""

import time

import frappe
import pytest
from frappe.utils.background_jobs import get_queue

from tests.faults.overdue import assert_all_of, assert_only_of, happened
from tests.faults.processes import at_work, killed, scheduler, started, waited, worker
from tests.faults.settings import KILLS, TWO_INTERVALS
from yumen_governance.time_limits import tasks

SWEEP = ("execute", "yumen_governance.time_limits.tasks.sweep")
JOB = "yumen_governance.time_limits.tasks.sweep"
SECONDS_OF_A_SWEEP = 2.0
SIDE_BY_SIDE = 3
SCHEDULERS, WORKERS = 2, 3
# Two schedulers together may do so much more than one
MOST_WORK = 1.1


def test_killed_sweeps_make_each_step_happen_once(site, overdue, measured):
	assert overdue
	for _kill in range(KILLS):
		killed(site, *SWEEP, within=SECONDS_OF_A_SWEEP)
		assert_only_of(overdue)
	began = time.monotonic()
	assert started(site, *SWEEP).wait() == 0
	assert_all_of(overdue)
	measured("sweeps killed", KILLS)
	measured("steps, each once", len(overdue))
	measured("seconds until all was done after the last kill", round(time.monotonic() - began))


def test_sweeps_side_by_side_make_each_step_happen_once(site, overdue):
	assert overdue
	processes = [started(site, *SWEEP) for _number in range(SIDE_BY_SIDE)]
	assert [process.wait() for process in processes] == [0] * SIDE_BY_SIDE
	assert started(site, *SWEEP).wait() == 0
	assert_all_of(overdue)


@pytest.mark.harsh
def test_two_schedulers_and_three_workers_make_each_step_happen_once(site, minutely, overdue, measured):
	errors = errors_of_the_sweep()
	schedulers = [scheduler(site, 5) for _number in range(SCHEDULERS)]
	workers = [worker(site, "default") for _number in range(WORKERS)]
	clocks = {clock for clock, _step in overdue}
	with at_work(*schedulers, *workers):
		_done, seconds = waited(lambda: happened(clocks) == overdue, TWO_INTERVALS, every=2)
	assert_all_of(overdue)
	assert errors_of_the_sweep() == errors
	measured("steps, each once", len(overdue))
	measured("seconds until all was done", round(seconds))


def test_a_job_that_is_delivered_three_times_and_out_of_order_happens_once(site, overdue, measured):
	errors, clocks = errors_of_the_sweep(), {clock for clock, _step in overdue}
	with at_work(*(worker(site, "default") for _number in range(WORKERS - 1))):
		jobs = [
			frappe.enqueue(method, queue="default", at_front=bool(number % 2))
			for number in range(3)
			for method in (JOB, tasks.catch_up, "yumen_governance.events.tally.tasks.fold_counts")
		]
		waited(
			lambda: all(job.get_status() in ("finished", "failed") for job in jobs), TWO_INTERVALS, every=1
		)
	assert [job.get_status() for job in jobs] == ["finished"] * len(jobs)
	assert happened(clocks) == overdue
	assert_all_of(overdue)
	handled = sum(job.return_value() or 0 for job in jobs if job.kwargs["method"] == JOB)
	assert handled <= MOST_WORK * len(clocks)
	assert errors_of_the_sweep() == errors
	assert not get_queue("default").get_job_ids()
	measured("clocks handled by three sweeps", f"{handled} of {len(clocks)}")


def errors_of_the_sweep() -> int:
	frappe.db.rollback()
	return frappe.db.count("Error Log")
