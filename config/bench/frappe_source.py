"""apps/frappe: the pinned wheel with its names restored, or an official source named by FRAPPE_SOURCE."""

import os
import shutil
from pathlib import Path

from . import frappe_wheel
from .progress import done, fingerprint, mark_done, run, step
from .settings import APPS, CONFIG, PYTHON, VAR, BenchError

TREE = APPS / "frappe"
WHEEL_LOCK = CONFIG / "requirements" / "frappe.txt"
DOWNLOADS = VAR / "downloads"
CHOICE = VAR / "frappe-source"
WHEEL = "wheel"
UNCOPIED = ("node_modules", "__pycache__", ".git")


def prepare() -> None:
	"""Bring apps/frappe to the chosen source, if it is not that already."""
	source = chosen_source()
	mark = fingerprint(source, source_mark(source))
	if done("frappe", mark) and (TREE / "frappe/__init__.py").is_file():
		return
	with step(f"Frappe from {'the pinned wheel' if source == WHEEL else source}"):
		fetch(source)
	CHOICE.write_text(source)
	mark_done("frappe", mark)


def chosen_source() -> str:
	"""FRAPPE_SOURCE; without it the choice of the last time, so that a site never slips back a version."""
	remembered = CHOICE.read_text() if CHOICE.is_file() else WHEEL
	return os.environ.get("FRAPPE_SOURCE") or remembered


def source_mark(source: str) -> str:
	"""What tells that the same source has changed: the wheel's lock, or the files of a folder."""
	if source == WHEEL:
		return fingerprint(WHEEL_LOCK, Path(frappe_wheel.__file__))
	folder = Path(source).expanduser()
	return fingerprint(folder.resolve()) if folder.is_dir() else ""


def fetch(source: str) -> None:
	if source == WHEEL:
		frappe_wheel.restore(download_wheel(), TREE)
	elif Path(source).expanduser().is_dir():
		copy(Path(source).expanduser().resolve())
	else:
		clone(*split_reference(source))


def download_wheel() -> Path:
	DOWNLOADS.mkdir(parents=True, exist_ok=True)
	command = (PYTHON, "-m", "pip", "download", "--no-deps", "--require-hashes", "-r", WHEEL_LOCK)
	run(*command, "-d", DOWNLOADS, log="frappe")
	return next(DOWNLOADS.glob(f"{frappe_wheel.PACKAGE}-*.whl"))


def copy(folder: Path) -> None:
	"""Copy an app folder; a link would hide the bench from tools that look for it beside their own files."""
	if not (folder / "frappe/__init__.py").is_file():
		raise BenchError(
			f"FRAPPE_SOURCE={folder} holds no frappe/__init__.py, so it is no Frappe app folder."
		)
	if folder == TREE.resolve():
		raise BenchError(f"FRAPPE_SOURCE={folder} is where the bench puts its copy; name the original.")
	remove_tree()
	shutil.copytree(folder, TREE, symlinks=True, ignore=shutil.ignore_patterns(*UNCOPIED))


def split_reference(source: str) -> tuple[str, str]:
	"""Split "URL@ref" into the two; the reference is empty when the last part of the path names none."""
	url, separator, reference = source.rpartition("@")
	return (url, reference) if separator and "/" in url and "/" not in reference else (source, "")


def clone(url: str, reference: str) -> None:
	remove_tree()
	branch = ("--branch", reference) if reference else ()
	run("git", "clone", "--depth", "1", *branch, url, TREE, log="frappe")


def remove_tree() -> None:
	shutil.rmtree(TREE, ignore_errors=True)


def has_own_project() -> bool:
	return (TREE / "pyproject.toml").is_file()


def has_own_assets() -> bool:
	return (TREE / "esbuild").is_dir() and (TREE / "package.json").is_file()


def realtime_command() -> str:
	"""The realtime server: the source's own, or the bench's where the source has none."""
	own = (TREE / "socketio.js").is_file()
	return "node apps/frappe/socketio.js" if own else "node config/node/realtime/server.js --bench ."
