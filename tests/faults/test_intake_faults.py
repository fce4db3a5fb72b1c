"""Intake while web workers die and the queue's Redis stands still or dies: what is acknowledged is stored, once."""

import os
import random
import signal
import socket
import time
import uuid

import frappe
import pytest
import requests

from tests.faults import invariants
from tests.faults.processes import at_work, frozen, queue_workers, server_at, silent, waited, web_workers
from tests.faults.reporting import EVENT, TITLE, assert_stored, assert_whole, post, report_of, reporting
from tests.faults.servers import Redis
from tests.faults.settings import KILLS, PATIENCE

SECONDS_FROZEN = 8
POINTS = ("before commit", "after commit", "during answer")


@pytest.fixture
def clerk(person):
	return person("window_clerk")


@pytest.fixture
def report(clerk) -> dict:
	return report_of(clerk)


def test_killed_web_workers_lose_and_double_nothing(site, clerk, report, measured):
	with reporting(clerk, report) as reporters:
		for _kill in range(KILLS):
			time.sleep(random.uniform(0.2, 0.6))
			victims, _seconds = waited(web_workers, PATIENCE)
			os.kill(random.choice(victims), signal.SIGKILL)
		waited(
			lambda: sum(len(reporter.answers) for reporter in reporters) > KILLS + len(reporters), PATIENCE
		)
	measured("web workers killed", KILLS)
	measured("reports acknowledged", assert_stored(reporters))
	measured("requests cut off", sum(sum(reporter.failures.values()) for reporter in reporters))


@pytest.fixture(scope="module")
def mortal(site):
	"""The address of a web server whose one worker dies where a request says; it is started anew by itself."""
	with socket.socket() as probe:
		probe.bind(("127.0.0.1", 0))
		port = probe.getsockname()[1]
	options = (
		"--bind",
		f"127.0.0.1:{port}",
		"--workers",
		1,
		"--threads",
		2,
		"--worker-class",
		"gthread",
		"--preload",
	)
	server = silent("-m", "gunicorn", *options, "tests.faults.dying:application", DEFAULT_SITE=site)
	with at_work(server):
		base = f"http://127.0.0.1:{port}"
		waited(lambda: answers(base), PATIENCE)
		yield base


@pytest.mark.parametrize("point", POINTS)
def test_web_worker_that_dies_at_a_point_loses_and_doubles_nothing(
	site, clerk, report, mortal, point, measured
):
	acknowledged, times = {}, max(3, KILLS // 2)
	for _kill in range(times):
		key = uuid.uuid4().hex
		with pytest.raises(requests.RequestException):
			post(clerk, report, key, mortal, **{"X-Fault": point}).raise_for_status()
		assert_all_or_nothing(key, is_stored=point != "before commit")
		answer, _seconds = waited(lambda key=key: retried(clerk, report, key, mortal), PATIENCE)
		assert answer["outcome"] == ("New" if point == "before commit" else "Repeated")
		acknowledged[key] = answer["event"]
	assert_whole(acknowledged, clerk.user)
	measured(f"deaths {point}", times)


def test_intake_goes_on_while_the_queue_stands_still(site, clerk, report, measured):
	redis = server_at(Redis("redis_queue").port, "redis-server")
	with frozen(redis), reporting(clerk, report) as reporters:
		time.sleep(SECONDS_FROZEN)
	slowest = max(seconds for reporter in reporters for seconds in reporter.seconds)
	measured("reports acknowledged", assert_stored(reporters))
	measured("slowest, seconds", round(slowest, 1))
	assert slowest < SECONDS_FROZEN / 2


@pytest.mark.harsh
def test_intake_goes_on_without_the_queue(site, clerk, report, measured):
	with frozen(*queue_workers()), Redis("redis_queue").dead(), reporting(clerk, report) as reporters:
		time.sleep(SECONDS_FROZEN)
	slowest = max(seconds for reporter in reporters for seconds in reporter.seconds)
	measured("reports acknowledged", assert_stored(reporters))
	measured("slowest, seconds", round(slowest, 1))
	assert slowest < SECONDS_FROZEN / 2


def answers(base: str, path: str = "/api/method/ping") -> bool:
	try:
		return requests.get(base + path, timeout=5).status_code == 200
	except requests.RequestException:
		return False


def retried(clerk, report: dict, key: str, base: str) -> dict | None:
	"""Send a report again as its sender would; None while the server isn't back."""
	try:
		answer = post(clerk, report, key, base)
	except requests.RequestException:
		return None
	assert answer.status_code == 200, answer.text[:500]
	return answer.json()["message"]


def assert_all_or_nothing(key: str, is_stored: bool) -> None:
	"""What the dead worker did is there as a whole, or not at all."""
	frappe.db.rollback()
	assert frappe.db.count(EVENT, {"title": f"{TITLE} {key}"}) == int(is_stored)
	assert [*invariants.events_are_whole(), *invariants.nothing_is_orphaned()] == []
