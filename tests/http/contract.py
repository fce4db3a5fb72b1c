"""The contract as Schemathesis reads it, and what an answer must be whatever was asked."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import frappe
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
	content_type_conformance,
	response_schema_conformance,
	status_code_conformance,
)

SITES = Path(__file__).parents[2] / "sites"
PATH = "/api/openapi.json"
# More of them look deeper, at other inputs each time: CONTRACT_EXAMPLES=300 make test
EXAMPLES = int(os.environ.get("CONTRACT_EXAMPLES", 0))
CHECKS = (status_code_conformance, content_type_conformance, response_schema_conformance)
# Written on purpose when something is refused, or by whoever else works on the site meanwhile
OWN_LIFE = (
	*("Access Log", "Activity Log", "Error Log", "Error Snapshot", "Scheduled Job Log", "Route History"),
	*(
		"Sensitive Access Log",
		"Message Delivery",
		"Notification Log",
		"Watchdog Mark",
		"Sessions",
		"Field Item",
	),
)


def document(address: str) -> dict:
	"""Return the contract as the server serves it."""
	host = urlsplit(address)
	answer = requests.get(f"http://127.0.0.1:{host.port}{PATH}", headers={"Host": host.netloc}, timeout=60)
	assert answer.status_code == 200, answer.text[:1000]
	return answer.json()


def operations(address: str) -> dict:
	"""Return the operations of the contract by their names."""
	schema = schemathesis.openapi.from_dict(document(address))
	found = (result.ok() for result in schema.get_all_operations())
	return {operation.definition.raw["operationId"]: operation for operation in found}


def examples(operation, most: int):
	"""Run a function with arguments as the contract describes them: the same ones each time, unless more are asked for."""
	options = {"max_examples": EXAMPLES or most, "derandomize": not EXAMPLES, "database": None}
	phases, quiet = (Phase.explicit, Phase.generate), list(HealthCheck)

	def run(test) -> None:
		settings(**options, phases=phases, deadline=None, suppress_health_check=quiet)(
			given(case=operation.as_strategy())(test)
		)()

	return run


def check(case, response: requests.Response) -> None:
	"""No failure of the server, no trace of its code, and only what the contract says."""
	told = case.operation.definition.raw["responses"]
	text = response.text
	assert "Traceback (most recent call last)" not in text, text[:3000]
	assert "pymysql" not in text and "/apps/" not in text, text[:3000]
	if response.status_code >= 500 and str(response.status_code) in told:
		return
	case.validate_response(response, checks=[not_a_server_error, *CHECKS])


class Rows:
	"""How many rows the app's tables hold, seen by a connection of its own."""

	def __init__(self, site: str):
		self.site = site
		self.known: dict[str, int] | None = None  # the last count, while nothing was written since

	@contextmanager
	def watched(self) -> Iterator["Rows"]:
		"""Keep the site open while the block lasts."""
		before = os.getcwd()
		os.chdir(SITES)
		frappe.init(site=self.site)
		frappe.connect()
		tables = set(frappe.db.get_tables(cached=False)) - {f"tab{name}" for name in OWN_LIFE}
		modules = frappe.get_all("Module Def", {"app_name": "yumen_governance"}, pluck="name")
		ours = frappe.get_all("DocType", {"module": ["in", modules], "issingle": 0}, pluck="name")
		self.tables = sorted(
			tables & {f"tab{name}" for name in (*ours, "File", "Version", "Comment", "User")}
		)
		try:
			yield self
		finally:
			frappe.destroy()
			os.chdir(before)

	def counted(self) -> dict[str, int]:
		"""Count them."""
		frappe.db.rollback()
		parts = (f"select '{table}', count(*) from `{table}`" for table in self.tables)
		return dict(frappe.db.sql(" union all ".join(parts)))


def changed(before: dict[str, int], after: dict[str, int]) -> str:
	"""Say which tables grew or shrank."""
	return json.dumps(
		{name: after[name] - number for name, number in before.items() if after[name] != number}
	)
