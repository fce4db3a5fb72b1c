"""A web worker that ends itself after so many requests takes none with it."""

import shlex
import socket
import subprocess
import time
from contextlib import contextmanager
from string import Template

import pytest
import requests

from config.bench.settings import CONFIG, ENV

ANSWERS_OK = """
def application(environ, start_response):
	start_response("200 OK", [("Content-Length", "2")])
	return [b"ok"]
"""
REQUESTS, MOST, SECONDS = 300, 20, 20


@pytest.fixture
def address(tmp_path):
	"""The web server as the Procfile starts it, before an application that does nothing; workers end much sooner."""
	(tmp_path / "answering.py").write_text(ANSWERS_OK)
	with socket.socket() as probe:
		probe.bind(("127.0.0.1", 0))
		port = probe.getsockname()[1]
	sooner = ("--max-requests", MOST, "--max-requests-jitter", 0, "--pythonpath", tmp_path)
	with running([*options(port), *map(str, sooner), "answering:application"]):
		wait_for(port)
		yield f"http://127.0.0.1:{port}/"


def options(port: int) -> list[str]:
	"""The options of the web server in the Procfile."""
	(line,) = (line for line in (CONFIG / "Procfile").read_text().splitlines() if line.startswith("web:"))
	words = shlex.split(Template(line).substitute(PORT=port, WEB_WORKERS=2))
	return words[words.index("../env/bin/gunicorn") + 1 : -1]


@contextmanager
def running(arguments: list[str]):
	server = subprocess.Popen([ENV / "bin/gunicorn", *arguments], stderr=subprocess.DEVNULL)
	try:
		yield
	finally:
		server.terminate()
		server.wait(SECONDS)


def wait_for(port: int) -> None:
	deadline = time.monotonic() + SECONDS
	while time.monotonic() < deadline:
		with socket.socket() as probe:
			if not probe.connect_ex(("127.0.0.1", port)):
				return
		time.sleep(0.1)
	pytest.fail("The web server did not come up.")


@pytest.mark.parametrize("headers", ({}, {"Connection": "close"}), ids=("kept", "closed"))
def test_no_request_is_lost_when_a_worker_ends_itself(address, headers):
	with requests.Session() as session:
		for _number in range(REQUESTS):
			assert session.post(address, data="x", headers=headers, timeout=SECONDS).ok
