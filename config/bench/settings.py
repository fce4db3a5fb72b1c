"""Where the bench's files stand, and the ports and servers that it uses."""

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ROOT / "apps"
SITES = ROOT / "sites"
CONFIG = ROOT / "config"
ENV = ROOT / "env"
LOGS = ROOT / "logs"
VAR = ROOT / "var"
NODE = CONFIG / "node"
PYTHON = ENV / "bin" / "python"
DEMO_ACCOUNTS = SITES / "demo-accounts.json"

APP = "yumen_governance"
DEMO_SITE = "yumen.localhost"
TEST_SITE = "test.localhost"


class BenchError(Exception):
	"""Something that the person at the terminal can mend; its text says how."""


@dataclass(frozen=True)
class Port:
	"""A TCP port on 127.0.0.1 and the environment variable that moves it elsewhere."""

	variable: str
	default: int

	@property
	def number(self) -> int:
		text = os.environ.get(self.variable) or str(self.default)
		if not text.isdigit() or not 0 < int(text) < 65536:
			raise BenchError(f"{self.variable}={text} is not a port number (1 to 65535).")
		return int(text)


WEB_PORT = Port("PORT", 8000)
SOCKETIO_PORT = Port("SOCKETIO_PORT", 9000)
TEST_WEB_PORT = Port("TEST_PORT", 8100)
TEST_SOCKETIO_PORT = Port("TEST_SOCKETIO_PORT", 9100)
DB_PORT = Port("DB_PORT", 3306 if os.environ.get("DB_HOST") else 23306)
REDIS_CACHE_PORT = Port("REDIS_CACHE_PORT", 23000)
REDIS_QUEUE_PORT = Port("REDIS_QUEUE_PORT", 21000)


def own_database() -> bool:
	"""Whether the bench runs its own MariaDB, which it does unless DB_HOST names another."""
	return not os.environ.get("DB_HOST")


def database_host() -> str:
	return os.environ.get("DB_HOST") or "127.0.0.1"


def redis_cache_url() -> str:
	return os.environ.get("REDIS_CACHE") or f"redis://127.0.0.1:{REDIS_CACHE_PORT.number}"


def redis_queue_url() -> str:
	return os.environ.get("REDIS_QUEUE") or f"redis://127.0.0.1:{REDIS_QUEUE_PORT.number}"
