"""The database is killed, or its connections are, while people report: what is acknowledged is there, once, afterwards."""

import random
import time

import frappe
import pytest

from tests.faults.processes import waited
from tests.faults.reporting import assert_stored, report_of, reporting
from tests.faults.servers import database
from tests.faults.settings import KILLS, PATIENCE

REPORTERS = 6
# What people and jobs may have to wait for by themselves, once the database answers
MOST_SECONDS_TO_RECOVER = 30
TIMES = max(1, KILLS // 7)


@pytest.fixture
def clerk(person):
	return person("window_clerk")


@pytest.mark.harsh
def test_killed_database_loses_and_doubles_nothing(site, clerk, measured):
	server, recovered, began = database(), [], time.monotonic()
	with reporting(clerk, report_of(clerk), faults=True, reporters=REPORTERS) as reporters:
		for _kill in range(TIMES):
			time.sleep(random.uniform(2, 4))
			with server.dead():
				time.sleep(random.uniform(0, 2))
			recovered += [seconds_until_somebody_is_answered(reporters), seconds_until_a_job_is_done()]
	tell(measured, "times the database was killed", reporters, recovered, time.monotonic() - began)


def test_killed_connections_lose_and_double_nothing(site, clerk, measured):
	recovered, began = [], time.monotonic()
	with reporting(clerk, report_of(clerk), faults=True, reporters=REPORTERS) as reporters:
		for _kill in range(KILLS):
			time.sleep(random.uniform(0.3, 1))
			kill_connections()
		recovered += [seconds_until_somebody_is_answered(reporters), seconds_until_a_job_is_done()]
	tell(measured, "times all connections were killed", reporters, recovered, time.monotonic() - began)


def tell(measured, what: str, reporters: list, recovered: list[float], seconds: float) -> None:
	reconnect()
	number = assert_stored(reporters)
	measured(what, KILLS if "connections" in what else TIMES)
	measured("reports acknowledged", f"{number} ({number / seconds:.0f} a second)")
	measured("answers that failed", sum(sum(reporter.failures.values()) for reporter in reporters))
	measured("seconds until web or worker went on, longest", round(max(recovered), 1))
	assert max(recovered) < MOST_SECONDS_TO_RECOVER


def seconds_until_somebody_is_answered(reporters: list) -> float:
	before = sum(len(reporter.answers) for reporter in reporters)
	return waited(lambda: sum(len(reporter.answers) for reporter in reporters) > before, PATIENCE)[1]


def seconds_until_a_job_is_done() -> float:
	"""Have a worker that was there before count something in the database."""
	waited(reconnect, PATIENCE)
	job = frappe.enqueue("yumen_governance.events.tally.tasks.fold_counts", queue="default")
	return waited(lambda: job.get_status(refresh=True) == "finished", PATIENCE)[1]


def kill_connections() -> None:
	"""Kill every connection of this site but the one that kills them."""
	waited(reconnect, PATIENCE)
	own = frappe.db.sql("select connection_id()")[0][0]
	for (number,) in frappe.db.sql(
		"select id from information_schema.processlist where user = %s", frappe.conf.db_name
	):
		if number != own:
			try:
				frappe.db.sql(f"kill {int(number)}")
			except frappe.db.OperationalError:
				frappe.db.rollback()  # it had ended by itself


def reconnect() -> bool:
	"""Connect this process anew if its connection is gone; True once it is connected."""
	try:
		frappe.db.sql("select 1")
	except Exception:
		try:
			frappe.db.close()
			frappe.connect()
		except Exception:
			return False
	return True
