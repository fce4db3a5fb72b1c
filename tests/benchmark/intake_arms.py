"""What B1 and B2 send in: reports by token over HTTP to ours, the same to a stock DocType, and raw rows by the driver.

Everything is answered in this process, without a socket. The raw arm is a small Werkzeug application that writes the very rows
which ours left for one report, under new names, in one statement a table and one transaction.
"""

import json
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import count

import frappe
import frappe.app
from werkzeug.test import Client
from werkzeug.wrappers import Request, Response

from yumen_governance.events.intake import keys as intake_keys
from yumen_governance.events.intake import related

EVENT, STOCK = "Governance Event", "Benchmark Stock Event"
PERSON = "intake@benchmark.example.com"
LISTENER = "listener@benchmark.example.com"
TITLES = ("小区路灯不亮", "楼道堆放杂物", "供水管道渗漏", "商铺占道经营", "夜间施工噪声")
# Table: the column that names the event
LEFT_BY_ONE = {
	f"tab{EVENT}": "name",
	"tabTimeline Entry": "reference_name",
	"tabWorkflow Action": "reference_name",
	"tabCase Clock": "reference_name",
	"tabOutgoing Notice": "reference_name",
	intake_keys.TABLE: "event",
	related.TABLE: "event",
}
# What must differ from row to row, beside the name
DISTINCT = ("notice_key", "idempotency_key")
_number = count(1)


class Machine:
	"""An account of another system, by its token. Requests run in a thread of their own (visitor.Visitor)."""

	def __init__(self, user: str, application=None):
		self.thread = ThreadPoolExecutor(max_workers=1)
		self.client = Client(application or frappe.app.application)
		self.headers = {"X-Frappe-Site-Name": frappe.local.site, "Authorization": f"token {token_of(user)}"}

	def post(self, path: str, body: object) -> dict:
		answer = self.thread.submit(self.client.post, path, headers=self.headers, json=body).result()
		if answer.status_code != 200:
			raise RuntimeError(f"{path} answered {answer.status}: {answer.text[:2000]}")
		return answer.json


@cache
def token_of(user: str) -> str:
	"""Give an account a token of the framework's own, and return it."""
	doc = frappe.get_doc("User", user)
	secret = frappe.generate_hash(length=15)
	doc.api_key = doc.api_key or frappe.generate_hash(length=15)
	doc.api_secret = secret
	doc.save()
	frappe.db.commit()
	return f"{doc.api_key}:{secret}"


def ensure_accounts() -> None:
	"""An account that reports with the role of the desk, so that ours and stock may both be used with it."""
	for email in (PERSON, LISTENER):
		if not frappe.db.exists("User", email):
			user = frappe.get_doc({"doctype": "User", "email": email, "first_name": email.split("@")[0]})
			user.update({"send_welcome_email": 0, "roles": [{"role": "Dispatcher"}]})
			user.flags.no_welcome_mail = True
			user.insert()
	frappe.db.commit()


def report(grids: list[str]) -> dict:
	"""The next report, each under a key of its own."""
	number = next(_number)
	return {
		"source": "Hotline",
		"idempotency_key": frappe.generate_hash(length=20),
		"title": f"{TITLES[number % len(TITLES)]}，第{number}次反映",
		"category": "0401",
		"grid": grids[number % len(grids)],
		"address": f"人民路{number % 400}号",
		"description": "居民来电反映此处问题已持续数日，影响出行，希望尽快派人到现场处理并回复。",
		"reporter_name": "来电人",
		"reporter_phone": f"1990000{number % 10000:04}",
	}


def ensure_stock() -> None:
	"""The same event by stock means: links, a Select, a series, tracked changes, an Assignment Rule and a Notification."""
	if frappe.db.exists("DocType", STOCK):
		return
	fields = [
		_field("title", "Data", reqd=1, in_list_view=1),
		_field("source", "Link", options="Event Source", reqd=1),
		_field("category", "Link", options="Event Category", reqd=1),
		_field("grid", "Link", options="Grid", reqd=1),
		_field("address", "Data"),
		_field("description", "Small Text"),
		_field("reporter_name", "Data"),
		_field("reporter_phone", "Data", options="Phone"),
		_field("idempotency_key", "Data", unique=1),
		_field("urgency", "Select", options="Normal\nUrgent\nVery Urgent", default="Normal"),
		_field("due_on", "Datetime"),
	]
	frappe.get_doc(
		{
			"doctype": "DocType",
			"name": STOCK,
			"module": "Custom",
			"custom": 1,
			"autoname": "BS-.YYYY.-.#####",
			"track_changes": 1,
			"fields": fields,
			"permissions": [{"role": "Dispatcher", "read": 1, "write": 1, "create": 1}],
		}
	).insert()
	rule = {"doctype": "Assignment Rule", "name": STOCK, "document_type": STOCK, "assign_condition": "True"}
	days = [
		{"day": day} for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
	]
	frappe.get_doc(
		{**rule, "rule": "Round Robin", "priority": 0, "users": [{"user": LISTENER}], "assignment_days": days}
	).insert()
	frappe.get_doc(
		{
			"doctype": "Notification",
			"name": STOCK,
			"document_type": STOCK,
			"event": "New",
			"channel": "System Notification",
			"subject": "{{ doc.title }}",
			"message": "{{ doc.title }}",
			"recipients": [{"receiver_by_role": "Dispatcher"}],
			"enabled": 1,
		}
	).insert()
	frappe.db.commit()
	frappe.clear_cache()


