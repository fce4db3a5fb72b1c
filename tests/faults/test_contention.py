"""Two at once: deadlocks and locks that are forced upon requests, fifty people and one step, jobs that are tried again."""

import threading
import time
import uuid
from contextlib import contextmanager

import frappe
import pymysql
import pytest
import requests

from tests.faults.jobs import note_person, put
from tests.faults.processes import at_work, silent, waited
from tests.faults.reporting import EVENT, TITLE, report_of
from tests.faults.settings import KILLS, PATIENCE
from tests.people import server_message
from tests.run_number import run_number

APPLY = "/api/method/frappe.model.workflow.apply_workflow"
TAKE_IN_MANY = "/api/method/yumen_governance.api.intake.take_in_many"
PEOPLE = 50
TIMES = max(1, KILLS // 5)
# So much work makes the other side of a deadlock the cheaper one to undo
WEIGHT = 3000
REFUSED = (403, 409, 417, 503)


@pytest.fixture
def clerk(person):
	return person("window_clerk")


@pytest.fixture
def dispatcher(person):
	return person("dispatcher")


@pytest.fixture
def reported(clerk):
	"""reported() makes an event that a dispatcher may accept."""

	def make() -> str:
		values = {key: value for key, value in report_of(clerk).items() if key != "idempotency_key"}
		name = clerk.create_event(**{**values, "title": f"{TITLE} {run_number()}"})
		clerk.act(name, "Report")
		return name

	return make


def test_of_fifty_people_who_take_one_step_one_takes_it(site, reported, dispatcher, measured):
	worst = []
	for _time in range(TIMES):
		name = reported()
		answers = at_once([lambda name=name: accept(dispatcher, name)] * PEOPLE)
		worst += [answer.elapsed.total_seconds() for answer in answers]
		assert sum(answer.status_code == 200 for answer in answers) == 1
		losers = [answer for answer in answers if answer.status_code != 200]
		assert {answer.status_code for answer in losers} <= set(REFUSED), losers[0].text[:500]
		assert all(server_message(answer) for answer in losers)
		assert steps(name, "Accept") == [dispatcher.user]
	measured("people at once", f"{PEOPLE}, {TIMES} times")
	measured("slowest answer, seconds", round(max(worst), 1))


def test_deadlocked_intake_is_tried_again_as_the_same_person(site, clerk, measured):
	keys, deadlocks = sorted(uuid.uuid4().hex for _number in range(2)), deadlocks_so_far()
	report = report_of(clerk)
	reports = [{**report, "idempotency_key": key, "title": f"{TITLE} {key}"} for key in keys]
	with blocker() as cursor:
		take_key(cursor, *(f"weight {number} {keys[0]}" for number in range(WEIGHT)))
		take_key(cursor, keys[1])
		request = Request(lambda: posted(clerk, TAKE_IN_MANY, reports=reports))
		waited(lambda: is_waiting("insert ignore into `event_intake_key`"), PATIENCE)
		take_key(cursor, keys[0])
	answer = request.answer()
	assert answer.status_code == 200, answer.text[:500]
	assert [row["outcome"] for row in answer.json()["message"]["results"]] == ["New", "New"]
	assert deadlocks_so_far() > deadlocks
	events = [row["event"] for row in answer.json()["message"]["results"]]
	assert {frappe.db.get_value(EVENT, name, "owner") for name in events} == {clerk.user}
	measured("deadlocks forced", deadlocks_so_far() - deadlocks)


def test_deadlocked_step_is_tried_again_as_the_same_person(site, reported, dispatcher, measured):
	deadlocks = deadlocks_so_far()
	for _time in range(TIMES):
		name = reported()
		with blocker() as cursor:
			take_key(cursor, *(f"weight {number} {name}" for number in range(WEIGHT)))
			lock(cursor, "Workflow Action", "reference_name", name)
			request = Request(lambda name=name: accept(dispatcher, name))
			waited(lambda: is_waiting("tabWorkflow Action"), PATIENCE)
			lock(cursor, EVENT, "name", name)
		answer = request.answer()
		assert answer.status_code == 200, answer.text[:500]
		assert steps(name, "Accept") == [dispatcher.user]
	frappe.db.rollback()
	assert deadlocks_so_far() - deadlocks >= TIMES
	measured("deadlocks forced", deadlocks_so_far() - deadlocks)


@pytest.mark.harsh
def test_step_that_waits_in_vain_is_refused_clearly(site, reported, dispatcher, measured):
	name = reported()
	with shorter_waits(2), blocker() as cursor:
		lock(cursor, EVENT, "name", name)
		answer = accept(dispatcher, name)
		assert answer.status_code == 503, answer.text[:500]
		assert "请稍后重试" in server_message(answer)
		assert steps(name, "Accept") == []
	assert accept(dispatcher, name).status_code == 200
	assert steps(name, "Accept") == [dispatcher.user]
	measured("seconds until the refusal", round(answer.elapsed.total_seconds(), 1))


def test_job_that_is_tried_again_stays_its_persons(site, clerk, measured):
	key, failures = f"faults {uuid.uuid4().hex}", 2
	with at_work(silent("-m", "tests.faults.jobs", "work", key)):
		job = put(key, note_person, clerk.user, key=key, failures=failures)
		# The framework marks a job that was tried again as failed, also where the last try did its work
		waited(lambda: job.get_status() in ("finished", "failed"), 2 * PATIENCE)
	users = [user.decode() for user in job.connection.lrange(f"{key} persons", 0, -1)]
	job.connection.delete(f"{key} persons")
	assert users == [clerk.user] * (failures + 1)
	measured("tries", len(users))


class Request(threading.Thread):
	"""A request that goes on beside the test."""

	def __init__(self, send):
		super().__init__(daemon=True)
		self.send, self.result = send, None
		self.start()

	def run(self) -> None:
		try:
			self.result = self.send()
		except Exception as error:
			self.result = error

	def answer(self) -> requests.Response:
		self.join(4 * PATIENCE)
		assert isinstance(self.result, requests.Response), self.result
		return self.result


def at_once(sends: list) -> list[requests.Response]:
	together = threading.Barrier(len(sends))

	def after_all(send):
		together.wait()
		return send()

	return [request.answer() for request in [Request(lambda send=send: after_all(send)) for send in sends]]


def posted(someone, path: str, **values) -> requests.Response:
	"""Post on a connection of its own, as another browser of the same person would."""
	return requests.post(
		someone.base + path,
		json=values,
		headers=dict(someone.session.headers),
		cookies=someone.session.cookies,
		timeout=3 * PATIENCE,
	)


def accept(someone, name: str) -> requests.Response:
	return posted(someone, APPLY, doc={"doctype": EVENT, "name": name}, action="Accept")


def steps(name: str, action: str) -> list[str]:
	frappe.db.rollback()
	return frappe.get_all("Timeline Entry", {"reference_name": name, "action": action}, pluck="actor")


@contextmanager
def blocker():
	"""A connection of its own in a transaction that is undone at the end."""
	conf = frappe.conf
	connection = pymysql.connect(
		host=conf.db_host,
		port=int(conf.db_port),
		user=conf.db_name,
		password=conf.db_password,
		database=conf.db_name,
	)
	try:
		with connection.cursor() as cursor:
			yield cursor
	finally:
		connection.rollback()
		connection.close()


def take_key(cursor, *keys: str) -> None:
	cursor.executemany(
		"insert into event_intake_key (source, idempotency_key, digest, event, taken_on) values ('Window', %s, '', '', now())",
		[(key,) for key in keys],
	)


def lock(cursor, doctype: str, column: str, value: str) -> None:
	cursor.execute(f"select name from `tab{doctype}` where `{column}` = %s for update", value)


def is_waiting(text: str) -> bool:
	"""Whether a statement of the site that holds this text is under way, and still is a moment later."""
	for _look in range(3):
		frappe.db.rollback()
		running = frappe.db.sql(
			"select info from information_schema.processlist where id <> connection_id() and command = 'Query'"
		)
		if not any(text in (info or "") for (info,) in running):
			return False
		time.sleep(0.2)
	return True


def deadlocks_so_far() -> int:
	frappe.db.rollback()
	return int(frappe.db.sql("show global status like 'Innodb_deadlocks'")[0][1])


@contextmanager
def shorter_waits(seconds: int):
	"""Connections that begin in the block wait so long for a lock."""
	from config.bench import services
	from tests.faults.servers import database

	root = pymysql.connect(
		host="127.0.0.1", port=database().port, user="root", password=services.root_password()
	)
	with root, root.cursor() as cursor:
		cursor.execute("select @@global.innodb_lock_wait_timeout")
		usual = cursor.fetchone()[0]
		cursor.execute("set global innodb_lock_wait_timeout = %s", seconds)
		try:
			yield
		finally:
			cursor.execute("set global innodb_lock_wait_timeout = %s", usual)
