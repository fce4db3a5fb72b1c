"""Photos over HTTP that aren't taken, beside those of test_sync and test_portal: too many, too large, none at all; no row is written."""

import itertools
import uuid

import pytest

from tests.http.test_field_events import PhoneOf
from tests.http.test_portal import CHINESE, PNG, WRONG_PICTURES, count
from tests.http.test_sync import photo, send, send_piece
from tests.people import EVENT, server_message
from tests.visitor import Visitor

MEGABYTE = 1024 * 1024
MOST = 20
_numbers = itertools.count(1)


@pytest.fixture
def phone(address, accounts) -> PhoneOf:
	return PhoneOf(address, accounts["grid_member"])


@pytest.fixture
def visitor(address) -> Visitor:
	return Visitor(address, f"203.0.{uuid.uuid4().int % 250}.{next(_numbers)}")


def rows(person) -> tuple[int, ...]:
	return tuple(count(person, doctype) for doctype in (EVENT, "File"))


def test_one_photo_too_many_refuses_a_report_and_no_row_is_written(phone, person):
	small = photo(side=40)
	item = {**phone.report(), "photos": [send(phone.person, small) for _number in range(MOST + 1)]}
	before = rows(person)
	(answer,) = phone.push(item)
	assert answer["status"] == "refused"
	assert str(MOST) in answer["message"] and CHINESE.search(answer["message"])
	assert rows(person) == before


def test_step_with_a_bad_photo_is_not_taken(phone, person):
	(answer,) = phone.push(phone.report(grid="620981001001"))
	assert answer["status"] == "done", answer
	row = phone.row(answer["record"]["name"])
	before = rows(person)
	bad = {"photos": [send(phone.person, b"MZ" + bytes(500))]}
	(refused,) = phone.push({**phone.step(row, "Sign"), **bad})
	assert refused["status"] == "refused" and "照片" in refused["message"]
	assert rows(person) == before


def test_photo_of_40_mb_from_a_phone_leaves_nothing(phone):
	upload = str(uuid.uuid4())
	answer = send_piece(phone.person, upload, 0, b"\xff\xd8\xff" + bytes(1000), 40 * MEGABYTE)
	assert answer.status_code == 413 and CHINESE.search(server_message(answer))
	(told,) = phone.push({**phone.report(), "photos": [upload]})
	assert (told["status"], told["missing"]) == ("later", {upload: 0})


def test_too_many_pictures_refuse_a_tip_off_and_no_row_is_written(person, visitor):
	before = rows(person), count(person, "Public Tip-off")
	files = [("pictures", (f"{number}.png", PNG, "image/png")) for number in range(MOST + 1)]
	answer = visitor.send("tip_off", files=files, report=visitor.report())
	assert 400 <= answer.status_code < 500 and CHINESE.search(server_message(answer))
	assert (rows(person), count(person, "Public Tip-off")) == before


@pytest.mark.parametrize(("name", "content"), WRONG_PICTURES, ids=dict(WRONG_PICTURES))
def test_bad_picture_adds_nothing_to_a_tip_off(person, visitor, name, content):
	receipt = visitor.tip_off()
	before = rows(person)
	files = [("pictures", (name, content, "image/png"))]
	answer = visitor.send("add_information", files=files, code=receipt["code"], text="补充照片")
	assert 400 <= answer.status_code < 500, answer.text[:500]
	assert answer.status_code == 413 or CHINESE.search(server_message(answer)), answer.text[:500]
	assert rows(person) == before
