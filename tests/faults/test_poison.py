"""What can't be done: a message whose sending raises, aborts or never ends, and jobs like that. The others go on."""

import json
import subprocess
import time

import frappe
import pytest

from tests.faults.jobs import WAYS, put, works
from tests.faults.processes import at_work, frozen, kill, queue_workers, silent, waited
from tests.faults.settings import PATIENCE
from yumen_governance.time_limits import outbox
from yumen_governance.time_limits.outbox.adapters.file import file_of
from yumen_governance.time_limits.outbox.failures import MOST_ATTEMPTS
from yumen_governance.time_limits.outbox.tasks import deliver_messages

REPLAY = "/api/method/yumen_governance.api.notifications.replay"
CHANNEL, DELIVERY = "Notification Channel", "Message Delivery"
# Seconds that a delivery may take before it is held for one that never ends, as the queue's own limit does
SECONDS_OF_A_ROUND = {"raises": PATIENCE, "aborts": PATIENCE, "never_ends": 15}
REASONS = {"raises": "RuntimeError: poison", "aborts": "", "never_ends": ""}
OTHER_JOBS = 10


@pytest.fixture
def channel(site):
	"""A channel that leaves the database, in use, while the bench's own workers stand still."""
	with frozen(*queue_workers()):
		name = f"故障测试{frappe.generate_hash(length=6)}"
		doc = frappe.get_doc({"doctype": CHANNEL, "channel_name": name, "kind": "File", "is_active": 1})
		doc.name = name
		doc.db_insert()  # the form keeps it for developers' sites
		frappe.db.commit()
		yield name
		frappe.db.rollback()
		notices = frappe.get_all(DELIVERY, {"channel": name}, pluck="notice", limit_page_length=0)
		frappe.db.delete(DELIVERY, {"notice": ["in", notices or [""]]})
		frappe.db.delete("Outgoing Notice", {"name": ["in", notices or [""]]})
		frappe.db.delete(CHANNEL, {"name": name})
		frappe.db.commit()
	file_of(name).unlink(missing_ok=True)


@pytest.mark.parametrize("way", ["raises", "aborts", pytest.param("never_ends", marks=pytest.mark.harsh)])
def test_poison_is_parked_with_its_cause_and_sent_again_once(site, channel, person, accounts, way, measured):
	poisoned, *others = [
		account["user"] for account in accounts.values() if account["user"] != "Administrator"
	]
	tell(poisoned, *others)
	rounds = 0
	while not (poison := delivery(channel, poisoned)) or poison.status != "Dead":
		rounds += 1
		assert rounds <= MOST_ATTEMPTS + 2
		one_round(site, poisoned, way)
		if rounds == 2:
			assert {delivery(channel, other).status for other in others} == {"Delivered"}
		let_time_pass(channel)
	assert poison.failure
	assert REASONS[way] in poison.failure
	assert lines(channel, poisoned) == []
	replay(person("governance_administrator"), poison.name)
	assert delivery(channel, poisoned).status == "Delivered"
	assert [len(lines(channel, user)) for user in (poisoned, *others)] == [1] * (1 + len(others))
	measured("parked after attempts", poison.attempts)
	measured("cause", poison.failure)


def tell(*users: str) -> None:
	"""Post a message to each; the first is the first to go out."""
	for user in users:
		key = f"poison {frappe.generate_hash()}"
		notice = outbox.Notice("System Alert", None, None, outbox.users(user), {"reason": "Test"}, key)
		outbox.post(notice)
		frappe.db.commit()


def one_round(site: str, address: str, way: str) -> None:
	"""Let a worker deliver, until it ends, dies or has taken too long and is killed."""
	process = silent("-m", "tests.faults.jobs", "deliver", site, address, way)
	try:
		process.wait(SECONDS_OF_A_ROUND[way])
	except subprocess.TimeoutExpired:
		kill(process)


def delivery(channel: str, user: str):
	frappe.db.rollback()
	rows = frappe.get_all(
		DELIVERY, {"channel": channel, "receiver": user}, ["name", "status", "failure", "attempts"]
	)
	assert len(rows) <= 1
	return rows[0] if rows else None


def let_time_pass(channel: str) -> None:
	"""Put leases and pauses in the past."""
	frappe.db.sql(
		"update `tabMessage Delivery` set run_at = run_at - interval 1 hour where channel = %s and status = 'Waiting'",
		channel,
	)
	frappe.db.commit()


def replay(administrator, name: str) -> None:
	"""Send again by the desk's method, twice; and let a worker that nothing poisons deliver, twice."""
	again = [
		administrator.ok(administrator.post(REPLAY, names=[name])).json()["message"] for _time in range(2)
	]
	assert again == [1, 0]
	for _time in range(2):
		frappe.db.rollback()
		deliver_messages()


def lines(channel: str, user: str) -> list[dict]:
	file = file_of(channel)
	rows = [json.loads(line) for line in file.read_text().splitlines()] if file.is_file() else []
	return [row for row in rows if row["address"] == user]


def test_poisoned_jobs_hold_no_others_up(site, measured):
	queue, user = f"faults {frappe.generate_hash()}", "Administrator"
	with at_work(silent("-m", "tests.faults.jobs", "work", queue)):
		poison = [put(queue, function, user, timeout=5) for function in WAYS.values()]
		others = [put(queue, works, user) for _number in range(OTHER_JOBS)]
		began = time.monotonic()
		waited(lambda: all(job.get_status() == "finished" for job in others), 3 * PATIENCE)
		seconds = time.monotonic() - began
	assert [job.get_status() for job in poison] == ["failed"] * len(poison)
	measured("seconds until the others were done", round(seconds))
