"""The running bench: web, realtime, scheduler and workers under honcho, for as long as the command lives."""

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import frappe_source, services
from .progress import step
from .settings import CONFIG, ENV, LOGS, ROOT, BenchError, Port

SECONDS_TO_ANSWER = 60


@contextmanager
def running(
	site: str, web: Port, socketio: Port, processes: tuple[str, ...] = ()
) -> Iterator[subprocess.Popen]:
	"""Run the Procfile's processes (or those named) until the block ends; yield honcho once they answer."""
	require_free(web, socketio)
	honcho = start(site, web, socketio, processes)
	try:
		with step("Web and realtime answer"):
			wait_until_answering(honcho, site, web, socketio)
		yield honcho
	finally:
		stop(honcho)


def require_free(*ports: Port) -> None:
	for port in ports:
		services.require_free(port)


def start(site: str, web: Port, socketio: Port, processes: tuple[str, ...]) -> subprocess.Popen:
	environment = {
		**os.environ,
		"PORT": str(web.number),
		"SOCKETIO_PORT": str(socketio.number),
		"FRAPPE_SOCKETIO_PORT": str(socketio.number),
		"WEB_URL": f"http://127.0.0.1:{web.number}",
		"WEB_WORKERS": os.environ.get("WEB_WORKERS", "2"),
		"REALTIME_COMMAND": frappe_source.realtime_command(),
		"DEFAULT_SITE": site,
		"PYTHONUNBUFFERED": "1",
	}
	command = [
		str(ENV / "bin/honcho"),
		"--procfile",
		str(CONFIG / "Procfile"),
		"--app-root",
		str(ROOT),
		"start",
	]
	with log_file(site).open("w") as log:
		return subprocess.Popen(
			[*command, *processes], cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
		)


def log_file(site: str) -> Path:
	return LOGS / f"processes-{site}.log"


def wait_until_answering(honcho: subprocess.Popen, site: str, web: Port, socketio: Port) -> None:
	deadline = time.monotonic() + SECONDS_TO_ANSWER
	while not (web_answers(site, web) and services.answers(socketio.number)):
		if honcho.poll() is not None or time.monotonic() > deadline:
			tail = "\n".join(log_file(site).read_text(errors="replace").splitlines()[-25:])
			raise BenchError(
				f"{tail}\n\nThe processes did not come up; all output stands in {log_file(site)}."
			)
		time.sleep(0.2)


def web_answers(site: str, web: Port) -> bool:
	request = urllib.request.Request(
		f"http://127.0.0.1:{web.number}/api/method/ping", headers={"X-Frappe-Site-Name": site}
	)
	try:
		with urllib.request.urlopen(request, timeout=10) as answer:
			return answer.status == 200
	except (urllib.error.URLError, OSError):
		return False


def stop(honcho: subprocess.Popen) -> None:
	"""End honcho, which ends its processes; what outlives its patience is killed with its group."""
	if honcho.poll() is None:
		honcho.send_signal(signal.SIGTERM)
		try:
			honcho.wait(timeout=20)
		except subprocess.TimeoutExpired:
			os.killpg(honcho.pid, signal.SIGKILL)
			honcho.wait()
