"""What is refused over REST: with which status, in Chinese, and with nothing written."""

import json
import re

import pytest
import requests

from tests.people import EVENT, event_path, server_message

CHINESE = re.compile(r"[\u4e00-\u9fff]")
OTHER_COMMUNITY = "铁人路社区"


@pytest.fixture(scope="module")
def valid(person) -> dict:
	dispatcher = person("dispatcher")
	return {
		"title": "楼道堆放杂物",
		"source": "Window",
		"category": dispatcher.list("Event Category", filters={"is_group": 0})[0]["name"],
		"grid": dispatcher.list("Grid", filters={"grid_name": "玉关路社区"})[0]["name"],
	}


@pytest.fixture(scope="module")
def foreign_event(person, valid) -> str:
	"""An event of another community, which the demo's grid leader and member have nothing to do with."""
	dispatcher = person("dispatcher")
	grid = dispatcher.list("Grid", filters={"grid_name": OTHER_COMMUNITY})[0]["name"]
	return dispatcher.create_event(**{**valid, "title": "别处的事件", "grid": grid})


@pytest.mark.parametrize(
	"wrong",
	[
		{"grid": None},
		{"grid": "000000000"},
		{"category": None},
		{"category": "无此类别"},
		{"source": "Rumour"},
		{"title": ""},
		{"lead_unit": "无此单位"},
	],
	ids=str,
)
def test_event_with_missing_or_unknown_master_is_refused(person, valid, wrong):
	dispatcher = person("dispatcher")
	before = count_events(dispatcher)
	answer = dispatcher.post(f"/api/resource/{EVENT}", **{**valid, **wrong})
	assert answer.status_code == 417, answer.text
	assert CHINESE.search(server_message(answer))
	assert count_events(dispatcher) == before


def test_level_2_grid_under_level_3_is_refused(person):
	administrator = person("governance_administrator")
	deepest = administrator.list("Grid", filters={"grid_level": "Level 3"}, fields=["name"])[0]["name"]
	answer = administrator.post(
		"/api/resource/Grid",
		grid_name="错位社区",
		grid_code=f"{deepest}001",
		unit_type="Community",
		grid_level="Level 2",
		parent_grid=deepest,
	)
	assert answer.status_code == 417
	assert CHINESE.search(server_message(answer))
	assert not administrator.list("Grid", filters={"grid_name": "错位社区"})


def test_transition_that_the_state_forbids_is_refused(person, valid):
	dispatcher = person("dispatcher")
	event = dispatcher.create_event(**valid)
	answer = dispatcher.try_action(event, "Close")
	assert answer.status_code == 417
	assert CHINESE.search(server_message(answer))
	assert dispatcher.event(event)["workflow_state"] == "Draft"


def test_transition_that_the_role_forbids_is_refused(person, valid):
	clerk = person("window_clerk")
	event = clerk.create_event(**valid)
	clerk.act(event, "Report")
	assert clerk.try_action(event, "Accept").status_code == 417
	assert person("dispatcher").event(event)["workflow_state"] == "Reported"


def test_result_is_needed_to_submit_it(person, valid):
	dispatcher, leader = person("dispatcher"), person("grid_leader")
	event = dispatcher.create_event(**valid)
	dispatcher.act(event, "Report")
	dispatcher.act(event, "Accept")
	assert dispatcher.try_action(event, "Dispatch").status_code == 417
	dispatcher.change_event(event, lead_grid=valid["grid"], dispatch_opinion="请处理。")
	dispatcher.act(event, "Dispatch")
	leader.act(event, "Sign")
	leader.act(event, "Start")
	answer = leader.try_action(event, "Submit Result")
	assert answer.status_code == 417
	assert "办理结果" in server_message(answer)
	assert dispatcher.event(event)["workflow_state"] == "In Progress"


@pytest.mark.parametrize("role", ["grid_leader", "grid_member", "department_handler", "window_clerk"])
def test_event_of_another_territory_is_closed_on_every_path(person, foreign_event, role):
	outsider = person(role)
	by_name = {"filters": {"name": foreign_event}}
	assert outsider.get(event_path(foreign_event)).status_code == 403
	assert outsider.list(EVENT, **by_name) == []
	for method in ("frappe.client.get", "frappe.desk.form.load.getdoc"):
		assert outsider.get(f"/api/method/{method}", doctype=EVENT, name=foreign_event).status_code == 403
	assert message(outsider, "frappe.client.get_count", doctype=EVENT, **dumped(by_name)) == 0
	assert message(outsider, "frappe.desk.reportview.get_count", doctype=EVENT, **dumped(by_name)) == 0
	assert not message(
		outsider, "frappe.client.get_value", doctype=EVENT, fieldname="title", **dumped(by_name)
	)
	report = message(
		outsider, "frappe.desk.reportview.get", doctype=EVENT, fields='["name","title"]', **dumped(by_name)
	)
	assert not report
	exported = outsider.post(
		"/api/method/frappe.desk.reportview.export_query",
		doctype=EVENT,
		fields='["name","title"]',
		file_format_type="CSV",
		**dumped(by_name),
	)
	assert "别处的事件" not in exported.text
	assert outsider.put(event_path(foreign_event), title="改名").status_code == 403
	assert outsider.try_action(foreign_event, "Report").status_code == 403
	assert person("dispatcher").event(foreign_event)["title"] == "别处的事件"


def test_the_rightful_leader_still_opens_their_own_event(person, valid):
	event = person("window_clerk").create_event(**valid)
	assert person("grid_leader").event(event)["title"] == valid["title"]


def test_stranger_without_login_gets_nothing(person, foreign_event):
	clerk = person("window_clerk")
	headers = {"Host": clerk.session.headers["Host"], "Accept": "application/json"}
	answer = requests.get(clerk.base + event_path(foreign_event), headers=headers)
	assert answer.status_code in (401, 403)
	assert "别处的事件" not in answer.text


def dumped(parameters: dict) -> dict:
	return {key: json.dumps(value) for key, value in parameters.items()}


def message(someone, method: str, **parameters):
	return someone.ok(someone.get(f"/api/method/{method}", **parameters)).json().get("message")


def count_events(someone) -> int:
	return message(someone, "frappe.client.get_count", doctype=EVENT)
