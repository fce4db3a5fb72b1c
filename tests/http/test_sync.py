"""Phones over HTTP: whose data they get, what happens when a session ends, and that nothing is done twice."""

import base64
import io
import json
from concurrent.futures import ThreadPoolExecutor
from random import randint
from uuid import uuid4

import pytest
import requests
from PIL import Image

from tests.http.test_field_events import SYNC, PhoneOf
from tests.people import EVENT, Person
from tests.run_number import run_number
from yumen_governance.registry.identifiers import with_check_digit

DEVICE = "Field Device"
HOUSEHOLDS, GRID = "/api/resource/Household", "620981001001001"
PIECE = 256 * 1024


@pytest.fixture
def phone(address, accounts):
	"""A phone of the demo's member, in a session of its own."""
	return PhoneOf(address, accounts["grid_member"])


def begun(person: Person, device: str) -> dict:
	told = person.ok(person.post(f"{SYNC}.begin", device=device)).json()["message"]
	person.session.headers["X-Frappe-CSRF-Token"] = told["csrf_token"]
	return told


def pull_once(person: Person, marks: dict | None = None) -> dict:
	return person.ok(person.get(f"{SYNC}.pull", marks=json.dumps(marks or {}))).json()["message"]


def pull_all(person: Person) -> tuple[dict[str, dict[str, dict]], dict]:
	"""All rows by store and name, and the last answer."""
	marks, rows = {}, {}
	for _times in range(100):
		answer = pull_once(person, marks)
		for name, page in answer["stores"].items():
			rows.setdefault(name, {}).update({row["name"]: row for row in page["rows"]})
		stores = {} if answer["anew"] else marks["stores"]
		stores |= {name: page["mark"] for name, page in answer["stores"].items()}
		marks = {"stores": stores, "gone": answer["gone_mark"], "shape": answer["shape"]}
		if not answer["gone_more"] and not any(page["more"] for page in answer["stores"].values()):
			return rows, answer
	raise AssertionError("a pull without an end")


def photo(kind: str = "JPEG", side: int = 500) -> bytes:
	written = io.BytesIO()
	Image.effect_noise((side, side), 80).convert("RGB").save(written, kind)
	return written.getvalue()


def send_piece(person: Person, upload: str, offset: int, content: bytes, total: int) -> requests.Response:
	values = {"upload": upload, "offset": offset, "total": total}
	return person.session.post(
		f"{person.base}{SYNC}.upload", data=values, files={"chunk": ("piece", content)}
	)


def send(person: Person, content: bytes) -> str:
	upload, offset = str(uuid4()), 0
	while offset < len(content):
		piece = content[offset : offset + PIECE]
		offset = person.ok(send_piece(person, upload, offset, piece, len(content))).json()["message"][
			"offset"
		]
	return upload


# Whose data


def test_a_member_gets_their_grid_and_no_row_of_another(phone):
	rows, answer = pull_all(phone.person)
	own = tuple(each["path"] for each in answer["territories"])
	assert own and rows["residents"] and rows["households"]
	for store, by_name in rows.items():
		for row in by_name.values():
			if row.get("grid_path") and store != "events":
				assert row["grid_path"].startswith(own), f"{store} {row['name']} lies in {row['grid_path']}"


def test_residents_of_other_grids_are_in_no_answer(phone, person):
	rows, answer = pull_all(phone.person)
	own = answer["territories"][0]["path"]
	away = {"grid_path": ["not like", f"{own}%"]}
	others = {
		row["name"] for row in person("dispatcher").list("Resident", filters=away, limit_page_length=500)
	}
	assert others and not others & set(rows["residents"])
	here = {"grid_path": ["like", f"{own}%"], "status": "Active"}
	mine = person("dispatcher").list("Resident", filters=here, limit_page_length=5000)
	assert {row["name"] for row in mine} == set(rows["residents"])


def test_sensitive_values_come_masked(phone):
	rows, _answer = pull_all(phone.person)
	text = json.dumps(rows["residents"], ensure_ascii=False)
	assert "sealed" not in text
	assert not any(row.get("phone") and "*" not in row["phone"] for row in rows["residents"].values())


@pytest.mark.parametrize("role", ("window_clerk", "department_handler", "dispatcher"))
def test_whoever_is_in_no_grid_has_no_phone(person, role):
	for answer in (
		person(role).post(f"{SYNC}.begin", device=str(uuid4())),
		person(role).get(f"{SYNC}.pull", marks="{}"),
		person(role).post(f"{SYNC}.push", items="[]"),
	):
		assert answer.status_code == 403, answer.text


