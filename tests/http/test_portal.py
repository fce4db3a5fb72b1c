"""The public's door over HTTP: everybody may, nobody learns what isn't theirs, and bad input stores nothing."""

import itertools
import re
import uuid
from datetime import datetime, timedelta

import pytest

from tests.people import EVENT, server_message
from tests.visitor import Visitor

CHINESE = re.compile(r"[\u4e00-\u9fff]")
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 200
_numbers = itertools.count(1)


@pytest.fixture
def visitor(address) -> Visitor:
	return Visitor(address, f"198.51.{uuid.uuid4().int % 250}.{next(_numbers)}")


def count(person, doctype: str = EVENT) -> int:
	administrator = person("governance_administrator")
	answer = administrator.get("/api/method/frappe.client.get_count", doctype=doctype)
	return administrator.ok(answer).json()["message"]


def test_tip_off_is_tracked_by_its_code(person, visitor):
	receipt = visitor.tip_off()
	progress = visitor.told(visitor.send("track", code=receipt["code"]))
	assert (progress["number"], progress["stage"]) == (receipt["event"], "Triage")
	assert "已收到" in progress["status"]
	event = person("dispatcher").event(receipt["event"])
	assert event["source"] == "Public Tip-off"


def test_same_tip_off_sent_twice_counts_once(person, visitor):
	report = visitor.report()
	answers = [visitor.told(visitor.send("tip_off", report=report)) for _number in range(2)]
	assert answers[0] == answers[1]


def test_nobody_who_handles_events_sees_the_sender(person, visitor):
	receipt = visitor.tip_off(phone="19900008765", name="李某某")
	for role in ("dispatcher", "grid_leader", "window_clerk", "grid_member"):
		worker = person(role)
		answer = worker.get("/api/resource/Public Tip-off", fields='["name","reporter_phone"]')
		assert answer.status_code == 403, role
	event = person("dispatcher").event(receipt["event"])
	assert "李某某" not in str(event)
	assert "8765" not in str(event)


WRONG = {
	"no key": {"key": ""},
	"weak key": {"key": "1"},
	"no text": {"text": ""},
	"long text": {"text": "长" * 2001},
	"list for text": {"text": ["a"], "category": {"a": 1}},
	"unknown category": {"category": "0601"},
	"unknown grid": {"grid": "../../etc"},
	"outside the city": {"longitude": 2.35, "latitude": 48.85},
	"no number": {"longitude": "NaN", "latitude": "inf"},
	"no telephone": {"phone": "abc"},
	"unknown unit": {"about_unit": "x' or 1=1 --"},
}


@pytest.mark.parametrize("values", WRONG.values(), ids=WRONG)
def test_wrong_input_is_refused_in_chinese_and_stores_nothing(person, visitor, values):
	before = count(person), count(person, "Public Tip-off")
	answer = visitor.send("tip_off", report=visitor.report(**values))
	assert 400 <= answer.status_code < 500, answer.text[:500]
	assert "Traceback" not in answer.text
	assert any("一" <= letter <= "鿿" for letter in server_message(answer))
	assert (count(person), count(person, "Public Tip-off")) == before


@pytest.mark.parametrize("body", ("", "[]", "null", "{", '"x"', "1"))
def test_what_is_no_object_is_refused(visitor, body):
	answer = visitor.send("tip_off", report=body)
	assert 400 <= answer.status_code < 500, answer.text[:500]


