"""The Python environment in env/, made from the hash-checked lock files in config/requirements."""

import os
import sys

from .progress import done, fingerprint, forget, mark_done, run, step
from .settings import APP, APPS, CONFIG, ENV, PYTHON, BenchError

LOCKS = CONFIG / "requirements"
SUPPORTED = ((3, 10), (3, 11), (3, 12))


def prepare() -> None:
	"""Install the locked packages into env/ when they changed since the last time."""
	require_python()
	mark = fingerprint(LOCKS, sys.version_info[:3])
	if done("python", mark) and PYTHON.exists():
		return
	forget("python")
	forget("apps")
	with step("Python packages"):
		run(sys.executable, "-m", "venv", "--clear", ENV, log="venv")
		run(PYTHON, "-m", "pip", "install", "--require-hashes", "-r", LOCKS / "installer.txt", log="pip")
		locked = [argument for name in ("bench", "test") for argument in ("-r", LOCKS / f"{name}.txt")]
		run(ENV / "bin/uv", "pip", "install", "--require-hashes", *locked, log="uv", env=uv_environment())
	mark_done("python", mark)


def install_apps(frappe_has_own_project: bool) -> None:
	"""Make apps/ importable: an official Frappe by its own project file, else by a path file."""
	mark = fingerprint(APPS / APP / "pyproject.toml", frappe_has_own_project, LOCKS)
	if done("apps", mark):
		return
	with step("Apps into the Python environment"):
		if frappe_has_own_project:
			run(
				ENV / "bin/uv", "pip", "install", "-e", APPS / "frappe", log="uv-frappe", env=uv_environment()
			)
		else:
			(site_packages() / "frappe-source.pth").write_text(f"{APPS / 'frappe'}\n")
		app = ("-e", APPS / APP, "--no-build-isolation")
		run(ENV / "bin/uv", "pip", "install", "--no-deps", *app, log="uv-app", env=uv_environment())
	mark_done("apps", mark)


def require_python() -> None:
	"""Frappe version 15 runs on these versions of Python, and so do the locked packages."""
	if sys.version_info[:2] not in SUPPORTED:
		raise BenchError(
			f"Python 3.10, 3.11 or 3.12 is needed; this is {sys.version.split()[0]}. "
			"Put one of them first in PATH as python3, then start again."
		)


def site_packages():
	return next((ENV / "lib").glob("python3.*")) / "site-packages"


def uv_environment() -> dict[str, str]:
	"""uv works on env/ and asks the index that pip was told to use."""
	environment = {**os.environ, "VIRTUAL_ENV": str(ENV)}
	if index := os.environ.get("PIP_INDEX_URL"):
		environment.setdefault("UV_DEFAULT_INDEX", index)
	return environment
