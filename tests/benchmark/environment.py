"""The machine and the versions that a result belongs to."""

import os
import platform
import subprocess
import time
from pathlib import Path
from statistics import median

import frappe

VARIABLES = (
	"innodb_buffer_pool_size",
	"innodb_flush_log_at_trx_commit",
	"innodb_flush_method",
	"innodb_log_file_size",
	"sync_binlog",
	"collation_server",
)


def describe(root: Path) -> dict[str, object]:
	"""Versions, the database's variables, the disk's time to make 4 KB durable, and the load of others."""
	return {
		"git": _git(root, "rev-parse", "--short", "HEAD")
		+ ("+" if _git(root, "status", "--porcelain") else ""),
		"date": time.strftime("%Y-%m-%d %H:%M %z"),
		"cpu": f"{_of_proc('cpuinfo', 'model name')} x {os.cpu_count()}",
		"memory": _of_proc("meminfo", "MemTotal"),
		"load": f"{os.getloadavg()[0]:.2f}",
		"python": platform.python_version(),
		"frappe": frappe.__version__,
		"mariadb": frappe.db.sql("select version()")[0][0],
		"fsync_p50_ms": round(_fsync_milliseconds(root), 3),
		**{name: _variable(name) for name in VARIABLES},
	}


def _git(root: Path, *arguments: str) -> str:
	finished = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True)
	return finished.stdout.strip() or "unknown"


def _of_proc(file: str, key: str) -> str:
	lines = Path("/proc", file).read_text().splitlines()
	return next((line.partition(":")[2].strip() for line in lines if line.startswith(key)), "unknown")


def _variable(name: str) -> str:
	rows = frappe.db.sql("show global variables like %s", name)
	return rows[0][1] if rows else ""


def _fsync_milliseconds(root: Path, times: int = 200) -> float:
	path, block, seconds = root / "var/fsync-probe", os.urandom(4096), []
	with path.open("wb", buffering=0) as file:
		for _time in range(times):
			file.write(block)
			began = time.perf_counter()
			os.fdatasync(file.fileno())
			seconds.append(time.perf_counter() - began)
	path.unlink()
	return median(seconds) * 1000
