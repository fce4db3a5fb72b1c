"""People and homes that are collected with a phone over HTTP: once, by the registry's rules, reviewed by the leader."""

import random
from urllib.parse import quote

import pytest

from tests.http.test_field_events import SYNC, PhoneOf
from tests.people import Person
from yumen_governance.registry.identifiers import with_check_digit

GRID = "620981001001001"
DECIDE = "/api/method/yumen_governance.api.collecting.decide"
PHONE = "19900003456"


@pytest.fixture
def phone(address, accounts):
	return PhoneOf(address, accounts["grid_member"])


@pytest.fixture
def leader(address, accounts):
	return PhoneOf(address, accounts["grid_leader"])


def id_number() -> str:
	return with_check_digit(
		f"99000019{random.randint(20, 69)}0{random.randint(1, 9)}1{random.randint(0, 9)}{random.randint(0, 999):03}"
	)


def collect(device: PhoneOf, doctype: str, record: dict | None = None, /, **values) -> dict:
	about = {"_doctype": doctype, "_record": record and record["name"], "_reason": values.pop("reason", "")}
	base = record and {"store": "any", "name": record["name"], "modified": record["modified"]}
	return device.item("collect", {**about, **values}, base=base)


def household(phone: PhoneOf) -> dict:
	return collect(phone, "Household", head_name=f"测试户主{random.randint(0, 10**6)}", grid=GRID)


def resident(device: PhoneOf, /, **values) -> dict:
	told = {"resident_name": "测试采集", "resident_kind": "Registered", "id_number": id_number()}
	return collect(device, "Resident", **{**told, "grid": GRID, **values})


def stored(person: Person, doctype: str, name: str) -> dict:
	return person.ok(person.get(f"/api/resource/{quote(doctype)}/{name}")).json()["data"]


def test_household_with_its_people_is_made_once_however_often_it_is_sent(phone, person):
	home = household(phone)
	people = [
		resident(phone, household=home["id"], relation_to_head=f"kinship-{number}") for number in (0, 1)
	]
	first = phone.push(home, *people)
	assert [told["status"] for told in first] == ["done"] * 3, first
	assert [told["record"]["name"] for told in phone.push(home, *people)] == [
		told["record"]["name"] for told in first
	]
	name = first[0]["record"]["name"]
	found = person("registry_clerk").list("Resident", filters={"household": name}, fields=["name"])
	assert len(found) == 2


def test_same_person_again_is_refused_in_words(phone):
	number = id_number()
	assert phone.push(resident(phone, id_number=number))[0]["status"] == "done"
	(told,) = phone.push(resident(phone, id_number=number))
	assert told["status"] == "refused"
	assert "测试采集" in told["message"] and "<" not in told["message"] and number not in told["message"]


def test_what_a_phone_gets_is_masked(phone):
	number = id_number()
	(told,) = phone.push(
		resident(phone, id_number=number, phone=PHONE, resident_name=f"遮{random.randint(0, 10**6)}")
	)
	assert told["status"] == "done"
	answer = phone.person.ok(phone.person.get(f"{SYNC}.pull", marks="{}"))
	assert number not in answer.text and PHONE not in answer.text and "199****3456" in str(told)


def test_correction_of_a_stale_record_shows_both_versions(phone, person):
	(told,) = phone.push(resident(phone))
	record = stored(phone.person, "Resident", told["record"]["name"])
	clerk = person("registry_clerk")
	clerk.ok(clerk.put(f"/api/resource/Resident/{record['name']}", occupation="教师"))
	(told,) = phone.push(collect(phone, "Resident", record, occupation="司机"))
	assert told["status"] == "conflict" and told["current"]["occupation"] == "教师"
	assert "sealed" not in told["current"]


def test_changed_value_waits_for_the_leader_and_then_holds(phone, leader):
	(told,) = phone.push(resident(phone, occupation="教师"))
	record = stored(phone.person, "Resident", told["record"]["name"])
	(told,) = phone.push(collect(phone, "Resident", record, occupation="司机", reason="入户了解"))
	assert (told["status"], told["record"]["store"]) == ("done", "correction_proposals"), told
	proposal = stored(leader.person, "Correction Proposal", told["record"]["name"])
	base = {"store": "correction_proposals", "name": proposal["name"], "modified": proposal["modified"]}
	review = leader.item("review_proposal", {"name": proposal["name"], "accepted": ["occupation"]}, base=base)
	assert leader.push(review)[0]["status"] == "done"
	assert leader.push(review)[0]["status"] == "done"
	assert stored(phone.person, "Resident", record["name"])["occupation"] == "司机"
	assert stored(phone.person, "Correction Proposal", proposal["name"])["status"] == "Adopted"


def test_member_decides_nothing(phone):
	(told,) = phone.push(resident(phone, occupation="教师"))
	record = stored(phone.person, "Resident", told["record"]["name"])
	(told,) = phone.push(collect(phone, "Resident", record, occupation="司机", reason="入户了解"))
	values = {"proposal": told["record"]["name"], "accepted": '["occupation"]'}
	answer = phone.person.post(DECIDE, **values)
	assert answer.status_code == 417 and "occupation" not in answer.text
	assert phone.person.get(DECIDE, **values).status_code in (403, 405, 417)
	assert stored(phone.person, "Resident", record["name"])["occupation"] == "教师"


def test_strangers_are_refused(phone, person, address, accounts):
	(told,) = phone.push(resident(phone, occupation="教师"))
	record = stored(phone.person, "Resident", told["record"]["name"])
	handler = person("department_handler")
	assert handler.post(DECIDE, proposal="nothing", accepted="[]").status_code == 403
	assert handler.get("/api/resource/Correction Proposal").status_code == 403
	foreign = collect(phone, "Resident", {**record, "name": "0" * 24}, occupation="司机")
	assert phone.push(foreign)[0]["status"] == "refused"


@pytest.mark.parametrize(
	"values",
	[
		{"_doctype": "User", "email": "x@y.z"},
		{"_doctype": "Resident", "owner": "Administrator"},
		{"_doctype": "Resident", "sealed": "1:x"},
		{"_doctype": ["Resident"], "grid": GRID},
		{"_doctype": "Household", "head_name": {"a": 1}, "grid": GRID},
		{"_doctype": "Household", "head_name": "某人", "grid": "620981999999999"},
		{},
	],
)
def test_bad_input_is_refused_in_words(phone, values):
	(told,) = phone.push(phone.item("collect", values))
	assert told["status"] == "refused" and told["message"], told


def test_html_in_a_name_is_no_markup(phone):
	(told,) = phone.push(collect(phone, "Household", head_name="甲<img src=x onerror=alert(1)>", grid=GRID))
	assert told["status"] == "done"
	assert "onerror" not in str(stored(phone.person, "Household", told["record"]["name"]))