def test_a_visitor_gets_nothing(address):
	base = address.replace(address.split("//")[1].split(":")[0], "127.0.0.1")
	headers = {"Host": address.split("//")[1]}
	for method, name in (("GET", "pull"), ("POST", "begin"), ("POST", "push"), ("POST", "upload")):
		answer = requests.request(
			method, f"{base}{SYNC}.{name}", headers=headers, data={"device": str(uuid4())}
		)
		assert answer.status_code in (401, 403, 417), f"{name}: {answer.status_code}"
	alive = requests.get(f"{base}{SYNC}.alive", headers=headers, params={"device": str(uuid4())})
	assert alive.json()["message"]["state"] == "ended"
	assert not alive.json()["message"]["csrf_token"]


def test_pull_without_a_key_of_the_session_is_refused(address, accounts):
	person = Person(address, **accounts["grid_member"])
	answer = person.get(f"{SYNC}.pull", marks="{}")
	assert answer.status_code == 403
	assert answer.json()["exc_type"] == "DeviceError"


@pytest.mark.parametrize("marks", ("[1]", '{"stores": {"events": [1, 2]}}', '{"gone": ["x", "y"]}', "{", "7"))
def test_bad_marks_are_refused_with_a_sentence(phone, marks):
	answer = phone.person.get(f"{SYNC}.pull", marks=marks)
	assert answer.status_code == 417, answer.text
	assert "Traceback" not in answer.text


# Sessions


def test_keys_belong_to_the_session_and_the_outbox_to_the_person(address, accounts):
	device, person = str(uuid4()), Person(address, **accounts["grid_member"])
	first, again = begun(person, device), begun(person, device)
	assert (first["key"], first["outbox_key"]) == (again["key"], again["outbox_key"])
	assert len(base64.b64decode(first["key"])) == 32
	other = begun(Person(address, **accounts["grid_leader"]), device)
	assert other["outbox_key"] != first["outbox_key"]


def test_twenty_items_of_an_expired_session_arrive_after_the_next_sign_in(address, accounts):
	device, person = str(uuid4()), Person(address, **accounts["grid_member"])
	first = begun(person, device)
	phone = PhoneOf(address, accounts["grid_member"])
	items = [phone.report(text=f"手机上报：第{number}处破损") for number in range(20)]
	person.get("/api/method/logout")
	for answer in (
		person.post(f"{SYNC}.push", items=json.dumps(items)),
		person.get(f"{SYNC}.pull", marks="{}"),
	):
		assert answer.status_code in (401, 403)
	state = person.get(f"{SYNC}.alive", device=device).json()["message"]
	assert state["state"] == "ended"
	person = Person(address, **accounts["grid_member"])
	state = person.get(f"{SYNC}.alive", device=device).json()["message"]
	assert state["state"] == "signed_in"
	person.session.headers["X-Frappe-CSRF-Token"] = state["csrf_token"]
	second = begun(person, device)
	assert second["outbox_key"] == first["outbox_key"]
	assert second["key"] != first["key"]
	told = person.ok(person.post(f"{SYNC}.push", items=json.dumps(items))).json()["message"]
	assert [each["status"] for each in told] == ["done"] * 20
	assert person.get(f"{SYNC}.alive", device=device).json()["message"]["state"] == "alive"


def test_a_post_without_the_token_of_the_session_is_refused(address, accounts):
	person = Person(address, **accounts["grid_member"])
	begun(person, str(uuid4()))
	del person.session.headers["X-Frappe-CSRF-Token"]
	assert person.post(f"{SYNC}.push", items="[]").status_code == 400


def test_a_device_that_the_leader_revokes_is_signed_out_and_told(address, accounts, person):
	device, member = str(uuid4()), Person(address, **accounts["grid_member"])
	begun(member, device)
	leader = person("grid_leader")
	listed = leader.list(DEVICE, filters={"user": member.user, "status": "In Use"}, order_by="creation desc")
	revoked = leader.post(f"{SYNC}.revoke", device=listed[0]["name"], reason="手机遗失")
	assert revoked.status_code == 200, revoked.text
	assert member.get(f"{SYNC}.pull", marks="{}").status_code in (401, 403)
	assert member.get(f"{SYNC}.alive", device=device).json()["message"]["state"] == "revoked"
	again = Person(address, **accounts["grid_member"])
	assert again.post(f"{SYNC}.begin", device=device).status_code == 403


def test_nobody_revokes_the_device_of_somebody_else(phone, person):
	own = phone.person.list(DEVICE, limit_page_length=1)[0]["name"]
	for role in ("dispatcher", "window_clerk", "auditor"):
		assert person(role).post(f"{SYNC}.revoke", device=own, reason="x").status_code == 403


# Once


def test_two_pages_that_send_the_same_items_at_once_make_one_of_each(phone):
	items = [phone.report(text=f"手机上报：两个页面 {run_number()}") for _number in range(3)]
	with ThreadPoolExecutor(4) as pool:
		told = list(pool.map(lambda _n: phone.push(*items), range(4)))
	names = {tuple(each["record"]["name"] for each in answers) for answers in told}
	assert len(names) == 1
	assert {each["status"] for answers in told for each in answers} == {"done"}
	titles = [item["values"]["text"] for item in items]
	assert len(phone.person.list(EVENT, filters={"description": ["in", titles]})) == 3


