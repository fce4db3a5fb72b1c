"""The apps for phones, built by Vite from the app's frontend/ into its public files."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from . import frappe_source
from .progress import done, fingerprint, mark_done, run, step
from .settings import APP, APPS, BenchError

SOURCES = APPS / APP / "frontend"
BUILT = APPS / APP / APP / "public/frontend"
DOORS = ("portal", "grid")
# Outside the sources, what a build reads: the Chinese of every string
TRANSLATIONS = APPS / APP / APP / "translations/zh.csv"


@contextmanager
def being_made() -> Iterator[None]:
	"""Make both apps beside what goes on in the block, most of which waits for the database; they are done at its end.

	An official Frappe's build, which is part of the block, calls ours: then they are made before it.
	"""
	BUILT.mkdir(parents=True, exist_ok=True)
	if frappe_source.has_own_assets():
		make()
	with ThreadPoolExecutor(max_workers=1) as beside:
		made = beside.submit(make)
		yield
		made.result()


def make() -> None:
	"""Install the packages and build both apps, where that isn't done."""
	install_node_packages()
	build()


def install_node_packages() -> None:
	"""Install the locked packages of the front end, which stand apart from the desk's: their Vue is newer."""
	mark = fingerprint(SOURCES / "package-lock.json")
	if done("node-frontend", mark) and (SOURCES / "node_modules").is_dir():
		return
	with step("Node packages of the front end"):
		run("npm", "ci", "--no-audit", "--no-fund", cwd=SOURCES, log="npm-frontend")
	mark_done("node-frontend", mark)


def build() -> None:
	"""Build both apps anew when their sources or their Chinese changed."""
	mark = fingerprint(SOURCES, TRANSLATIONS)
	if done("frontend", mark) and is_built():
		return
	with step("Apps for phones"):
		run("npm", "run", "build", cwd=SOURCES, log="frontend")
	if not is_built():
		raise BenchError("The apps for phones were not built; logs/frontend.log says why.")
	mark_done("frontend", mark)


def is_built() -> bool:
	return all((BUILT / door / "manifest.json").is_file() for door in DOORS)
