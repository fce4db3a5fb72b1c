"""Both Redis servers are emptied under work: what waits is found again in the rows, and nobody sees too much.

FAULT_PROBES=10000 asks as often what people may see while the cache is emptied.
"""

import os
import random
import threading
import time
import uuid
from collections import Counter
from urllib.parse import quote

import frappe
import pytest
import requests
from frappe.utils.background_jobs import get_queue

from tests.faults.processes import at_work, frozen, queue_workers, scheduler, waited
from tests.faults.reporting import EVENT, TITLE, assert_whole, report_of
from tests.faults.servers import Redis
from tests.faults.settings import TWO_INTERVALS

TAKE_IN_MANY = "/api/method/yumen_governance.api.intake.take_in_many"
COUNT = "/api/method/frappe.client.get_count"
DELIVER = "yumen_governance.time_limits.outbox.tasks.deliver_messages"
JOBS = 1000
BATCH = 500
PROBES = int(os.environ.get("FAULT_PROBES") or 10_000)
PROBERS = 4
SECONDS_BETWEEN_FLUSHES = 2
ROLES = ("dispatcher", "window_clerk", "grid_member", "grid_leader", "department_handler", "auditor")

pytestmark = pytest.mark.harsh


def test_a_thousand_jobs_that_are_lost_are_found_again(site, minutely, person, measured):
	clerk, redis = person("window_clerk"), Redis("redis_queue")
	with frozen(*queue_workers()):
		acknowledged = reported_at_once(clerk, JOBS)
		# Workers that stand still have taken one each
		for _job in range(JOBS + len(queue_workers())):
			frappe.enqueue(DELIVER, queue="short")
		assert get_queue("short").count >= JOBS
		redis.flush()
	assert get_queue("short").count == 0
	with at_work(scheduler(site, 10)):
		_told, seconds = waited(lambda: all_told(list(acknowledged.values())), TWO_INTERVALS, every=2)
	assert not told_twice()
	assert_whole(acknowledged, clerk.user)
	measured("jobs lost", JOBS)
	measured("seconds until all was delivered from the rows", round(seconds))


def reported_at_once(clerk, number: int) -> dict[str, str]:
	report, answers = report_of(clerk), {}
	for first in range(0, number, BATCH):
		keys = [uuid.uuid4().hex for _number in range(min(BATCH, number - first))]
		reports = [{**report, "idempotency_key": key, "title": f"{TITLE} {key}"} for key in keys]
		rows = clerk.ok(clerk.post(TAKE_IN_MANY, reports=reports)).json()["message"]["results"]
		assert {row["outcome"] for row in rows} == {"New"}
		answers.update((key, row["event"]) for key, row in zip(keys, rows, strict=True))
	return answers


def all_told(names: list[str]) -> bool:
	"""Whether whoever had to know of these events was told."""
	frappe.db.rollback()
	of_these = {"reference_doctype": EVENT, "reference_name": ["in", names]}
	expanded = frappe.db.count("Outgoing Notice", {**of_these, "status": "Expanded"})
	waiting = frappe.db.count("Message Delivery", {**of_these, "status": "Waiting"})
	return expanded >= len(names) and not waiting


def told_twice() -> tuple:
	"""Deliveries of one notice to one person by one channel that are more than one."""
	return frappe.db.sql(
		"""select notice, channel, receiver, count(*) from `tabMessage Delivery` where ifnull(receiver, '') <> ''
		group by notice, channel, receiver having count(*) > 1"""
	)


class Prober(threading.Thread):
	"""Asks at random what people may see, and compares with what they might before."""

	def __init__(self, people: dict, truth: dict, number: int, seed: float):
		super().__init__(daemon=True)
		self.people, self.truth, self.number = people, truth, number
		self.chance = random.Random(seed)
		self.found: Counter[str] = Counter()
		self.wrong: list[str] = []

	def run(self) -> None:
		try:
			for _probe in range(self.number):
				question = self.chance.choice(list(self.truth))
				answer = asked_again(self.people[question[0]], *question[1:])
				self.found["right" if answer == self.truth[question] else "wrong"] += 1
				if answer != self.truth[question]:
					self.wrong.append(f"{question}: {answer}, before {self.truth[question]}")
		except Exception as error:
			self.wrong.append(repr(error))


def test_sessions_and_permissions_outlive_the_cache(site, person, measured):
	people = {role: person(role) for role in ROLES}
	truth = {question: asked(people[question[0]], *question[1:]) for question in questions()}
	assert len({str(answer) for answer in truth.values()}) > 2
	probers = [Prober(people, truth, PROBES // PROBERS, random.random()) for _number in range(PROBERS)]
	flushes = emptied_while(probers)
	wrong = [each for prober in probers for each in prober.wrong]
	assert wrong[:5] == []
	measured("probes", sum(prober.found["right"] for prober in probers))
	measured("times the cache was emptied", flushes)


def emptied_while(threads: list[threading.Thread]) -> int:
	"""Empty the cache again and again until the threads are done; return how often."""
	redis, times = Redis("redis_cache"), 0
	for thread in threads:
		thread.start()
	while any(thread.is_alive() for thread in threads):
		time.sleep(SECONDS_BETWEEN_FLUSHES)
		redis.flush()
		times += 1
	return times


def questions() -> list[tuple[str, str, str]]:
	"""Who asks, what, about which event: events of all territories, some of which each may see."""
	frappe.db.rollback()
	names = frappe.get_all(EVENT, pluck="name", order_by="creation", limit=400)
	some = random.sample(names, min(30, len(names)))
	return [
		(role, kind, name)
		for role in ROLES
		for kind, about in (("one", some), ("count", [""]), ("list", [""]), ("others", some[:3]))
		for name in about
	]


def asked_again(someone, kind: str, name: str):
	"""Ask a second time where the server closed the idle connection at that moment."""
	try:
		return asked(someone, kind, name)
	except requests.ConnectionError:
		return asked(someone, kind, name)


def asked(someone, kind: str, name: str):
	"""What a person gets to see: the status for one record, a number, or names."""
	if kind == "one":
		return someone.get(f"/api/resource/{quote(EVENT)}/{quote(name)}").status_code
	if kind == "count":
		return someone.get(COUNT, doctype=EVENT).json().get("message")
	if kind == "others":
		path = f"/api/resource/{quote('Timeline Entry')}"
		answer = someone.get(path, filters=f'[["reference_name","=","{name}"]]', limit_page_length=100)
		return answer.status_code, len(answer.json().get("data") or [])
	answer = someone.get(f"/api/resource/{quote(EVENT)}", limit_page_length=500, order_by="name")
	return answer.status_code, tuple(row["name"] for row in answer.json().get("data") or [])
