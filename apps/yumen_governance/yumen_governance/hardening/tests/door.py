"""A person in front of the site's door: requests go through the gate, the framework and back, inside one test."""

import json
from inspect import signature
from unittest.mock import patch
from urllib.parse import quote

import frappe
import frappe.api
import frappe.handler
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from yumen_governance.hardening import answers, gate
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, make_event, make_grid, make_grid_member, put_in_state

EVENT = "Governance Event"


class DoorTestCase(GovernanceTestCase):
	"""Two communities; the member and the leader belong to the first, `theirs` happens in the second."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		frappe.set_user("Administrator")
		community, other = (make_grid(make_grid().name).name for _ in range(2))
		cls.compound, cls.other_compound = make_grid(community).name, make_grid(other).name
		make_grid_member(community, "Grid Leader", actor("leader"))
		make_grid_member(cls.compound, user=actor("member"))
		cls.mine, cls.theirs = filed("clerk", cls.compound), filed("other_clerk", cls.other_compound)

	def setUp(self):
		super().setUp()
		self.addCleanup(self._leave)
		staying = patch.object(frappe.db, "commit")
		staying.start()
		self.addCleanup(staying.stop)
		self.mine, self.theirs = (frappe.get_doc(EVENT, event.name) for event in (self.mine, self.theirs))

	def _leave(self):
		frappe.local.request = None
		frappe.local.form_dict = frappe._dict()
		frappe.local.response = frappe._dict(docs=[])

	def call(self, function: str, /, verb: str = "POST", **arguments):
		"""Call a function over HTTP as the user of the session; return its message."""
		answer = self.ask(f"/api/method/{function}", verb, **arguments)
		return answer.get("message")

	def ask(self, path: str, verb: str = "GET", /, uploads: dict | None = None, **arguments) -> dict:
		"""Send a request as the user of the session; return the answer's JSON. Refusals are raised."""
		texts = {
			key: value if isinstance(value, str) else json.dumps(value) for key, value in arguments.items()
		}
		where = {"query_string": texts} if verb == "GET" else {"data": {**texts, **(uploads or {})}}
		return self._send(EnvironBuilder(quote(path), method=verb, **where))

	def send_json(self, path: str, verb: str, /, **values) -> dict:
		"""Send a JSON body as the user of the session, as REST clients do."""
		return self._send(EnvironBuilder(quote(path), method=verb, json=values))

	def _send(self, builder: EnvironBuilder) -> dict:
		request = Request(builder.get_environ())
		request.get_data()
		frappe.local.request, frappe.local.response = request, frappe._dict(docs=[])
		frappe.local.request_ip = "127.0.0.1"
		is_json = request.mimetype == "application/json"
		body = request.get_json() if is_json else {**request.args.to_dict(), **request.form.to_dict()}
		frappe.local.form_dict = frappe._dict(body)
		frappe.clear_messages()
		frappe.db.savepoint("request")
		try:
			response = self._answer(request)
		except Exception:
			frappe.db.rollback(save_point="request")
			raise
		self.status = response.status_code
		answers.tidy(response=response, request=request)
		return json.loads(response.get_data()) if response.mimetype == "application/json" else {}

	def _answer(self, request: Request) -> Response:
		gate.check()
		if frappe.local.form_dict.cmd:
			return frappe.handler.handle()
		return frappe.api.handle(*([request] if signature(frappe.api.handle).parameters else []))

	def stock(self, function, /, *args, **kwargs):
		"""Call a stock function as the framework would without this app; None where it refuses by itself."""
		frappe.local.form_dict = frappe._dict(kwargs)
		frappe.local.request = Request(EnvironBuilder("/api/method/x", method="POST").get_environ())
		frappe.local.response = frappe._dict(docs=[])
		try:
			return function(*args, **kwargs)
		except (frappe.PermissionError, frappe.ValidationError):
			return None
		finally:
			self._leave()


def filed(clerk: str, grid: str):
	"""Return an event that a clerk reported in a grid."""
	frappe.set_user(actor(clerk))
	event = make_event(grid)
	frappe.set_user("Administrator")
	return put_in_state(event, "Reported")
