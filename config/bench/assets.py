"""Node packages and the desk's bundles in sites/assets."""

import os
import shutil

from . import frappe_source
from .progress import done, fingerprint, mark_done, run, step
from .settings import APP, APPS, NODE, ROOT, SITES

NODE_LOCK = NODE / "package-lock.json"


def install_node_packages() -> None:
	"""Install the locked packages of the bench's own Node tools, and of an official Frappe's."""
	if frappe_source.has_own_assets():
		install_official_packages()
	mark = fingerprint(NODE_LOCK)
	if done("node", mark) and (NODE / "node_modules").is_dir():
		return
	with step("Node packages"):
		run("npm", "ci", "--no-audit", "--no-fund", cwd=NODE, log="npm")
	mark_done("node", mark)


def install_official_packages() -> None:
	mark = fingerprint(frappe_source.TREE / "yarn.lock", frappe_source.TREE / "package.json")
	if done("node-frappe", mark):
		return
	with step("Node packages of Frappe"):
		run(
			"npx", "--yes", "yarn@1.22.22", "install", "--frozen-lockfile", cwd=frappe_source.TREE, log="yarn"
		)
	mark_done("node-frappe", mark)


def build() -> None:
	"""Rebuild the bundles of each app whose public files changed."""
	changed = [app for app in ("frappe", APP) if not done(f"assets-{app}", assets_mark(app))]
	if not changed and (SITES / "assets/assets.json").is_file():
		return
	with step(f"Desk assets of {', '.join(changed)}"):
		build_apps(changed or ["frappe", APP])
	for app in changed:
		mark_done(f"assets-{app}", assets_mark(app))


def assets_mark(app: str) -> str:
	return fingerprint(APPS / app / app / "public", NODE / "assets", NODE_LOCK, frappe_source.chosen_source())


def build_apps(apps: list[str]) -> None:
	if frappe_source.has_own_assets():
		link_public_folders()
		command = ("node", "esbuild", "--production", "--apps", ",".join(apps), "--run-build-command")
		run(
			*command, cwd=frappe_source.TREE, log="assets", env={**os.environ, "FRAPPE_BENCH_ROOT": str(ROOT)}
		)
	else:
		run(
			"node",
			NODE / "assets/build.js",
			"--bench",
			ROOT,
			"--apps",
			",".join(apps),
			"--production",
			log="assets",
		)


def link_public_folders() -> None:
	"""An official esbuild writes below sites/assets and expects each app's public folder linked there."""
	for app in ("frappe", APP):
		place = SITES / "assets" / app
		if not place.is_symlink():
			shutil.rmtree(place, ignore_errors=True)
			place.parent.mkdir(parents=True, exist_ok=True)
			place.symlink_to(APPS / app / app / "public")
