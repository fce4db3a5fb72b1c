"""The processes that this checkout's bench started, known by a mark in their environment."""

import os
import signal
import time
from collections.abc import Iterable
from pathlib import Path

from .settings import ROOT

MARK = "GOVERNANCE_BENCH"
PROC = Path("/proc")


def mark_environment(command: str) -> dict[str, str]:
	"""The environment whose heirs `make stop` recognises: which checkout, and which command started it."""
	return {**os.environ, MARK: mark(command)}


def mark(command: str) -> str:
	return f"{command}:{ROOT}"


def works_below(pid: int, folder: Path) -> bool:
	"""Whether process `pid` lives and has its working directory below `folder`, as a server in its data has."""
	if not pid or is_zombie(pid):
		return False
	try:
		return (PROC / str(pid) / "cwd").readlink().is_relative_to(folder)
	except OSError:
		return False


def marked(pid: int, command: str) -> bool:
	"""Whether process `pid` lives and carries the mark of `command` in this checkout."""
	if not pid or is_zombie(pid):
		return False
	try:
		environment = (PROC / str(pid) / "environ").read_bytes()
	except OSError:
		return False
	return f"{MARK}={mark(command)}".encode() in environment.split(b"\0")


def is_zombie(pid: int) -> bool:
	try:
		return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] == "Z"
	except OSError:
		return True


def started_by(command: str) -> list[int]:
	pids = [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit()]
	return [pid for pid in pids if pid != os.getpid() and marked(pid, command)]


def end(pids: Iterable[int], patience: float = 15) -> None:
	"""Ask the processes to end, wait up to `patience` seconds, then kill what is left."""
	remaining = send(signal.SIGTERM, pids)
	deadline = time.monotonic() + patience
	while remaining and time.monotonic() < deadline:
		time.sleep(0.1)
		remaining = [pid for pid in remaining if not is_zombie(pid)]
	send(signal.SIGKILL, remaining)


def send(number: signal.Signals, pids: Iterable[int]) -> list[int]:
	reached = []
	for pid in pids:
		try:
			os.kill(pid, number)
		except ProcessLookupError:
			continue
		reached.append(pid)
	return reached
