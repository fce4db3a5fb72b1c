"""Background jobs that go wrong, on a queue and with a worker of their own.

From sites/: python -m tests.faults.jobs work QUEUE
python -m tests.faults.jobs deliver SITE ADDRESS WAY: what is sent to ADDRESS raises, aborts or never ends
"""

import os
import sys
import time
from collections.abc import Callable

import frappe
from frappe.utils.background_jobs import execute_job, get_redis_conn
from rq import Queue, Worker
from rq.job import Job


def note_person(key: str, failures: int) -> None:
	"""Note who this job is, and fail so many times as one that met a deadlock."""
	tries = get_redis_conn().rpush(f"{key} persons", frappe.session.user)
	if tries <= failures:
		raise frappe.RetryBackgroundJobError


def raises() -> None:
	raise RuntimeError("poison")


def aborts() -> None:
	os.abort()


def never_ends() -> None:
	while True:
		time.sleep(1)


WAYS = {function.__name__: function for function in (raises, aborts, never_ends)}


def put(queue: str, function: Callable, user: str, timeout: int = 120, **arguments) -> Job:
	"""Put a job of a person into a queue that no worker of the bench looks at, as frappe.enqueue would."""
	wrapped = {"site": frappe.local.site, "user": user, "method": function, "event": None}
	apart = Queue(queue, connection=get_redis_conn())
	return apart.enqueue_call(
		execute_job,
		timeout=timeout,
		kwargs={**wrapped, "job_name": None, "is_async": True, "kwargs": arguments},
	)


def works() -> str:
	return "done"


def work(queue: str) -> None:
	with frappe.init_site():
		connection = get_redis_conn()
	Worker([Queue(queue, connection=connection)], connection=connection).work()


def deliver(site: str, address: str, way: str) -> None:
	"""Deliver what waits; the adapter of files breaks at one address."""
	from yumen_governance.time_limits.outbox.adapters.file import LocalFile
	from yumen_governance.time_limits.outbox.tasks import deliver_messages

	send = LocalFile.send
	LocalFile.send = lambda self, message: WAYS[way]() if message.address == address else send(self, message)
	frappe.init(site=site)
	frappe.connect()
	deliver_messages()


if __name__ == "__main__":
	{"work": work, "deliver": deliver}[sys.argv[1]](*sys.argv[2:])
