"""People who report events one after the other while something breaks, and send again under its key what failed."""

import threading
import time
import uuid
from collections import Counter
from contextlib import contextmanager

import frappe
import requests

from tests.faults import invariants

TAKE_IN = "/api/method/yumen_governance.api.intake.take_in"
EVENT = "Governance Event"
TITLE = "中断测试上报"
REPORTERS = 3
PATIENCE = 60
# Answers that say "not now": whoever gets one sends again
LATER = (500, 502, 503, 504)


def report_of(clerk) -> dict:
	"""What every report says: who may report it, what it is about and where."""
	return {
		"source": "Window",
		"title": TITLE,
		"category": clerk.list("Event Category", filters={"is_group": 0})[0]["name"],
		"grid": clerk.list("Grid", filters={"grid_name": "玉关路社区"})[0]["name"],
	}


class Reporter(threading.Thread):
	"""Reports events one after the other until told to stop; what fails is sent again under its key.

	faults: whether the server may say that it failed, as it does without a database
	"""

	def __init__(self, clerk, report: dict, stop: threading.Event, faults: bool = False):
		super().__init__(daemon=True)
		self.clerk, self.report, self.stop, self.faults = clerk, report, stop, faults
		self.answers: dict[str, str] = {}
		self.seconds: list[float] = []
		self.failures: Counter[str] = Counter()
		self.error: Exception | None = None

	def run(self) -> None:
		try:
			while not self.stop.is_set():
				key = uuid.uuid4().hex
				self.answers[key] = self.send(key)
		except Exception as error:
			self.error = error

	def send(self, key: str) -> str:
		deadline = time.monotonic() + PATIENCE
		while time.monotonic() < deadline:
			began = time.monotonic()
			try:
				answer = post(self.clerk, self.report, key)
			except requests.RequestException as error:
				self.failures[type(error).__name__] += 1
				time.sleep(0.05)
				continue
			if self.faults and answer.status_code in LATER:
				self.failures[str(answer.status_code)] += 1
				time.sleep(0.2)
				continue
			assert answer.status_code == 200, answer.text[:500]
			self.seconds.append(time.monotonic() - began)
			return answer.json()["message"]["event"]
		raise AssertionError("The web server didn't come back.")


def post(clerk, report: dict, key: str, base: str | None = None, **headers: str) -> requests.Response:
	"""Report an event under a key, over a connection of its own."""
	return requests.post(
		(base or clerk.base) + TAKE_IN,
		json={"report": {**report, "idempotency_key": key, "title": f"{TITLE} {key}"}},
		headers={**clerk.session.headers, **headers},
		cookies=clerk.session.cookies,
		timeout=PATIENCE,
	)


@contextmanager
def reporting(clerk, report: dict, faults: bool = False, reporters: int = REPORTERS):
	"""Have people report for the length of the block."""
	stop = threading.Event()
	found = [Reporter(clerk, report, stop, faults) for _number in range(reporters)]
	for reporter in found:
		reporter.start()
	try:
		yield found
	finally:
		stop.set()
		for reporter in found:
			reporter.join()
	assert [reporter.error for reporter in found if reporter.error] == []


def assert_stored(reporters: list[Reporter]) -> int:
	"""Every acknowledged report is one event with all that belongs to it, of the person who reported; return how many."""
	answers = {key: event for reporter in reporters for key, event in reporter.answers.items()}
	assert len(answers) > REPORTERS
	assert_whole(answers, reporters[0].clerk.user)
	return len(answers)


def assert_whole(answers: dict[str, str], user: str) -> None:
	"""Each of these answers is one event, whole, and the person's; and nothing else of the site is harmed."""
	frappe.db.rollback()
	titles = [f"{TITLE} {key}" for key in answers]
	stored = frappe.get_all(EVENT, {"title": ["in", titles]}, ["name", "title", "owner"], limit_page_length=0)
	assert {row.title: row.name for row in stored} == {
		f"{TITLE} {key}": event for key, event in answers.items()
	}
	assert len(stored) == len(answers)
	assert {row.owner for row in stored} == {user}
	names = list(answers.values())
	for doctype in ("Timeline Entry", "Case Clock", "Outgoing Notice"):
		filters = {"reference_doctype": EVENT, "reference_name": ["in", names]}
		known = frappe.get_all(
			doctype, filters, pluck="reference_name", distinct=True, limit_page_length=0, order_by=None
		)
		assert set(known) == set(names), doctype
	invariants.settle()
	assert list(invariants.is_stored(answers)) == []
