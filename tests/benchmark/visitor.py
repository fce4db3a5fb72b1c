"""Requests of one person to the site, answered in this process: session, rights, handler and JSON, no socket."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import frappe
import frappe.app
from frappe.utils.password import update_password
from werkzeug.test import Client

PASSWORD = "benchmark-of-this-site"


class Visitor:
	"""A logged-in person. Requests run in a thread of their own, as they replace what Frappe keeps per thread."""

	def __init__(self, user: str):
		update_password(user, PASSWORD)
		frappe.db.commit()
		self.thread = ThreadPoolExecutor(max_workers=1)
		self.client = Client(frappe.app.application)
		self.headers = {"X-Frappe-Site-Name": frappe.local.site}
		self.post("login", {"usr": user, "pwd": PASSWORD})

	def post(self, method: str, arguments: dict) -> dict:
		return self._send(self.client.post, method, data=arguments)

	def get(self, method: str, arguments: dict) -> dict:
		return self._send(self.client.get, method, query_string=arguments)

	def _send(self, send: Callable, method: str, **values) -> dict:
		answer = self.thread.submit(send, f"/api/method/{method}", headers=self.headers, **values).result()
		if answer.status_code != 200:
			raise RuntimeError(f"{method} answered {answer.status}: {answer.text[:2000]}")
		return answer.json