WRONG_PICTURES = (
	("photo.heic", b"\0\0\0\x18ftypheic" + b"\0" * 100),
	("heic.jpg", b"\0\0\0\x18ftypheic" + b"\0" * 100),
	("svg.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
	("page.jpg", b"<html><script>alert(1)</script></html>"),
	("photo.jpg.exe", b"\xff\xd8\xff\xe0" + b"\0" * 100),
	("empty.png", b""),
	("photo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
	("program.jpg", b"MZ\x90\0" + b"\0" * 100),
	("large.png", PNG + b"\0" * (11 * 1024 * 1024)),
	("huge.png", PNG + b"\0" * (40 * 1024 * 1024)),
)


@pytest.mark.parametrize(("name", "content"), WRONG_PICTURES, ids=dict(WRONG_PICTURES))
def test_pictures_that_are_none_or_too_large_are_refused(person, visitor, name, content):
	before = count(person), count(person, "File")
	files = [("pictures", (name, content, "image/png"))]
	answer = visitor.send("tip_off", files=files, report=visitor.report())
	assert 400 <= answer.status_code < 500, answer.text[:500]
	assert answer.status_code == 413 or CHINESE.search(server_message(answer)), answer.text[:500]
	assert (count(person), count(person, "File")) == before


def test_picture_reaches_those_who_handle_it_and_nobody_else(person, visitor):
	files = [("pictures", ("lamp.png", PNG, "image/png"))]
	receipt = visitor.told(visitor.send("tip_off", files=files, report=visitor.report()))
	(file,) = person("dispatcher").list(
		"File", filters={"attached_to_name": receipt["event"]}, fields=["file_url", "is_private"]
	)
	assert file["is_private"]
	assert person("dispatcher").get(file["file_url"]).status_code == 200
	assert visitor.session.get(visitor.base + file["file_url"], timeout=30).status_code == 403


MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.mark.parametrize(
	"field", ("text", "address", "name", "phone", "category", "grid", "about_unit", "key")
)
def test_markup_in_any_field_is_refused(person, visitor, field):
	before = count(person), count(person, "Public Tip-off")
	answer = visitor.send(
		"tip_off", report=visitor.report(**{"phone": "19900008766", field: f"路灯{MARKUP}"})
	)
	assert answer.status_code == 417, answer.text[:500]
	assert "网页代码" in server_message(answer)
	assert (count(person), count(person, "Public Tip-off")) == before


def test_markup_in_answers_is_refused(person, visitor):
	receipt = visitor.tip_off()
	for deed, values in (("add_information", {"text": MARKUP}), ("appeal", {"reason": MARKUP})):
		answer = visitor.send(deed, code=receipt["code"], **values)
		assert 400 <= answer.status_code < 500, answer.text[:500]
		assert "<script" not in answer.text


def test_wrong_code_is_counted_although_it_is_refused(person, visitor):
	"""The count outlives the request, which changes nothing else."""
	before = count(person), count(person, "Timeline Entry")
	answer = visitor.send("track", code="0000-0000-0000-0000")
	assert answer.status_code == 404
	assert "没有查到该查询码" in server_message(answer)
	assert (count(person), count(person, "Timeline Entry")) == before


def test_locked_visitor_gains_nothing_by_naming_another_address(address):
	"""The proxy writes the true address at the end; what the visitor wrote before it isn't believed."""
	true = f"198.51.100.{uuid.uuid4().int % 250}"
	statuses = []
	for number in range(12):
		spoofed = Visitor(address, f"203.0.113.{number}, 10.1.1.{number}, {true}")
		statuses.append(spoofed.send("track", code=f"0000-0000-0000-0{number:03}").status_code)
	assert statuses[:10] == [404] * 10
	assert statuses[10:] == [429, 429]
	assert Visitor(address, "198.51.100.251").send("track", code="0000-0000-0000-0000").status_code == 404


def test_guessing_is_locked_out(visitor):
	receipt = visitor.tip_off()
	for number in range(10):
		assert visitor.send("track", code=f"0000-0000-0000-00{number:02}").status_code == 404
	locked = visitor.send("track", code=receipt["code"])
	assert locked.status_code == 429
	assert "查询码错误次数过多" in server_message(locked)


def test_address_sends_so_many_an_hour(person, address, visitor):
	administrator, settings = (
		person("governance_administrator"),
		"/api/resource/Public Portal Settings/Public Portal Settings",
	)
	administrator.ok(administrator.put(settings, tip_offs_per_address=2))
	try:
		codes = [visitor.send("tip_off", report=visitor.report()).status_code for _number in range(3)]
		other = Visitor(address, "203.0.113.99").send("tip_off", report=visitor.report())
	finally:
		administrator.ok(administrator.put(settings, tip_offs_per_address=60))
	assert codes[:2] == [200, 200]
	assert 400 <= codes[2] < 500
	assert other.status_code == 200


def test_verbs_are_kept(visitor):
	for method in ("tip_off", "track", "rate", "appeal", "add_information", "send_phone_code", "read_notice"):
		answer = visitor.ask(method, code="x", report="{}", phone="1", name="x", reason="x", satisfaction="x")
		assert answer.status_code == 403, method


def test_notice_is_read_by_everybody_while_it_is_out(person, visitor):
	administrator = person("governance_administrator")
	notice = {"title": "停水通知", "category": "通知公告", "content": "<p>明日停水</p><script>1</script>"}
	name = administrator.ok(
		administrator.post("/api/resource/Public Notice", publish_on="2026-01-01 08:00:00", **notice)
	).json()["data"]["name"]
	listed = visitor.told(visitor.ask("notices", category="通知公告"))["notices"]
	assert name in [row["name"] for row in listed]
	read = visitor.told(visitor.send("read_notice", name=name))
	assert "明日停水" in read["content"]
	assert "<script" not in read["content"]
	administrator.ok(administrator.put(f"/api/resource/Public Notice/{name}", is_active=0))
	assert visitor.send("read_notice", name=name).status_code == 404


def test_public_figures_tell_nothing_of_few(visitor):
	figures = visitor.told(visitor.ask("statistics"))
	for row in (*figures["by_class"], *figures["by_township"]):
		assert row["count"] is None or row["count"] == 0 or row["count"] >= 5


def test_guide_and_choices_name_no_account(visitor):
	for method in ("hall", "choices"):
		assert "@" not in visitor.ask(method).text


def booked(visitor, **values):
	"""The wish for the first free time of the first service that can be booked."""
	guide = visitor.told(visitor.ask("hall"))
	item = next(each["name"] for each in guide["services"] if each["takes_appointments"])
	days = visitor.told(visitor.ask("days", "appointments", item=item))
	day = next(each for each in days if each["free"])
	time = next(each["time"] for each in day["times"] if each["free"])
	wish = {"key": uuid.uuid4().hex, "item": item, "starts_on": f"{day['day']} {time}", "name": "李某"}
	return visitor.send("book", "appointments", wish={**wish, "phone": invented_phone(), **values})


def invented_phone() -> str:
	return f"1990000{uuid.uuid4().int % 10000:04}"


def test_time_is_booked_shown_and_given_back_by_a_code(person, visitor):
	appointment = visitor.told(booked(visitor))
	shown = visitor.told(visitor.send("show", "appointments", code=appointment["code"]))
	assert (shown["number"], shown["status"]) == (appointment["number"], "Booked")
	(row,) = person("centre_director").list(
		"Hall Appointment", filters={"name": appointment["number"]}, fields=["phone", "visitor_name"]
	)
	assert row["phone"].startswith("199****")
	assert (
		visitor.told(visitor.send("cancel", "appointments", code=appointment["code"]))["status"]
		== "Cancelled"
	)
	assert visitor.send("show", "appointments", code="0000-0000-0000-0000").status_code == 404


def test_time_is_moved_by_a_code_and_the_hall_may_call_it_off(person, visitor):
	appointment = visitor.told(booked(visitor))
	code, days = (
		appointment["code"],
		visitor.told(visitor.ask("days", "appointments", item=appointment["item"])),
	)
	there = next(
		f"{day['day']} {each['time']}" for day in reversed(days) for each in day["times"] if each["free"]
	)
	moved = visitor.told(visitor.send("move", "appointments", code=code, starts_on=there))
	assert f"{moved['day']} {moved['time']}" == there
	assert visitor.send("move", "appointments", code=code, starts_on="2020-01-01 09:00").status_code == 409
	wrong = visitor.send("move", "appointments", code="0000-0000-0000-0000", starts_on=there)
	assert wrong.status_code == 404
	method = "/api/method/yumen_governance.api.appointments.call_off"
	assert person("grid_member").post(method, appointment=appointment["number"]).status_code == 403
	director = person("centre_director")
	director.ok(director.post(method, appointment=appointment["number"]))
	shown = visitor.told(visitor.send("show", "appointments", code=code))
	assert (shown["status"], shown["called_off"], shown["may"]["move"]) == ("Cancelled", True, False)


def test_markup_in_any_question_is_answered_without_it(visitor):
	asked = (
		visitor.ask("notices", category=MARKUP, grid=MARKUP),
		visitor.send("read_notice", name=MARKUP),
		visitor.ask("days", "appointments", item=MARKUP),
		visitor.send("show", "appointments", code=MARKUP),
		visitor.send("track", code=MARKUP),
		visitor.send("send_phone_code", phone=MARKUP),
		visitor.send("rate", code=MARKUP, satisfaction=MARKUP, comment=MARKUP),
	)
	for answer in asked:
		assert answer.status_code < 500, answer.text[:500]
		assert "<script" not in answer.text and "<img" not in answer.text


def test_name_of_a_picture_brings_no_markup_in(person, visitor):
	files = [("pictures", ("<img src=x onerror=alert(1)>.png", PNG, "image/png"))]
	answer = visitor.send("tip_off", files=files, report=visitor.report())
	if answer.status_code == 200:
		event = answer.json()["message"]["event"]
		filters = {"attached_to_name": event}
		for file in person("dispatcher").list("File", filters=filters, fields=["file_name", "file_url"]):
			assert "<" not in file["file_name"] + file["file_url"]
	else:
		assert answer.status_code == 417


def test_phone_holds_two_appointments(visitor):
	phone = invented_phone()
	statuses = [booked(visitor, phone=phone).status_code for _number in range(3)]
	assert statuses == [200, 200, 429]


@pytest.mark.parametrize(
	"values",
	(
		{"starts_on": "2026-13-45 99:99"},
		{"starts_on": f"{datetime.now() - timedelta(days=3):%Y-%m-%d} 09:00"},
		{"item": "无此事项"},
		{"phone": "12"},
		{"name": MARKUP},
		{"key": "short"},
	),
	ids=str,
)
def test_wrong_booking_is_refused_in_chinese_and_stores_nothing(person, visitor, values):
	before = count(person, "Hall Appointment")
	answer = booked(visitor, **values)
	assert 400 <= answer.status_code < 500, answer.text[:500]
	assert CHINESE.search(server_message(answer))
	assert count(person, "Hall Appointment") == before


def test_guide_knows_the_twenty_windows_and_who_waits(visitor):
	guide, now = visitor.told(visitor.ask("hall")), visitor.told(visitor.ask("hall_now"))
	assert len(guide["windows"]) == 20
	assert set(now) == {window["name"] for window in guide["windows"]}
	assert any(
		service["documents"] and service["legal_basis"] and service["limit"] for service in guide["services"]
	)


def test_notices_of_a_community_come_along_for_who_lives_there(person, visitor):
	administrator, grids = (
		person("governance_administrator"),
		person("dispatcher").list("Grid", filters={"grid_level": "Level 2"}),
	)
	mine, other = (grid["name"] for grid in grids[:2])
	notice = {"title": "社区停水", "category": "通知公告", "content": "<p>停水</p>", "grid": mine}
	name = administrator.ok(
		administrator.post("/api/resource/Public Notice", publish_on="2026-01-01 08:00:00", **notice)
	).json()["data"]["name"]

	def listed(**values) -> bool:
		found = visitor.told(visitor.ask("notices", category="通知公告", **values))["notices"]
		return name in [row["name"] for row in found]

	assert listed(grid=mine)
	assert not listed(grid=other)
	assert not listed()