def test_items_out_of_order_are_taken_in_order(phone):
	items = [phone.report(text=f"手机上报：顺序 {number}") for number in range(3)]
	told = phone.push(*reversed(items))
	assert [each["id"] for each in told] == [item["id"] for item in items]
	names = [each["record"]["name"] for each in told]
	assert names == sorted(names)


def test_what_was_sent_before_changes_nothing_when_it_is_sent_again_later(phone, person):
	"""Neither what others wrote since, nor what the same id says in other words, nor the number of records."""
	text = f"手机上报：重发 {run_number()}"
	home, report = household_item(phone), phone.report(text=text)
	first = phone.push(home, report)
	name = first[0]["record"]["name"]
	correction = household_item(phone, name, first[0]["record"]["modified"], note="手机写的备注")
	assert phone.push(correction)[0]["status"] == "done"
	clerk = person("registry_clerk")
	clerk.ok(clerk.put(f"{HOUSEHOLDS}/{name}", note="后来改的备注"))
	changed = {**correction, "values": {**correction["values"], "note": "同号不同文"}}
	again = phone.push(home, report, changed)
	assert [told["status"] for told in again] == ["done"] * 3, again
	assert [told["record"]["name"] for told in again] == [
		first[0]["record"]["name"],
		first[1]["record"]["name"],
		name,
	]
	assert clerk.ok(clerk.get(f"{HOUSEHOLDS}/{name}")).json()["data"]["note"] == "后来改的备注"
	assert len(clerk.list("Household", filters={"head_name": home["values"]["head_name"]})) == 1
	assert len(phone.person.list(EVENT, filters={"description": text})) == 1


def test_an_item_that_comes_before_what_it_belongs_to_is_taken_after_it(phone, person):
	"""Requests that overtake each other: the resident's is there first, and again when their household is."""
	home = household_item(phone)
	name = f"先到{run_number()}"
	number = with_check_digit(f"9900001966010{randint(1, 9)}{randint(0, 999):03}")
	who = {"resident_name": name, "resident_kind": "Registered", "id_number": number}
	lodger = phone.item("collect", {"_doctype": "Resident", **who, "grid": GRID, "household": home["id"]})
	(early,) = phone.push(lodger)
	assert early["status"] in ("refused", "later"), early
	clerk = person("registry_clerk")
	own = {"resident_name": name}
	assert clerk.list("Resident", filters=own) == []
	made, taken = phone.push(lodger, home)
	assert (made["id"], made["status"], taken["status"]) == (home["id"], "done", "done"), (made, taken)
	(row,) = clerk.list("Resident", filters=own, fields=["household"])
	assert row["household"] == made["record"]["name"]


def household_item(phone: PhoneOf, name: str | None = None, modified: str | None = None, **values) -> dict:
	"""A household to be made, or the correction of one."""
	base = name and {"store": "households", "name": name, "modified": modified}
	told = values if name else {"head_name": f"重发{run_number()}", "grid": GRID}
	return phone.item("collect", {"_doctype": "Household", "_record": name, **told}, base=base)


# Photos


def test_a_photo_comes_in_pieces_with_its_item(phone):
	content = photo(side=900)
	assert len(content) > PIECE
	upload = send(phone.person, content)
	told = phone.push({**phone.report(), "photos": [upload]})
	assert told[0]["status"] == "done", told
	name = told[0]["record"]["name"]
	files = phone.person.list("File", filters={"attached_to_doctype": EVENT, "attached_to_name": name})
	assert len(files) == 1


@pytest.mark.parametrize(
	"content",
	(
		b"\x00\x00\x00\x18ftypheic" + bytes(500),
		b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
		b"MZ" + bytes(500),
		b"\xff\xd8\xff\xe0" + bytes(500),
	),
	ids=("heic", "svg", "exe", "broken"),
)
def test_what_is_no_photo_is_refused_with_its_item_and_nothing_is_stored(phone, content):
	item = phone.report(text=f"手机上报：坏照片 {run_number()}")
	told = phone.push({**item, "photos": [send(phone.person, content)]})
	assert told[0]["status"] == "refused"
	assert "照片" in told[0]["message"]
	assert not phone.person.list(EVENT, filters={"description": item["values"]["text"]})


def test_a_photo_of_40_mb_is_refused_at_once(phone):
	answer = send_piece(phone.person, str(uuid4()), 0, b"\xff\xd8\xff" + bytes(1000), 40 * 1024 * 1024)
	assert answer.status_code == 413, answer.text


def test_an_upload_without_its_piece_is_refused(phone):
	answer = phone.person.post(f"{SYNC}.upload", upload=str(uuid4()), offset=0, total=10)
	assert answer.status_code == 417, answer.text
