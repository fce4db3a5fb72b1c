"""A person who works through Frappe's own REST interface, as any outside script would."""

import json
from urllib.parse import quote, urlsplit

import requests

EVENT = "Governance Event"


class Person:
	def __init__(self, address: str, user: str, password: str):
		host = urlsplit(address)
		self.user = user
		self.base = f"http://127.0.0.1:{host.port}"
		self.session = requests.Session()
		self.session.headers.update({"Host": host.netloc, "Accept": "application/json"})
		self.ok(self.post("/api/method/login", usr=user, pwd=password))

	def get(self, path: str, **parameters) -> requests.Response:
		return self.session.get(self.base + path, params=parameters)

	def post(self, path: str, **values) -> requests.Response:
		return self.session.post(self.base + path, json=values)

	def put(self, path: str, **values) -> requests.Response:
		return self.session.put(self.base + path, json=values)

	@staticmethod
	def ok(response: requests.Response) -> requests.Response:
		assert response.status_code == 200, f"{response.status_code}: {response.text[:2000]}"
		return response

	def list(self, doctype: str, **parameters) -> list[dict]:
		encoded = {
			key: value if isinstance(value, str) else json.dumps(value) for key, value in parameters.items()
		}
		return self.ok(self.get(f"/api/resource/{quote(doctype)}", **encoded)).json()["data"]

	def create_event(self, **values) -> str:
		return self.ok(self.post(f"/api/resource/{quote(EVENT)}", **values)).json()["data"]["name"]

	def event(self, name: str) -> dict:
		return self.ok(self.get(event_path(name))).json()["data"]

	def change_event(self, name: str, **values) -> dict:
		return self.ok(self.put(event_path(name), **values)).json()["data"]

	def try_action(self, name: str, action: str) -> requests.Response:
		doc = self.get(event_path(name)).json().get("data") or {"doctype": EVENT, "name": name}
		return self.post(
			"/api/method/frappe.model.workflow.apply_workflow",
			doc=json.dumps({**doc, "doctype": EVENT}),
			action=action,
		)

	def act(self, name: str, action: str) -> str:
		"""Take one workflow action; return the state that it led to."""
		return self.ok(self.try_action(name, action)).json()["message"]["workflow_state"]


def event_path(name: str) -> str:
	return f"/api/resource/{quote(EVENT)}/{quote(name)}"


def server_message(response: requests.Response) -> str:
	"""The texts that the server gave with a refusal."""
	messages = json.loads(response.json().get("_server_messages") or "[]")
	return " ".join(json.loads(message)["message"] for message in messages)
