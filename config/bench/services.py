"""The bench's own MariaDB and two Redis servers: started when nobody did, stopped by the last who uses them."""

import fcntl
import os
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import IO

from . import processes
from .progress import run, say, step
from .settings import (
	CONFIG,
	DB_PORT,
	LOGS,
	REDIS_CACHE_PORT,
	REDIS_QUEUE_PORT,
	VAR,
	BenchError,
	Port,
	own_database,
)
from .system_packages import find_program

DATABASE_FOLDER = VAR / "mariadb"
ROOT_PASSWORD_FILE = VAR / "mariadb-root-password"
USERS_LOCK = VAR / "services-users.lock"
START_LOCK = VAR / "services-start.lock"


@dataclass(frozen=True)
class Service:
	name: str
	port: Port
	command: Callable[[int], list[str]]
	seconds_to_start: int = 60

	@property
	def pid_file(self) -> Path:
		return VAR / f"{self.name}.pid"

	def is_running(self) -> bool:
		return bool(self.pid()) and answers(self.port.number)

	def pid(self) -> int:
		"""The server's process, known by its number and by working in the bench's own data; 0 without one."""
		text = self.pid_file.read_text() if self.pid_file.is_file() else ""
		pid = int(text) if text.isdigit() else 0
		return pid if processes.works_below(pid, VAR) else 0


@contextmanager
def running() -> Iterator[None]:
	"""Hold the services for the length of the block; whoever leaves last stops them."""
	VAR.mkdir(exist_ok=True)
	with USERS_LOCK.open("a") as users:
		fcntl.flock(users, fcntl.LOCK_SH)
		try:
			start_missing()
			yield
		finally:
			stop_unused(users)


def stop_if_unused() -> None:
	"""Stop what a killed command left running, unless another command works with it."""
	if USERS_LOCK.is_file():
		with USERS_LOCK.open("a") as users:
			stop_unused(users)


def stop_unused(users: IO) -> None:
	if is_last_user(users):
		stop_all()


def is_last_user(users: IO) -> bool:
	try:
		fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
	except BlockingIOError:
		return False
	return True


def start_missing() -> None:
	"""Start the servers that are not running; one command at a time looks and starts."""
	with START_LOCK.open("a") as starting:
		fcntl.flock(starting, fcntl.LOCK_EX)
		for service in configured():
			if not service.is_running():
				with step(f"{service.name} on port {service.port.number}"):
					start(service)
		if own_database():
			set_root_password()


def configured() -> list[Service]:
	services = [] if not own_database() else [Service("mariadb", DB_PORT, mariadb_command)]
	if not os.environ.get("REDIS_CACHE"):
		services.append(Service("redis_cache", REDIS_CACHE_PORT, redis_command("redis_cache")))
	if not os.environ.get("REDIS_QUEUE"):
		services.append(Service("redis_queue", REDIS_QUEUE_PORT, redis_command("redis_queue")))
	return services


def pids() -> set[int]:
	return {service.pid() for service in configured()}


def start(service: Service) -> None:
	processes.end(filter(None, [service.pid()]))
	require_free(service.port)
	LOGS.mkdir(exist_ok=True)
	with (LOGS / f"{service.name}.log").open("a") as log:
		process = subprocess.Popen(
			service.command(service.port.number),
			stdout=log,
			stderr=log,
			stdin=subprocess.DEVNULL,
			start_new_session=True,
		)
	service.pid_file.write_text(str(process.pid))
	wait_until_it_answers(service, process)


def wait_until_it_answers(service: Service, process: subprocess.Popen) -> None:
	deadline = time.monotonic() + service.seconds_to_start
	while not answers(service.port.number):
		if process.poll() is not None or time.monotonic() > deadline:
			raise BenchError(f"{service.name} did not start; logs/{service.name}.log says why.")
		time.sleep(0.1)


def require_free(port: Port) -> None:
	"""Raise BenchError naming the port and the variable that moves it, if another program holds it."""
	with socket.socket() as probe:
		probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
		try:
			probe.bind(("127.0.0.1", port.number))
		except OSError as error:
			raise BenchError(
				f"Port {port.number} is taken by another program. "
				f"End that program, or choose another port: {port.variable}=<port> make start"
			) from error


def answers(port: int) -> bool:
	with socket.socket() as probe:
		probe.settimeout(1)
		return probe.connect_ex(("127.0.0.1", port)) == 0


def stop_all() -> None:
	for service in configured():
		if service.pid():
			say(f"  … stopping {service.name}")
			processes.end([service.pid()], patience=30)
		service.pid_file.unlink(missing_ok=True)


def mariadb_command(port: int) -> list[str]:
	if not (DATABASE_FOLDER / "mysql").is_dir():
		create_database_folder()
	config = write_config("mariadb.cnf", data=DATABASE_FOLDER, port=port, buffer_pool=f"{buffer_pool()}M")
	command = [str(find_program("mariadbd")), f"--defaults-file={config}"]
	return [*command, "--user=root"] if os.geteuid() == 0 else command


def buffer_pool() -> int:
	"""Return how much memory the database keeps its pages in, in megabytes: a quarter of the machine's."""
	return max(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 4 // 2**20, 256)


def create_database_folder() -> None:
	"""Make MariaDB's system tables in a folder of their own; a killed attempt leaves nothing behind."""
	partial = DATABASE_FOLDER.with_name("mariadb.partial")
	shutil.rmtree(partial, ignore_errors=True)
	command = [find_program("mariadb-install-db"), "--no-defaults", f"--datadir={partial}", "--skip-test-db"]
	if os.geteuid() == 0:
		command.append("--user=root")
	run(*command, "--auth-root-authentication-method=normal", log="mariadb-install")
	partial.rename(DATABASE_FOLDER)


def redis_command(name: str) -> Callable[[int], list[str]]:
	def command(port: int) -> list[str]:
		folder = VAR / name
		folder.mkdir(parents=True, exist_ok=True)
		return [str(find_program("redis-server")), str(write_config(f"{name}.conf", data=folder, port=port))]

	return command


def write_config(name: str, **values: object) -> Path:
	target = VAR / name
	target.write_text(Template((CONFIG / name).read_text()).substitute(values))
	return target


def root_password() -> str:
	if not own_database():
		return os.environ.get("DB_ROOT_PASSWORD", "")
	return ROOT_PASSWORD_FILE.read_text()


def set_root_password() -> None:
	"""Give the own server's root a random password, once; the file is written before the server takes it."""
	if not ROOT_PASSWORD_FILE.is_file():
		with os.fdopen(os.open(ROOT_PASSWORD_FILE, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
			file.write(secrets.token_urlsafe(24))
	if not root_logs_in(""):
		return
	sql = f"ALTER USER root@localhost IDENTIFIED BY '{root_password()}';"
	run(*mariadb_client(), log="mariadb-root", stdin=sql, env={**os.environ, "MYSQL_PWD": ""})


def root_logs_in(password: str) -> bool:
	attempt = subprocess.run(
		[*mariadb_client(), "-e", "SELECT 1"], env={**os.environ, "MYSQL_PWD": password}, capture_output=True
	)
	return attempt.returncode == 0


def mariadb_client() -> list[str]:
	return ["mariadb", "--no-defaults", "-h127.0.0.1", f"-P{DB_PORT.number}", "-uroot"]
