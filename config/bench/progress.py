"""Steps of the set-up: a line for each with the time it took, and what was done is not done again."""

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .settings import LOGS, ROOT, VAR, BenchError

STAMPS = VAR / "stamps"
MADE_BY_TOOLS = {"__pycache__", "node_modules", ".git", "dist"}


@contextmanager
def step(title: str) -> Iterator[None]:
	"""Print `title` when the block begins and its seconds when it has ended."""
	say(f"  … {title}")
	started = time.monotonic()
	yield
	say(f"  ✓ {title} ({time.monotonic() - started:.1f} s)")


def say(text: str) -> None:
	print(text, flush=True)  # noqa: T201 - the terminal is where this command speaks


def run(
	*command: object, log: str, cwd: Path = ROOT, env: dict | None = None, stdin: str | None = None
) -> None:
	"""Run `command` with its output in logs/`log`.log; raise BenchError with the last lines if it fails."""
	path = LOGS / f"{log}.log"
	path.parent.mkdir(parents=True, exist_ok=True)
	with path.open("w") as output:
		finished = subprocess.run(
			[str(part) for part in command],
			cwd=cwd,
			env=env,
			input=stdin,
			text=True,
			stdout=output,
			stderr=subprocess.STDOUT,
		)
	if finished.returncode:
		tail = "\n".join(path.read_text(errors="replace").splitlines()[-25:])
		raise BenchError(f"{tail}\n\n{command[0]} failed; the whole output stands in logs/{log}.log")


def fingerprint(*parts: object) -> str:
	"""Hash of texts and of the files and folders among `parts` (paths count with their content)."""
	digest = hashlib.sha256()
	for part in parts:
		for path in files_under(part) if isinstance(part, Path) else ():
			digest.update(os.path.relpath(path, ROOT).encode())
			digest.update(path.read_bytes())
		if not isinstance(part, Path):
			digest.update(json.dumps(part, sort_keys=True, default=str).encode())
	return digest.hexdigest()


def files_under(path: Path) -> Iterable[Path]:
	if path.is_file():
		return [path]
	return sorted(file for file in path.rglob("*") if file.is_file() and not MADE_BY_TOOLS & set(file.parts))


def done(name: str, mark: str) -> bool:
	stamp = STAMPS / name
	return stamp.is_file() and stamp.read_text() == mark


def mark_done(name: str, mark: str) -> None:
	STAMPS.mkdir(parents=True, exist_ok=True)
	partial = STAMPS / f".{name}"
	partial.write_text(mark)
	partial.rename(STAMPS / name)


def forget(name: str) -> None:
	(STAMPS / name).unlink(missing_ok=True)


def fail(error: BenchError) -> None:
	sys.stderr.write(f"\n✗ {error}\n")
	raise SystemExit(1)
