"""The layers of tests, fastest first, and their sum in one line."""

import os
import re
import subprocess
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from . import frontend, server, sites
from .progress import say
from .settings import (
	APP,
	APPS,
	CONFIG,
	ENV,
	LOGS,
	NODE,
	PYTHON,
	ROOT,
	SITES,
	TEST_SITE,
	TEST_SOCKETIO_PORT,
	TEST_WEB_PORT,
)

TESTS = ROOT / "tests"
PYTHON_SOURCES = (APPS / APP, CONFIG, TESTS)
JAVASCRIPT_SOURCES = ("config/node/**/*.js", f"apps/{APP}/**/*.js")
FRONTEND_SOURCES = (f"apps/{APP}/frontend/**/*.ts", f"apps/{APP}/frontend/**/*.vue")
NODE_BIN = NODE / "node_modules/.bin"
TEST_ACCOUNTS = SITES / TEST_SITE / "demo-accounts.json"
TEST_PROCESSES = ("web", "socketio", "worker_short", "worker_default", "worker_long")


@dataclass(frozen=True)
class Count:
	passed: int
	failed: int

	def __add__(self, other: "Count") -> "Count":
		return Count(self.passed + other.passed, self.failed + other.failed)


def run_all() -> Count:
	"""Run every layer, go on after a failing one; return the sum."""
	total = Count(0, 0)
	for title, layer in LAYERS:
		began = time.monotonic()
		say(f"\n── {title}")
		count = layer()
		say(f"── {title}: {count.passed} passed, {count.failed} failed ({time.monotonic() - began:.0f} s)")
		total += count
	return total


def lint() -> bool:
	"""Check the style of Python and JavaScript; print what to mend."""
	checks = (
		(ENV / "bin/ruff", "check", *PYTHON_SOURCES),
		(ENV / "bin/ruff", "format", "--check", *PYTHON_SOURCES),
		(NODE_BIN / "prettier", "--check", *JAVASCRIPT_SOURCES, *FRONTEND_SOURCES),
		(NODE_BIN / "eslint", "--config", NODE / "eslint.config.js", *JAVASCRIPT_SOURCES),
		("npm", "run", "--silent", "--prefix", frontend.SOURCES, "check"),
	)
	failed = [check for check in checks if not succeeds(*check)]
	return not failed


def lint_layer() -> Count:
	return Count(1, 0) if lint() else Count(0, 1)


def plain_layer() -> Count:
	return pytest("plain")


def node_layer() -> Count:
	"""The set-up's own scripts, and what a phone keeps and sends, in Node."""
	return npm_test(NODE) + npm_test(frontend.SOURCES)


def npm_test(folder: Path) -> Count:
	output = captured("npm", "test", "--silent", cwd=folder)
	return Count(
		sum_of(r"^# pass (\d+)", output), sum_of(r"^# fail (\d+)", output) or int("# pass" not in output)
	)


def site_layer() -> Count:
	"""The app's own tests by `bench run-tests`, which must be told CI to report failure by its exit code."""
	command = (
		PYTHON,
		"-m",
		"frappe.utils.bench_helper",
		"frappe",
		"--site",
		TEST_SITE,
		"run-tests",
		"--app",
		APP,
	)
	output = captured(*command, cwd=SITES, env={**os.environ, "CI": "1"})
	failed = sum_of(r"^FAILED .*?failures=(\d+)", output) + sum_of(r"^FAILED .*?errors=(\d+)", output)
	ran = sum_of(r"^Ran (\d+) tests? in", output)
	return Count(ran - failed, failed or int(not ran))


def running_layer() -> Count:
	"""What needs a running bench: the HTTP contract, the browser stories and the faults, on the demo data."""
	with running_bench():
		return pytest("http") + pytest("browser") + pytest("faults")


@contextmanager
def running_bench() -> Iterator[None]:
	"""The test site with the demo data, answering for the length of the block; without a scheduler."""
	arguments = ("load-governance-demo", "--accounts-file", TEST_ACCOUNTS)
	sites.bench("--site", TEST_SITE, *arguments, log="demo-test")
	with server.running(TEST_SITE, TEST_WEB_PORT, TEST_SOCKETIO_PORT, TEST_PROCESSES):
		yield


LAYERS = (
	("Style", lint_layer),
	("Plain Python", plain_layer),
	("Node", node_layer),
	("Site", site_layer),
	("HTTP, browser and faults", running_layer),
)


def pytest(folder: str, *options: str) -> Count:
	"""Run the tests of a folder of tests/, pytest's options added; return their sum."""
	report = LOGS / f"tests-{folder}.xml"
	report.unlink(missing_ok=True)
	environment = {
		**os.environ,
		"TEST_URL": f"http://{TEST_SITE}:{TEST_WEB_PORT.number}",
		"TEST_ACCOUNTS": str(TEST_ACCOUNTS),
	}
	command = (PYTHON, "-m", "pytest", "-q", TESTS / folder, f"--junitxml={report}", *options)
	succeeds(*command, cwd=ROOT, env=environment)
	return count_of(report)


def count_of(report: Path) -> Count:
	"""Read a JUnit report; a missing one counts as one failure."""
	if not report.is_file():
		return Count(0, 1)
	suites = ElementTree.parse(report).getroot().iter("testsuite")
	numbers = [
		{key: int(suite.get(key, 0)) for key in ("tests", "failures", "errors", "skipped")}
		for suite in suites
	]
	failed = sum(number["failures"] + number["errors"] for number in numbers)
	passed = sum(number["tests"] - number["skipped"] for number in numbers) - failed
	return Count(passed, failed or int(not passed))


def succeeds(*command: object, cwd: Path = ROOT, env: dict | None = None) -> bool:
	return subprocess.run([str(part) for part in command], cwd=cwd, env=env).returncode == 0


def captured(*command: object, cwd: Path, env: dict | None = None) -> str:
	"""Run `command` and return what it printed, printing it at the same time."""
	process = subprocess.Popen(
		[str(part) for part in command],
		cwd=cwd,
		env=env,
		text=True,
		stdout=subprocess.PIPE,
		stderr=subprocess.STDOUT,
	)
	lines = []
	for line in process.stdout:
		say(line.rstrip("\n"))
		lines.append(line)
	process.wait()
	return "".join(lines)


def sum_of(pattern: str, text: str) -> int:
	return sum(int(number) for number in re.findall(pattern, text, re.MULTILINE))
