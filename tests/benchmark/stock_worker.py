"""Stock Frappe's way to do many small things later: a job for each, and a worker that forks for every one of them.

What benchmarks enqueue goes into queues of their own, which no other worker takes from. `python -m
tests.benchmark.stock_worker SITE` works one off and prints the seconds that this took, without its own start. It has
imported what the jobs need, which stock's worker leaves to each forked child: a second for each job, and not what is
measured.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import frappe
from frappe.utils import background_jobs

QUEUE = "long"
ROOT = Path(__file__).resolve().parents[2]


def tell_one(told: str, number: int) -> None:
	"""The effect of a job: one notification on somebody's desk."""
	log = frappe.new_doc("Notification Log")
	log.update({"type": "Alert", "for_user": told, "subject": f"benchmark {number}"})
	log.insert(ignore_permissions=True)  # a benchmark writes as the system


def enqueue(count: int, users: list[str]) -> None:
	"""Put so many jobs into the queue, for these users in turns."""
	from tests.benchmark import stock_worker

	for number in range(count):
		told = users[number % len(users)]
		frappe.enqueue(stock_worker.tell_one, queue=QUEUE, told=told, number=number)


def work_off() -> float:
	"""Have a worker do all jobs of the queue; returns the seconds from its readiness to its end."""
	command = (sys.executable, "-m", "tests.benchmark.stock_worker", frappe.local.site)
	environment = {**os.environ, "PYTHONPATH": str(ROOT)}
	worker = subprocess.run(command, env=environment, capture_output=True, text=True)
	if worker.returncode:
		raise RuntimeError(f"The worker failed: {worker.stdout[-1000:]}{worker.stderr[-1000:]}")
	return float(worker.stdout.split()[-1])


def _own_names():
	return patch.object(background_jobs, "get_bench_id", lambda: "benchmark")


@contextmanager
def own_queues() -> Iterator[None]:
	"""Let what is enqueued inside the block go into the benchmarks' own queues, and be forgotten at its end."""
	with _own_names():
		try:
			yield
		finally:
			for queue in ("short", "default", QUEUE):
				background_jobs.get_queue(queue).empty()


def _main(site: str) -> None:
	from tests.benchmark import stock_worker

	frappe.init(site=site)
	frappe.connect()
	stock_worker.tell_one("Administrator", 0)
	frappe.db.rollback()
	frappe.destroy()
	with _own_names():
		began = time.perf_counter()
		background_jobs.start_worker(queue=QUEUE, burst=True, quiet=True)
		print(time.perf_counter() - began)  # noqa: T201 - read by work_off


if __name__ == "__main__":
	_main(sys.argv[1])
