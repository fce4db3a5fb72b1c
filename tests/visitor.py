"""Somebody without an account, who uses the public's door over HTTP as its pages do."""

import json
import uuid
from urllib.parse import urlsplit

import requests

METHOD = "/api/method/yumen_governance.api."


class Visitor:
	"""`address`, an internet address of documentation (RFC 5737), keeps the limits of one visitor from those of another."""

	def __init__(self, base: str, address: str):
		host = urlsplit(base)
		self.base = f"http://127.0.0.1:{host.port}"
		self.session = requests.Session()
		self.session.headers.update({"Host": host.netloc, "Accept": "application/json"})
		self.session.headers["X-Forwarded-For"] = address

	def ask(self, method: str, room: str = "portal", /, **values) -> requests.Response:
		return self.session.get(f"{self.base}{METHOD}{room}.{method}", params=values, timeout=60)

	def send(
		self, method: str, room: str = "portal", /, files: list | None = None, **values
	) -> requests.Response:
		data = {key: value if isinstance(value, str) else json.dumps(value) for key, value in values.items()}
		return self.session.post(f"{self.base}{METHOD}{room}.{method}", data=data, files=files, timeout=60)

	def told(self, response: requests.Response):
		assert response.status_code == 200, f"{response.status_code}: {response.text[:1000]}"
		return response.json()["message"]

	def report(self, **values) -> dict:
		"""A tip-off as the page makes it."""
		choices = self.told(self.ask("choices"))
		report = {"key": uuid.uuid4().hex, "category": choices["categories"][0]["category"]}
		return {**report, "grid": choices["communities"][0]["name"], "text": "楼下垃圾三天没有清运", **values}

	def tip_off(self, **values) -> dict:
		return self.told(self.send("tip_off", report=self.report(**values)))
