"""Processes of the bench that a test starts, finds and kills."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
SITES = ROOT / "sites"
# What a command needs until it begins its work
START = 1.5
SECONDS_TO_END = 30


def started(site: str, *arguments) -> subprocess.Popen:
	"""Start a Frappe command on a site, in a process group of its own."""
	return launched("-m", "frappe.utils.bench_helper", "frappe", "--site", site, *arguments)


def launched(*arguments, **environment: str) -> subprocess.Popen:
	"""Start Python in the folder of the sites, in a process group of its own."""
	return subprocess.Popen(
		[sys.executable, *map(str, arguments)],
		cwd=SITES,
		env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
		text=True,
		stdout=subprocess.PIPE,
		stderr=subprocess.STDOUT,
		start_new_session=True,
	)


@contextmanager
def at_work(*commands: subprocess.Popen) -> Iterator[None]:
	"""End processes at the end of the block: a worker finishes the job that it is at."""
	try:
		yield
	finally:
		for process in commands:
			process.terminate()
		for process in commands:
			with suppress(subprocess.TimeoutExpired):
				process.wait(SECONDS_TO_END)
			kill(process)


def worker(site: str, queue: str) -> subprocess.Popen:
	"""Start one more worker of a queue, as the bench does."""
	return silent("-m", "frappe.utils.bench_helper", "frappe", "--site", site, "worker", "--queue", queue)


def scheduler(site: str, seconds: float) -> subprocess.Popen:
	"""Start a scheduler of one site that looks every so many seconds."""
	return silent("-m", "tests.faults.ticking", site, seconds)


def silent(*arguments, **environment: str) -> subprocess.Popen:
	"""Start Python with its output thrown away, so that nobody has to read it."""
	return subprocess.Popen(
		[sys.executable, *map(str, arguments)],
		cwd=SITES,
		env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
		stdout=subprocess.DEVNULL,
		stderr=subprocess.DEVNULL,
		start_new_session=True,
	)


def killed(site: str, *arguments, within: float) -> None:
	"""Start a command and kill it some time after it began its work, at most `within` seconds."""
	process = started(site, *arguments)
	time.sleep(START + random.uniform(0, within))
	kill(process)


def kill(process: subprocess.Popen) -> None:
	"""Kill a process with all that it started, if it still runs."""
	if process.poll() is None:
		os.killpg(process.pid, signal.SIGKILL)
	process.wait()
	if process.stdout:
		process.stdout.close()


def waited(condition: Callable[[], object], seconds: float, every: float = 0.2):
	"""Wait until a condition holds and return what it returned and after how many seconds.

	:raises AssertionError: it didn't hold in time
	"""
	began = time.monotonic()
	while True:
		if found := condition():
			return found, time.monotonic() - began
		assert time.monotonic() - began < seconds, f"{condition} didn't hold within {seconds} seconds."
		time.sleep(every)


@contextmanager
def frozen(*pids: int) -> Iterator[None]:
	"""Let processes stand still for the length of the block."""
	for pid in pids:
		os.kill(pid, signal.SIGSTOP)
	try:
		yield
	finally:
		for pid in pids:
			os.kill(pid, signal.SIGCONT)


def web_workers() -> list[int]:
	"""The processes that answer requests at the address of the tests: children of gunicorn's first process."""
	port = f":{urlsplit(os.environ['TEST_URL']).port}"
	servers = {pid: parent for pid, parent, line in processes() if "gunicorn" in line and port in line}
	return [pid for pid, parent in servers.items() if parent in servers]


def queue_workers() -> list[int]:
	"""The workers of the queues of this checkout."""
	own = str(SITES)
	return [
		pid for pid, _parent, line in processes() if "frappe worker --queue" in line and folder(pid) == own
	]


def server_at(port: int, program: str) -> int:
	"""The process of a server of this checkout, known by its program, its port and its folder."""
	var = str(ROOT / "var")
	return next(
		pid
		for pid, _parent, line in processes()
		if program in line
		and folder(pid).startswith(var)
		and (program != "redis-server" or f":{port}" in line)
	)


def folder(pid: int) -> str:
	try:
		return str(Path(f"/proc/{pid}/cwd").readlink())
	except OSError:
		return ""


def processes() -> list[tuple[int, int, str]]:
	"""Return number, parent and command line of every process."""
	found = []
	for place in Path("/proc").iterdir():
		try:
			line = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
			parent = int((place / "stat").read_text().rpartition(")")[2].split()[1])
		except (OSError, ValueError):
			continue
		if place.name.isdigit():
			found.append((int(place.name), parent, line))
	return found
