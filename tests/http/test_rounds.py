"""Patrols, hazards, talks and positions over HTTP: each once, in one's own territory, positions for two people alone."""

import time

import pytest

from tests.http.test_field_events import PhoneOf
from tests.run_number import run_number

API = "/api/method/yumen_governance.api"
COMPOUND, ELSEWHERE = "620981001001001", "620981001002001"
HERE = (97.045, 40.291)


@pytest.fixture
def member(address, accounts) -> PhoneOf:
	return PhoneOf(address, accounts["grid_member"])


@pytest.fixture
def other(address, accounts) -> PhoneOf:
	return PhoneOf(address, accounts["other_grid_member"])


def begun(phone: PhoneOf, grid: str = COMPOUND) -> dict:
	(taken,) = phone.push(phone.item("patrol", {"step": "begin", "grid": grid}))
	return taken


def hazard(**values) -> dict:
	found = {"title": f"消防通道堵塞 {run_number()}", "grid": COMPOUND, "hazard_kind": "hazard_kind-02"}
	return {**found, "hazard_level": "hazard_level-01", **values}


def test_round_in_one_batch_is_taken_in_order_and_once(member):
	first = member.item("patrol", {"step": "begin", "grid": COMPOUND})
	(place,) = member.person.list("Public Facility", filters={"grid": COMPOUND, "status": "In Use"})[:1]
	found = {"place_type": "Public Facility", "place": place["name"], "state": "In Order"}
	look = member.item("patrol", {"step": "look", "patrol": first["id"], **found})
	end = member.item("patrol", {"step": "end", "patrol": first["id"], "findings": "一切正常"})
	for _again in range(2):
		answers = member.push(first, look, end)
		assert [answer["status"] for answer in answers] == ["done"] * 3, answers
	patrol = member.person.ok(member.person.get(f"/api/resource/Patrol/{first['id']}")).json()["data"]
	assert (patrol["status"], len(patrol["places"])) == ("Done", 1)


def test_round_in_another_s_grid_is_refused(member):
	assert begun(member, ELSEWHERE)["status"] == "refused"


def test_hazard_with_a_photo_is_one_hazard_and_one_event(member, person):
	item = {**member.item("hazard", hazard(as_event=1)), "photos": [member.photo()]}
	answers = [member.push(item)[0] for _again in range(2)]
	assert {answer["status"] for answer in answers} == {"done"}, answers
	name = answers[0]["record"]["name"]
	(row,) = member.person.list("Hazard", filters={"name": name}, fields=["title", "governance_event"])
	events = person("grid_leader").list("Governance Event", filters={"title": row["title"]})
	assert [event["name"] for event in events] == [row["governance_event"]]
	again = person("grid_leader").post(f"{API}.hazards.report", hazard=name)
	assert again.json()["message"] == row["governance_event"]


def test_hazard_of_another_is_not_reported(member, other):
	(answer,) = member.push(member.item("hazard", hazard()))
	name = answer["record"]["name"]
	assert other.person.post(f"{API}.hazards.report", hazard=name).status_code == 403
	(refused,) = other.push(other.item("hazard_rectified", {"hazard": name, "result": "好了"}))
	assert refused["status"] == "refused"


def test_markup_in_every_field_stays_text(member):
	mark = "<img src=x onerror=alert(1)>"
	values = hazard(title=f"{mark}{run_number(6)}", description=mark, location=mark)
	(answer,) = member.push(member.item("hazard", values))
	if answer["status"] == "done":
		stored = member.person.list(
			"Hazard", filters={"name": answer["record"]["name"]}, fields=["title", "description"]
		)
		assert "onerror" not in str(stored)


def test_positions_are_for_the_member_and_their_leader_and_a_look_is_seen(member, other, person):
	patrol = begun(member)["record"]["name"]
	points = [[int(time.time() * 1000), *HERE]]
	sent = {"task_type": "Patrol", "task": patrol, "points": points}
	assert member.push(member.item("positions", sent))[0]["status"] == "done"
	asked = {"task_type": "Patrol", "task": patrol}
	mine = member.person.get(f"{API}.positions.trail", **asked).json()["message"]
	assert (mine["is_own"], [point[1:] for point in mine["points"]]) == (True, [list(HERE)])
	for stranger in (
		other.person,
		person("dispatcher"),
		person("governance_administrator"),
		person("auditor"),
	):
		assert stranger.get(f"{API}.positions.trail", **asked).status_code == 403
	assert person("grid_leader").get(f"{API}.positions.trail", **asked).status_code == 200
	looks = member.person.get(f"{API}.positions.trail", **asked).json()["message"]["looks"]
	assert len(looks) == 1
	listed = member.person.get(f"{API}.positions.tasks").json()["message"]
	assert patrol in [row["task"] for row in listed]
	assert person("dispatcher").get(f"{API}.positions.tasks").status_code == 403


def test_positions_of_another_s_task_or_of_none_are_refused(member, other):
	patrol = begun(member)["record"]["name"]
	points = [[int(time.time() * 1000), *HERE]]
	for task_type, task in (("Patrol", patrol), ("User", "Administrator"), ("Patrol", "none")):
		sent = {"task_type": task_type, "task": task, "points": points}
		assert other.push(other.item("positions", sent))[0]["status"] == "refused"
	unknown = member.person.get(f"{API}.positions.trail", task_type="Patrol", task="none")
	assert unknown.status_code == 404
