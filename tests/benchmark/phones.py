"""Phones of the benchmark: members with a grid of a known size, what they pull, and many of them at once over HTTP."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path

import frappe
import requests
from frappe.utils import now_datetime
from frappe.utils.password import set_encrypted_password
from frappe.utils.response import json_handler

from yumen_governance.events.tally.layout import COUNTED, COUNTED_DUE, NOW, NOW_DUE
from yumen_governance.field_work.sync import pulling
from yumen_governance.permissions import scope

from .city import community, ensure_person

ROOT = Path(__file__).resolve().parents[2]
EVENT, RESIDENT = "Governance Event", "Resident"
MODULE = "/api/method/yumen_governance.api.sync"
AGENT = "Mozilla/5.0 (Linux; Android 10) Chrome/120.0"
# Further grids of a community, beside those that the generated records lie in
FIRST_NUMBER = 901
# What each member of a crowd sends
REPORTS = 3


@dataclass(frozen=True)
class Pilot:
	"""A grid of its own with a known number of records, and its member."""

	grid: str
	path: str
	user: str


@contextmanager
def pilot(number: int, residents: int, events: int) -> Iterator[Pilot]:
	"""Have a grid with so many residents and open events, and nothing else; they are gone afterwards."""
	above = community(32)
	parent = frappe.db.get_value("Grid", above, ["name", "grid_path"], as_dict=True)
	grid = f"{above}{FIRST_NUMBER + number}"
	path = f"{parent.grid_path}{grid}."
	_forget(grid)
	frappe.db.sql(
		"""insert into tabGrid (name, creation, modified, owner, grid_code, grid_name, parent_grid, grid_level, unit_type, grid_path,
		is_active) select %s, creation, modified, owner, %s, %s, parent_grid, grid_level, unit_type, %s, 1 from tabGrid
		where parent_grid = %s limit 1""",
		(grid, grid, f"第{grid}号网格", path, above),
	)
	user = ensure_person(f"phone-{number}", grid)
	_copy(
		RESIDENT, residents, grid, path, {"status": "'Active'", "id_number_index": "md5(concat(r.name, seq))"}
	)
	place = {
		"lead_grid": f"'{grid}'",
		"lead_grid_path": f"'{path}'",
		"stage": "'Handling'",
		"lead_unit": "null",
	}
	_copy(EVENT, events, grid, path, {**place, "workflow_state": "'In Progress'", "closed_on": "null"})
	frappe.db.sql(
		f"update `tab{EVENT}` set `{COUNTED}` = `{NOW}`, `{COUNTED_DUE}` = `{NOW_DUE}` where grid = %s", grid
	)
	frappe.db.commit()
	frappe.clear_cache()
	try:
		yield Pilot(grid, path, user)
	finally:
		frappe.db.rollback()
		_forget(grid)
		frappe.db.commit()


def _copy(doctype: str, number: int, grid: str, path: str, given: dict[str, str]) -> None:
	"""Write records into a grid as copies of any others, changed hours ago."""
	if not number:
		return
	table = f"tab{doctype}"
	shown = [
		row.Field for row in frappe.db.sql(f"show columns from `{table}`", as_dict=True) if not row.Extra
	]
	moment = "now() - interval 3 hour - interval seq second"
	given = {"name": f"concat('{grid}-', seq)", "grid": f"'{grid}'", "grid_path": f"'{path}'", **given}
	given |= {"creation": moment, "modified": moment}
	selected = ", ".join(given.get(column, f"r.`{column}`") for column in shown)
	frappe.db.sql(
		f"""insert into `{table}` ({', '.join(f'`{column}`' for column in shown)}) select {selected}
		from seq_1_to_{number} join (select *, row_number() over (order by name) no from
		(select * from `{table}` order by name limit 400) some) r on r.no = 1 + seq % 400"""
	)


def _forget(grid: str) -> None:
	for doctype in (RESIDENT, EVENT):
		frappe.db.delete(doctype, {"grid": grid})
	frappe.db.delete("Grid", {"name": grid})


class Phone:
	"""A phone that pulls in this process: what the server does for a request, without the socket."""

	def __init__(self, user: str):
		self.user, self.marks = user, {}

	def pull_all(self) -> dict[str, int]:
		"""Pull from the beginning until nothing is left; return how many rows of each store came."""
		self.marks, rows = {}, {}
		while True:
			answer = self.pull()
			for name, page in answer["stores"].items():
				rows[name] = rows.get(name, 0) + len(page["rows"])
			if not answer["gone_more"] and not any(page["more"] for page in answer["stores"].values()):
				return rows

	def pull(self) -> dict:
		"""Pull once, as far as the bytes of the answer."""
		frappe.set_user(self.user)
		scope.forget()
		try:
			answer = pulling.pull(pulling.read_marks(self.marks), self.user, now_datetime())
		finally:
			frappe.set_user("Administrator")
			scope.forget()
		json.dumps(answer, default=json_handler, separators=(",", ":"))
		marks = {name: page["mark"] for name, page in answer["stores"].items()}
		kept = {} if answer["anew"] else self.marks.get("stores", {})
		self.marks = {
			"stores": json.loads(json.dumps({**kept, **marks})),
			"gone": answer["gone_mark"],
			"shape": answer["shape"],
		}
		return answer


@dataclass
class Crowd:
	"""Many phones at once, and how long each request took."""

	site: str
	seconds: dict[str, list[float]] = field(default_factory=dict)
	errors: list[str] = field(default_factory=list)
	events: list[str] = field(default_factory=list)
	_lock: threading.Lock = field(default_factory=threading.Lock)

	def run(self, address: str, members: list[tuple[str, str, str]], work: Callable) -> float:
		"""Let all members do their work at once; return the seconds until the last one was through.

		:param members: user, token and grid of each
		:param work: is given a function that sends a request, and the grid
		"""
		ready = threading.Barrier(len(members) + 1)

		def one(token: str, grid: str) -> None:
			ready.wait()
			try:
				work(lambda *arguments, **values: self._send(address, token, *arguments, **values), grid)
			except Exception as error:
				self._note(self.errors, f"{type(error).__name__}: {error}"[:500])

		threads = [threading.Thread(target=one, args=each[1:]) for each in members]
		for thread in threads:
			thread.start()
		ready.wait()
		began = time.monotonic()
		for thread in threads:
			thread.join()
		return time.monotonic() - began

	def _send(self, address: str, token: str, name: str, body: dict | None = None, **values):
		headers = {"X-Frappe-Site-Name": self.site, "Authorization": f"token {token}"}
		headers["User-Agent"] = AGENT
		began = time.monotonic()
		verb = "POST" if body is not None else "GET"
		answer = requests.request(
			verb, f"{address}{MODULE}.{name}", headers=headers, json=body, params=values, timeout=120
		)
		self._note(self.seconds.setdefault(name, []), time.monotonic() - began)
		assert answer.status_code == 200, f"{name} answered {answer.status_code}: {answer.text[:300]}"
		return answer.json()["message"]

	def _note(self, where: list, what) -> None:
		with self._lock:
			where.append(what)

	def percentile(self, name: str, share: float) -> float:
		"""The seconds within which so much of the requests of a name were answered."""
		values = sorted(self.seconds[name])
		return values[min(len(values) - 1, int(share * len(values)))]


def ensure_members(users: list[str], grids: list[str]) -> list[tuple[str, str, str]]:
	"""Give each account a post in a grid and a token; return user, token and grid of each."""
	paths = dict(frappe.get_all("Grid", {"name": ["in", grids]}, ["name", "grid_path"], as_list=True))
	frappe.db.delete("Grid Member", {"user": ["in", users]})
	frappe.db.delete("Field Device", {"user": ["in", users]})
	posts, members = [], []
	for number, user in enumerate(users):
		grid, secret = grids[number % len(grids)], frappe.generate_hash(length=15)
		post = {"name": f"benchmark-{user}", "member_name": user, "post": "Full-time Member", "user": user}
		posts.append(
			{**post, "grid": grid, "grid_path": paths[grid], "is_active": 1, "owner": "Administrator"}
		)
		frappe.db.set_value("User", user, "api_key", key := frappe.generate_hash(length=15))
		set_encrypted_password("User", user, secret, "api_secret")
		members.append((user, f"{key}:{secret}", grid))
	frappe.db.bulk_insert("Grid Member", list(posts[0]), [list(row.values()) for row in posts])
	frappe.db.commit()
	frappe.clear_cache()
	return members


@contextmanager
def web_server(workers: int = 2) -> Iterator[str]:
	"""The site as it is served, on a free port of this machine; yields its address."""
	with socket.socket() as free:
		free.bind(("127.0.0.1", 0))
		port = free.getsockname()[1]
	command = [sys.executable, "-m", "gunicorn", "--pythonpath", str(ROOT / "config/web"), "--preload"]
	command += ["--bind", f"127.0.0.1:{port}", "--workers", str(workers), "--threads", "4"]
	command += ["--worker-class", "gthread", "--timeout", "120", "--log-level", "warning", "wsgi:application"]
	environment = {**os.environ, "DEFAULT_SITE": frappe.local.site}
	server = subprocess.Popen(command, cwd=ROOT / "sites", env=environment)
	try:
		_wait_for(port)
		yield f"http://127.0.0.1:{port}"
	finally:
		server.terminate()
		server.wait(20)


def _wait_for(port: int) -> None:
	for _try in range(300):
		try:
			socket.create_connection(("127.0.0.1", port), 1).close()
			return
		except OSError:
			time.sleep(0.1)
	raise RuntimeError("the web server doesn't answer")


def work_of_a_member(send: Callable, grid: str) -> None:
	"""What a phone does when it comes back to the network: begin, send three reports, pull everything, pull once more."""
	send("begin", {"device": str(uuid.uuid4())})
	answers = send("push", {"items": [_report(grid, number) for number in range(REPORTS)]})
	assert [answer["status"] for answer in answers] == ["done"] * REPORTS, str(answers)[:300]
	marks: dict = {}
	while True:
		answer = send("pull", marks=json.dumps(marks))
		kept = {} if answer["anew"] else marks.get("stores", {})
		pages = answer["stores"]
		marks = {"stores": {**kept, **{name: page["mark"] for name, page in pages.items()}}}
		marks |= {"gone": answer["gone_mark"], "shape": answer["shape"]}
		if not answer["gone_more"] and not any(page["more"] for page in pages.values()):
			break
	send("pull", marks=json.dumps(marks))


def _report(grid: str, number: int) -> dict:
	return {
		"id": str(uuid.uuid4()),
		"number": number,
		"kind": "report_event",
		"values": {
			"category": "0401",
			"grid": grid,
			"address": f"人民路{number}号",
			"text": "基准测试：路灯不亮，影响夜间出行。",
		},
		"base": None,
		"happened_on": datetime.now(timezone.utc).isoformat(),
		"photos": [],
	}
