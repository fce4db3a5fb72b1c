"""Events and steps that come from a phone over HTTP: each once, in order, never over another's, nothing bad let in."""

import io
import json
from datetime import datetime, timezone
from uuid import uuid4

import pytest
import requests
from PIL import Image

from tests.people import Person

SYNC = "/api/method/yumen_governance.api.sync"


class PhoneOf:
	"""A member's phone as the server sees it."""

	def __init__(self, address: str, account: dict[str, str]):
		self.person = Person(address, **account)
		told = self.post("begin", device=str(uuid4())).json()["message"]
		self.person.session.headers["X-Frappe-CSRF-Token"] = told["csrf_token"]
		self.number = 0

	def post(self, method: str, **values) -> requests.Response:
		return self.person.ok(self.person.post(f"{SYNC}.{method}", **values))

	def item(self, kind: str, values: dict, **more) -> dict:
		self.number += 1
		happened = datetime.now(timezone.utc).isoformat()
		head = {"id": str(uuid4()), "number": self.number, "kind": kind, "happened_on": happened}
		return {**head, "values": values, "base": None, "photos": [], **more}

	def push(self, *items: dict) -> list[dict]:
		return self.post("push", items=json.dumps(items)).json()["message"]

	def report(self, **values) -> dict:
		values = {"category": "0401", "text": "手机上报：垃圾未清运", "address": "玉关路12号", **values}
		return self.item("report_event", values)

	def photo(self) -> str:
		upload, written = str(uuid4()), io.BytesIO()
		Image.new("RGB", (640, 480), "orange").save(written, "JPEG")
		content = written.getvalue()
		address = f"{self.person.base}{SYNC}.upload"
		values = {"upload": upload, "offset": 0, "total": len(content)}
		self.person.ok(self.person.session.post(address, data=values, files={"chunk": content}))
		return upload

	def row(self, event: str) -> dict:
		path = "/api/method/yumen_governance.api.field_app.event"
		return self.person.ok(self.person.get(path, name=event)).json()["message"]

	def step(self, row: dict, action: str, **answers) -> dict:
		seen = row["history"][-1]["name"]
		values = {"event": row["name"], "action": action, "state": row["workflow_state"], "seen": seen}
		base = {"store": "events", "name": row["name"], "modified": row["modified"]}
		return self.item("event_step", {**answers, **values}, base=base)


@pytest.fixture
def member(address, accounts) -> PhoneOf:
	return PhoneOf(address, accounts["grid_member"])


@pytest.fixture
def leader(address, accounts) -> PhoneOf:
	return PhoneOf(address, accounts["grid_leader"])


def test_report_with_a_photo_is_an_event_once_however_often_it_is_sent(member):
	item = {**member.report(), "photos": [member.photo()]}
	(first,), (again,) = member.push(item), member.push(item)
	assert first["status"] == again["status"] == "done", first
	assert first["record"]["name"] == again["record"]["name"]
	row = member.row(first["record"]["name"])
	assert (row["stage"], row["is_mine"], len(row["pictures"])) == ("Triage", 1, 1)


@pytest.mark.parametrize(
	"wrong",
	(
		{"category": "no such category"},
		{"category": ""},
		{"address": ""},
		{"longitude": 116.4, "latitude": 39.9},
		{"longitude": "east", "latitude": []},
		{"reporter_phone": "12"},
		{"workflow_state": "Closed"},
		{"standard_address": "no such address"},
		{"text": {"a": 1}},
		{"text": "长" * 20_000},
	),
)
def test_a_wrong_report_is_refused_with_a_sentence_and_what_follows_is_taken(member, wrong):
	refused, taken = member.push(member.report(**wrong), member.report())
	assert refused["status"] == "refused" and refused["message"], refused
	assert "Traceback" not in refused["message"]
	assert taken["status"] == "done"


def test_html_stays_words(member, person):
	evil = "<img src=x onerror=alert(1)><script>alert(1)</script>路灯不亮"
	(answer,) = member.push(member.report(text=evil, address=evil, reporter_name=evil))
	assert answer["status"] == "done", answer
	told = json.dumps(member.row(answer["record"]["name"]), ensure_ascii=False)
	assert "<script" not in told and "onerror=" not in told
	# Other tests read what the screens of this site show
	person("dispatcher").change_event(answer["record"]["name"], title="路灯不亮", address="运政巷")


def test_steps_in_a_row_are_taken_and_a_step_after_somebody_elses_is_a_conflict(leader, person):
	dispatcher, community = person("dispatcher"), "620981001001"
	(answer,) = leader.push(leader.report(grid=community))
	event = answer["record"]["name"]
	dispatcher.act(event, "Accept")
	dispatcher.change_event(event, lead_grid=community, dispatch_opinion="请办理")
	dispatcher.act(event, "Dispatch")
	row = leader.row(event)
	sign, start = leader.step(row, "Sign"), leader.step({**row, "workflow_state": "Signed"}, "Start")
	assert [each["status"] for each in leader.push(sign, start)] == ["done", "done"]
	row = leader.row(event)
	dispatcher.change_event(event, decision_opinion="另行安排")
	dispatcher.act(event, "Recall")
	(late,) = leader.push(leader.step(row, "Submit Result", result="已清运"))
	assert late["status"] == "conflict", late
	assert late["current"]["workflow_state"] == "Accepted"
	assert leader.row(event).get("result") is None


def test_settings_and_events_are_for_those_who_read_events(member, address):
	settings = member.person.ok(member.person.get("/api/method/yumen_governance.api.field_app.settings"))
	numbers = {row["number"] for row in settings.json()["message"]["emergency"]}
	assert {"110", "119", "120", "122"} <= numbers
	assert (
		requests.get(
			f"{member.person.base}/api/method/yumen_governance.api.field_app.settings",
			headers={"Host": member.person.session.headers["Host"]},
		).status_code
		== 403
	)
