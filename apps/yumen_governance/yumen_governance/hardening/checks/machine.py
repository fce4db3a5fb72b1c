"""The machine: files, database, Redis."""

import re
import stat
from pathlib import Path
from urllib.parse import urlsplit

import frappe
from redis import Redis

from yumen_governance.hardening.checks.finding import check
from yumen_governance.registry.sealing import keyring

LOOPBACK = ("127.0.0.1", "localhost", "::1")
# Rights over the whole server; RELOAD and PROCESS are what backups ask for
GRAVE_RIGHTS = re.compile(r"\b(ALL PRIVILEGES|FILE|SUPER|CREATE USER|GRANT OPTION|SHUTDOWN)\b")
OTHERS, GROUP_WRITES = stat.S_IRWXO, stat.S_IWGRP
REDIS_URLS = ("redis_cache", "redis_queue")


def _open_to_others(path: Path, forbidden: int = OTHERS) -> str | None:
	if not path.exists():
		return None
	mode = stat.S_IMODE(path.stat().st_mode)
	return f"{path.name} has mode {mode:04o}" if mode & forbidden else None


def _first(*problems: str | None) -> str | None:
	return "; ".join(filter(None, problems)) or None


@check(
	"site-config",
	"passwords of database and mail, and the key of stored passwords",
	"chmod 600 sites/{site}/site_config.json sites/common_site_config.json",
	critical=True,
)
def site_config() -> str | None:
	site, common = Path(frappe.get_site_path("site_config.json")), Path("common_site_config.json")
	return _first(*(_open_to_others(path, OTHERS | GROUP_WRITES) for path in (site, common)))


@check(
	"registry-keys",
	"the keys that open sealed values of residents",
	"chmod 600 the file; keep it out of backups, and a copy in a safe",
	critical=True,
)
def registry_keys() -> str | None:
	path = keyring.path()
	if not path.exists():
		return f"{path.name} is missing"
	return _open_to_others(path, OTHERS | stat.S_IRWXG)


@check("private-files", "files and backups on disk", "chmod 750 sites/{site}/private sites/{site}/private/*")
def private_files() -> str | None:
	root = Path(frappe.get_site_path("private"))
	return _first(*(_open_to_others(path) for path in (root, root / "files", root / "backups")))


@check(
	"database-rights",
	"what a statement that got in could do to the server",
	"revoke the rights of the site's database user beyond its own database",
	critical=True,
)
def database_rights() -> str | None:
	grants = [row[0] for row in frappe.db.sql("show grants")]
	everywhere = [grant for grant in grants if " ON *.* " in grant]
	found = {right for grant in everywhere for right in GRAVE_RIGHTS.findall(grant)}
	return f"the site's user holds {', '.join(sorted(found))} on all databases" if found else None


@check(
	"database-files",
	"statements can't read or write files of the server",
	"set secure_file_priv in the server's configuration",
)
def database_files() -> str | None:
	value = frappe.db.sql("select @@secure_file_priv")[0][0]
	return None if value else "secure_file_priv is empty"


@check(
	"database-way",
	"records on the way from the database",
	"set db_ssl_ca, db_ssl_cert and db_ssl_key in site_config.json",
	critical=True,
)
def database_way() -> str | None:
	host = frappe.conf.db_host or "localhost"
	if host in LOOPBACK or frappe.conf.get("db_socket") or frappe.conf.get("db_ssl_ca"):
		return None
	return f"{host} is reached without TLS"


@check(
	"redis",
	"who writes to the queue runs programs on this machine",
	"bind 127.0.0.1 and requirepass in redis.conf (or use_rq_auth), and the password in the redis_* settings",
	critical=True,
)
def redis_closed() -> str | None:
	return _first(*(_open_redis(key) for key in REDIS_URLS))


def _open_redis(key: str) -> str | None:
	url = urlsplit(frappe.conf.get(key) or "")
	if url.hostname not in (*LOOPBACK, None) and not url.password:
		return f"{key} at {url.hostname} has no password"
	with Redis.from_url(frappe.conf.get(key), socket_timeout=2) as server:
		bound = server.config_get("bind").get("bind", "").split()
	return (
		f"{key} listens on {' '.join(bound) or 'every address'}"
		if set(bound) - {*LOOPBACK, "-::1"} or not bound
		else None
	)


@check(
	"redis-password",
	"other people of this machine can't reach the queue",
	"requirepass in redis.conf, or use_rq_auth",
)
def redis_password() -> str | None:
	open_ones = [key for key in REDIS_URLS if not urlsplit(frappe.conf.get(key) or "").password]
	protected = frappe.conf.get("use_rq_auth")
	return f"no password: {', '.join(open_ones)}" if open_ones and not protected else None
