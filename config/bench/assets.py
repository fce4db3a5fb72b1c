"""Node packages and the desk's bundles in sites/assets."""

import os

from . import frappe_source, frontend
from .progress import done, fingerprint, mark_done, run, step
from .settings import APP, APPS, NODE, PYTHON, ROOT, SITES, BenchError

NODE_LOCK = NODE / "package-lock.json"
MANIFEST = SITES / "assets/assets.json"


def install_node_packages() -> None:
	"""Install the locked packages of the bench's own Node tools, and of an official Frappe's."""
	mark = fingerprint(NODE_LOCK)
	if not (done("node", mark) and (NODE / "node_modules").is_dir()):
		with step("Node packages"):
			run("npm", "ci", "--no-audit", "--no-fund", cwd=NODE, log="npm")
		mark_done("node", mark)
	if frappe_source.has_own_assets():
		install_official_packages()


def install_official_packages() -> None:
	mark = fingerprint(frappe_source.TREE / "yarn.lock", frappe_source.TREE / "package.json")
	if done("node-frappe", mark) and (frappe_source.TREE / "node_modules").is_dir():
		return
	with step("Node packages of Frappe"):
		run("yarn", "install", "--frozen-lockfile", cwd=frappe_source.TREE, log="yarn", env=with_node_tools())
	mark_done("node-frappe", mark)


def build() -> None:
	"""Rebuild the bundles of each app whose public files changed."""
	changed = [app for app in ("frappe", APP) if not done(f"assets-{app}", assets_mark(app))]
	if not changed and MANIFEST.is_file():
		return
	with step(f"Desk assets of {', '.join(changed)}"):
		build_apps(changed or ["frappe", APP])
	for app in changed:
		mark_done(f"assets-{app}", assets_mark(app))


def assets_mark(app: str) -> str:
	public = (entry for entry in sorted((APPS / app / app / "public").iterdir()) if entry != frontend.BUILT)
	return fingerprint(*public, NODE / "assets", NODE_LOCK, frappe_source.chosen_source())


def build_apps(apps: list[str]) -> None:
	names = ",".join(apps)
	if frappe_source.has_own_assets():
		command = (
			PYTHON,
			"-m",
			"frappe.utils.bench_helper",
			"frappe",
			"build",
			"--production",
			"--apps",
			names,
		)
		run(*command, cwd=SITES, log="assets", env=with_node_tools())
	else:
		run("node", NODE / "assets/build.js", "--bench", ROOT, "--apps", names, "--production", log="assets")
	if "desk.bundle.js" not in MANIFEST.read_text():
		raise BenchError("The desk assets were not built; logs/assets.log says why.")


def with_node_tools() -> dict[str, str]:
	"""The environment with yarn, which an official Frappe calls for, found among the bench's Node packages."""
	return {**os.environ, "PATH": f"{NODE / 'node_modules/.bin'}:{os.environ['PATH']}"}
