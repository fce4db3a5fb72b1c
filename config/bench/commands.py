"""What `make` offers: start, stop, test, faults, benchmark, lint, clean."""

import fcntl
import os
import shutil
import signal
import sys
import time

from . import (
	assets,
	frappe_source,
	frontend,
	processes,
	python_env,
	server,
	services,
	sites,
	system_packages,
	test_layers,
)
from .benchmark import run as run_benchmarks
from .faults import run as run_faults
from .progress import say
from .settings import (
	CONFIG,
	DEMO_SITE,
	ENV,
	LOGS,
	NODE,
	SITES,
	SOCKETIO_PORT,
	TEST_SITE,
	VAR,
	WEB_PORT,
	BenchError,
)

START_LOCK = VAR / "start.lock"


def start() -> None:
	"""Bring the bench from wherever it stands to a desk that answers, and keep it up until told to stop."""
	began = time.monotonic()
	obey_signals()
	with alone():
		end_orphans()
		server.require_free(WEB_PORT, SOCKETIO_PORT)
		prepare_tools()
		with services.running():
			sites.write_common_config()
			with frontend.being_made():
				assets.build()
				sites.prepare(DEMO_SITE)
				sites.load_demo()
			with server.running(DEMO_SITE, WEB_PORT, SOCKETIO_PORT) as honcho:
				sites.say_where(f"http://{DEMO_SITE}:{WEB_PORT.number}")
				say(f"  From the command to the desk: {time.monotonic() - began:.0f} s\n")
				wait_for_the_end(honcho)


def alone():
	"""Hold the lock of the one `make start` of this checkout; tell where the other one is, if there is one."""
	VAR.mkdir(exist_ok=True)
	lock = START_LOCK.open("a")
	try:
		fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
	except BlockingIOError:
		url = f"http://{DEMO_SITE}:{WEB_PORT.number}"
		raise BenchError(f"The bench is running already, at {url}. `make stop` ends it.") from None
	return lock


def end_orphans() -> None:
	"""End what a killed `make start` left at work; its servers are kept, and used."""
	processes.end(set(processes.started_by("start")) - services.pids())


def prepare_tools(with_browser: bool = False) -> None:
	system_packages.install(with_browser)
	python_env.prepare()
	frappe_source.prepare()
	python_env.install_apps(frappe_source.has_own_project())
	assets.install_node_packages()


def build_screens() -> None:
	"""Build what browsers load: the apps for phones, and the desk."""
	frontend.make()
	assets.build()


def obey_signals() -> None:
	"""End in good order on Ctrl-C and SIGTERM, also where a background shell made SIGINT ignored."""
	for number in (signal.SIGINT, signal.SIGTERM):
		signal.signal(number, interrupt)


def interrupt(*_) -> None:
	raise KeyboardInterrupt


def wait_for_the_end(honcho) -> None:
	try:
		code = honcho.wait()
	except KeyboardInterrupt:
		say("\n  Stopping …")
		return
	raise BenchError(f"A process ended (exit code {code}); {server.log_file(DEMO_SITE)} says which and why.")


def stop() -> None:
	"""End every process that `make start` of this checkout started, and no other."""
	leaders = [pid for pid in processes.started_by("start") if is_start_command(pid)]
	processes.end(leaders, patience=60)
	processes.end(set(processes.started_by("start")) - services.pids())
	services.stop_if_unused()
	say("  The bench is stopped.")


def is_start_command(pid: int) -> bool:
	try:
		return b"config.bench\0start" in (processes.PROC / str(pid) / "cmdline").read_bytes()
	except OSError:
		return False


def test() -> None:
	"""Run every layer of tests and end with their sum; see test_layers."""
	obey_signals()
	prepare_tools(with_browser=True)
	with services.running():
		sites.write_common_config()
		build_screens()
		sites.prepare(TEST_SITE)
		count = test_layers.run_all()
	say(f"\n{count.passed} passed, {count.failed} failed")
	sys.exit(1 if count.failed else 0)


def faults() -> None:
	"""Break what can break, many times, and see that nothing is lost or done twice; see docs/operations.md."""
	obey_signals()
	with alone():
		prepare_tools()
		with services.running():
			sites.write_common_config()
			build_screens()
			sites.prepare(TEST_SITE)
			sys.exit(run_faults())


def benchmark() -> None:
	"""Measure the product against stock Frappe and raw SQL; see docs/benchmarks.md."""
	obey_signals()
	prepare_tools()
	with services.running():
		sites.write_common_config()
		build_screens()
		sys.exit(run_benchmarks())


def lint() -> None:
	prepare_tools()
	frontend.install_node_packages()
	sys.exit(0 if test_layers.lint() else 1)


def clean() -> None:
	"""Remove all that the bench made: data, sites, environments. The sources stay."""
	stop()
	node_packages = (NODE / "node_modules", frontend.SOURCES / "node_modules", frontend.BUILT)
	for folder in (VAR, ENV, LOGS, CONFIG / "pids", *node_packages):
		shutil.rmtree(folder, ignore_errors=True)
	frappe_source.remove_tree()
	for entry in SITES.iterdir():
		if entry.name != "apps.txt":
			shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()


COMMANDS = {command.__name__: command for command in (start, stop, test, faults, benchmark, lint, clean)}


def run_marked(command: str) -> None:
	"""Start over with the mark in the environment, so that every child process carries it."""
	if os.environ.get(processes.MARK) != processes.mark(command):
		arguments = [sys.executable, "-m", "config.bench", command]
		os.execve(sys.executable, arguments, processes.mark_environment(command))
