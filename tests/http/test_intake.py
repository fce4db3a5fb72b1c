"""Intake over HTTP: one event and many, each once, with a clear answer to what is wrong."""

import uuid

import pytest

from tests.people import EVENT, server_message

TAKE_IN = "/api/method/yumen_governance.api.intake.take_in"
TAKE_IN_MANY = "/api/method/yumen_governance.api.intake.take_in_many"


@pytest.fixture
def report(person) -> dict:
	clerk = person("window_clerk")
	return {
		"source": "Window",
		"idempotency_key": uuid.uuid4().hex,
		"title": "接口上报：路灯不亮",
		"category": clerk.list("Event Category", filters={"is_group": 0})[0]["name"],
		"grid": clerk.list("Grid", filters={"grid_name": "玉关路社区"})[0]["name"],
		"reporter_phone": "19900004321",
	}


def test_same_report_is_one_event(person, report):
	clerk = person("window_clerk")
	answers = [clerk.ok(clerk.post(TAKE_IN, report=report)).json()["message"] for _n in range(2)]
	assert [answer["outcome"] for answer in answers] == ["New", "Repeated"]
	assert answers[0]["event"] == answers[1]["event"]
	event = clerk.event(answers[0]["event"])
	assert (event["stage"], event["reporter_phone"]) == ("Triage", "199****4321")
	assert "sealed" not in event or not event["sealed"]


def test_other_report_under_the_same_key_is_a_conflict(person, report):
	clerk = person("window_clerk")
	clerk.ok(clerk.post(TAKE_IN, report=report))
	answer = clerk.post(TAKE_IN, report={**report, "title": "另一件事"})
	assert answer.status_code == 409, answer.text
	assert report["idempotency_key"] in server_message(answer)


def test_everything_that_is_missing_is_named(person, report):
	answer = person("window_clerk").post(TAKE_IN, report={**report, "title": "", "category": None})
	assert answer.status_code == 417, answer.text
	assert "标题" in server_message(answer)
	assert "类别" in server_message(answer)


def test_batch_answers_row_by_row(person, report):
	clerk = person("window_clerk")
	wrong = {**report, "idempotency_key": uuid.uuid4().hex, "grid": "无此网格"}
	answer = clerk.ok(clerk.post(TAKE_IN_MANY, reports=[report, wrong, report])).json()["message"]["results"]
	assert [row["outcome"] for row in answer] == ["New", "Refused", "Repeated"]
	assert "网格" in answer[1]["problems"][0]


def test_who_may_not_report_is_refused(person, report):
	for method, values in ((TAKE_IN, {"report": report}), (TAKE_IN_MANY, {"reports": [report]})):
		assert person("auditor").post(method, **values).status_code == 403
	assert not person("dispatcher").list(EVENT, filters={"title": report["title"] + "！"})
