"""The site on which faults are tried, and what must be true of it after each."""

import os
import random
from urllib.parse import urlsplit

import frappe
import pytest
from frappe.utils import now_datetime

from tests.faults import invariants
from tests.faults.overdue import AGE, due_steps, forget, make_cases
from tests.faults.processes import SITES
from tests.faults.settings import FULL, KILLS, SEED
from yumen_governance.time_limits.watchdog import now_of_database

EVERY_MINUTE = "* * * * *"


def pytest_report_header() -> str:
	return f"FAULT_SEED={SEED} FAULT_KILLS={KILLS} FAULTS={'full' if FULL else 'short'}"


def pytest_collection_modifyitems(items) -> None:
	"""Leave out of the short set what takes long, or takes a server down that other commands of this checkout work with."""
	skip = pytest.mark.skip(reason="Takes long, or a server of the checkout down; `make faults` tries it.")
	for item in items:
		if item.get_closest_marker("harsh") and not FULL:
			item.add_marker(skip)


@pytest.fixture(scope="module")
def site():
	"""The test site, connected."""
	name, before = os.environ.get("TEST_SITE") or urlsplit(os.environ["TEST_URL"]).hostname, os.getcwd()
	os.chdir(SITES)
	frappe.init(site=name)
	frappe.connect()
	yield name
	frappe.destroy()
	os.chdir(before)


@pytest.fixture(autouse=True)
def chance(request) -> None:
	"""The points in time that a test chooses follow from FAULT_SEED and its name."""
	random.seed(f"{SEED} {request.node.name}")


@pytest.fixture(autouse=True)
def unharmed(site):
	"""After each fault, once what waited is done, every invariant holds that held before."""
	before = set(invariants.violations())
	yield
	invariants.settle()
	assert [found for found in invariants.violations() if found not in before] == []


@pytest.fixture
def overdue(site, accounts):
	"""The steps that are due of a thousand cases dispatched a month ago, before any of them has happened."""
	names = make_cases(now_of_database() - AGE, accounts["dispatcher"]["user"])
	frappe.db.commit()
	yield due_steps(names)
	forget(names)


@pytest.fixture
def minutely(site) -> None:
	"""A scheduler that begins now finds due what comes every minute, and not all that never ran on a new site."""
	frappe.db.rollback()
	table = frappe.qb.DocType("Scheduled Job Type")
	others = table.cron_format.isnull() | (table.cron_format != EVERY_MINUTE)
	frappe.qb.update(table).set(table.last_execution, now_datetime()).where(others).run()
	frappe.db.commit()


@pytest.fixture
def measured(record_property):
	"""measured("what", value) goes into the summary of `make faults`."""
	return record_property