def _field(fieldname: str, fieldtype: str, **more) -> dict:
	return {"fieldname": fieldname, "fieldtype": fieldtype, "label": fieldname.title(), **more}


class Raw:
	"""A Werkzeug application that stores reports as the rows which ours left, with nothing around them."""

	def __init__(self, event: str):
		# What was stored meanwhile isn't seen by a transaction that began before
		frappe.db.rollback()
		self.event, self.connection = event, frappe.db._conn
		self.rows = {table: self._rows(table, column) for table, column in LEFT_BY_ONE.items()}
		actions = [row["name"] for row in self.rows["tabWorkflow Action"]]
		self.roles = _dicts(
			"select * from `tabWorkflow Action Permitted Role` where parent in %s", (actions,)
		)
		self.made: list[str] = []

	def _rows(self, table: str, column: str) -> list[dict]:
		return _dicts(f"select * from `{table}` where `{column}` = %s", (self.event,))

	@property
	def rows_of_a_report(self) -> int:
		return sum(map(len, self.rows.values())) + len(self.roles)

	def __call__(self, environ, start_response):
		reports = json.loads(Request(environ).get_data())
		names = self.store(len(reports) if isinstance(reports, list) else 1)
		return Response(json.dumps(names), mimetype="application/json")(environ, start_response)

	def store(self, number: int) -> list[str]:
		"""Insert the rows of so many reports, one statement a table, and commit."""
		names = [f"GE-R-{frappe.generate_hash(length=20)}" for _n in range(number)]
		with self.connection.cursor() as cursor:
			for table, column in LEFT_BY_ONE.items():
				_insert(
					cursor, table, (_renamed(row, column, name) for name in names for row in self.rows[table])
				)
			_insert(
				cursor,
				"tabWorkflow Action Permitted Role",
				(_renamed(row, "parent", name) for name in names for row in self.roles),
			)
		self.connection.commit()
		self.made += names
		return names


def _renamed(row: dict, column: str, name: str) -> dict:
	fresh = {key: frappe.generate_hash(length=20) for key in ("name", *DISTINCT) if key in row}
	return {**row, **fresh, column: name}


def _insert(cursor, table: str, rows: Iterable[dict]) -> None:
	rows = list(rows)
	if not rows:
		return
	columns = ", ".join(f"`{column}`" for column in rows[0])
	places = f"({', '.join(['%s'] * len(rows[0]))})"
	values = [value for row in rows for value in row.values()]
	cursor.execute(f"insert into `{table}` ({columns}) values {', '.join([places] * len(rows))}", values)


def _dicts(query: str, values: tuple) -> list[dict]:
	return [dict(row) for row in frappe.db.sql(query, values, as_dict=True)]


def forget(names: list[str]) -> None:
	"""Remove what the arms made, so that tables of a known size stay so."""
	frappe.db.rollback()
	for start in range(0, len(names), 1000):
		part = names[start : start + 1000]
		frappe.db.sql(
			"""delete role from `tabWorkflow Action Permitted Role` role join `tabWorkflow Action` action
			on action.name = role.parent where action.reference_name in %s""",
			(part,),
		)
		for table, column in LEFT_BY_ONE.items():
			frappe.db.sql(f"delete from `{table}` where `{column}` in %s", (part,))
	for doctype in (STOCK, "ToDo", "Notification Log"):
		if doctype == STOCK:
			frappe.db.delete(STOCK)
		else:
			column = "reference_type" if doctype == "ToDo" else "document_type"
			frappe.db.delete(doctype, {column: STOCK})
	frappe.db.commit()


def caller(send: Callable[[], list[str]], made: list[str]) -> Callable[[], list[str]]:
	"""An arm that remembers which events it made."""

	def call() -> list[str]:
		names = send()
		made.extend(names)
		return names

	return call
