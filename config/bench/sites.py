"""Sites of the bench: made once, completely or anew; migrated when the app's records changed."""

import getpass
import json
import os
import secrets
import shutil
from pathlib import Path

from . import frappe_source, services
from .progress import done, fingerprint, forget, mark_done, run, say, step
from .settings import (
	APP,
	APPS,
	DB_PORT,
	DEMO_ACCOUNTS,
	DEMO_SITE,
	PYTHON,
	REDIS_CACHE_PORT,
	ROOT,
	SITES,
	SOCKETIO_PORT,
	TEST_SITE,
	TEST_SOCKETIO_PORT,
	TEST_WEB_PORT,
	WEB_PORT,
	database_host,
	redis_cache_url,
	redis_queue_url,
)

COMMON_CONFIG = SITES / "common_site_config.json"
SITE_SETUP = Path(__file__).with_name("site_setup.py")
# What `bench migrate` brings into the database; Python and desk code alone needs no migration.
MIGRATED_PATTERNS = (
	"**/*.json",
	"**/patches.txt",
	"**/modules.txt",
	"hooks.py",
	"install.py",
	"patches/**/*.py",
	"seed/**/*.py",
)


def write_common_config() -> None:
	"""Write the settings that every site shares; keys that somebody added by hand stay."""
	values = {
		"db_host": database_host(),
		"db_port": DB_PORT.number,
		"redis_cache": redis_cache_url(),
		"redis_queue": redis_queue_url(),
		"redis_socketio": redis_cache_url(),
		"webserver_port": WEB_PORT.number,
		"socketio_port": SOCKETIO_PORT.number,
		"default_site": DEMO_SITE,
		"dns_multitenant": True,
		"serve_default_site": True,
		"realtime_at_own_port": True,
		"developer_mode": 0,
		"server_script_enabled": 0,
		"scheduler_tick_interval": 60,
		# The bench command refuses to work as root unless it is told that root is its user.
		"frappe_user": getpass.getuser(),
	}
	add_to_json(COMMON_CONFIG, values)
	for folder in ("logs", "config/pids"):
		(ROOT / folder).mkdir(parents=True, exist_ok=True)


def add_to_json(path: Path, values: dict) -> None:
	present = json.loads(path.read_text()) if path.is_file() else {}
	write_private_json(path, present | values)


def write_private_json(path: Path, values: dict) -> None:
	partial = path.with_name(f".{path.name}.partial")
	with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
		json.dump(values, file, indent=1, ensure_ascii=False)
	partial.rename(path)


def prepare(site: str) -> None:
	"""Make `site` if it is not there completely, else migrate it if the app's records changed."""
	clear_cache()
	mark = migration_mark()
	if not done(f"site-{site}", "complete") or not (SITES / site / "site_config.json").is_file():
		create(site)
		mark_done(f"migrated-{site}", mark)
	write_site_config(site)
	if not done(f"migrated-{site}", mark):
		with step(f"Migration of {site}"):
			bench("--site", site, "migrate", "--skip-search-index", log=f"migrate-{site}")
		mark_done(f"migrated-{site}", mark)


def create(site: str) -> None:
	forget(f"site-{site}")
	if site == DEMO_SITE:
		forget("demo")
	password = secrets.token_urlsafe(12)
	root = (
		"--db-root-username",
		os.environ.get("DB_ROOT_USER", "root"),
		"--db-root-password",
		services.root_password(),
	)
	with step(f"Site {site}"):
		shutil.rmtree(SITES / site, ignore_errors=True)
		bench(
			"new-site",
			site,
			"--force",
			"--no-mariadb-socket",
			*root,
			"--db-name",
			database_name(site),
			"--admin-password",
			password,
			log=f"new-site-{site}",
		)
	write_site_config(site)
	with step(f"Set-up of {site}"):
		run(PYTHON, SITE_SETUP, site, log=f"setup-{site}", cwd=SITES)
	with step(f"{APP} on {site}"):
		bench("--site", site, "install-app", APP, log=f"install-{site}")
	if site == DEMO_SITE:
		write_private_json(DEMO_ACCOUNTS, {"administrator": {"user": "Administrator", "password": password}})
	mark_done(f"site-{site}", "complete")


def database_name(site: str) -> str:
	"""A name of this checkout's own, so that two checkouts can share one server."""
	return f"_{fingerprint(site, str(ROOT))[:16]}"


def write_site_config(site: str) -> None:
	web, socketio = (TEST_WEB_PORT, TEST_SOCKETIO_PORT) if site == TEST_SITE else (WEB_PORT, SOCKETIO_PORT)
	# host_name: links in messages must not be built from a request's own Host header.
	# messages_to_file: a channel may write what it would send, codes for residents among it, to a file of the site.
	settings = {"host_name": f"http://{site}:{web.number}", "mute_emails": 1, "messages_to_file": 1}
	if site == TEST_SITE:
		settings |= {"allow_tests": 1, "webserver_port": web.number, "socketio_port": socketio.number}
	add_to_json(SITES / site / "site_config.json", settings)


def migration_mark() -> str:
	package = APPS / APP / APP
	files = {
		file for pattern in MIGRATED_PATTERNS for file in package.glob(pattern) if "public" not in file.parts
	}
	return fingerprint(frappe_source.chosen_source(), *sorted(files))


def load_demo() -> None:
	"""Load the demo data once; a killed attempt goes on at the next start."""
	mark = fingerprint(APPS / APP / APP / "demo")
	if done("demo", mark) and DEMO_ACCOUNTS.is_file():
		return
	with step("Demo data"):
		bench("--site", DEMO_SITE, "load-governance-demo", "--accounts-file", DEMO_ACCOUNTS, log="demo")
	mark_done("demo", mark)


def clear_cache() -> None:
	"""Empty the bench's own cache, which may hold meta and translations of an earlier checkout."""
	if not os.environ.get("REDIS_CACHE"):
		run("redis-cli", "-p", REDIS_CACHE_PORT.number, "flushall", log="redis-flush")


def bench(*arguments: object, log: str) -> None:
	"""Run a Frappe command the way `bench` does, with its output in logs/`log`.log."""
	run(PYTHON, "-m", "frappe.utils.bench_helper", "frappe", *arguments, log=log, cwd=SITES)


def accounts() -> dict[str, dict[str, str]]:
	return json.loads(DEMO_ACCOUNTS.read_text())


def say_where(url: str) -> None:
	say(f"\n  玉门市社会治理中心  {url}\n")
	for role, account in accounts().items():
		say(f"    {role:<26}{account['user']:<40}{account['password']}")
	say(
		f"\n  The accounts also stand in {DEMO_ACCOUNTS.relative_to(ROOT)}. Ctrl-C or `make stop` ends everything."
	)
