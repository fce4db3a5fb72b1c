"""A member looks at a neighbour's whole telephone number on the phone: for a purpose, written down, and hidden again."""

import random

import pytest
from playwright.sync_api import expect

from tests.browser.grid_app import expect_fits, phone_of
from tests.browser.offline_phone import KEPT
from tests.http.test_collecting import id_number
from tests.run_number import run_number

GRID = "620981001001001"
RESIDENTS = "/api/resource/Resident"
PURPOSE = "入户核实"
LOG = "Sensitive Access Log"


@pytest.fixture
def number() -> str:
	return f"1990000{random.randint(1000, 9999)}"


@pytest.fixture
def resident(person, number) -> dict:
	clerk = person("registry_clerk")
	name = f"查看{run_number()}"
	values = {"resident_name": name, "resident_kind": "Registered", "id_number": id_number(), "grid": GRID}
	return clerk.ok(clerk.post(RESIDENTS, phone=number, **values)).json()["data"]


@pytest.fixture
def phone(chromium, address, accounts, resident):
	opened = phone_of(chromium, address, accounts["grid_member"])
	yield opened
	opened.close()


def test_a_whole_number_is_shown_for_a_purpose_written_down_and_hidden_again(
	phone, resident, number, person, accounts, pictures
):
	page = phone.page
	page.clock.install()
	phone.open(f"/grid/registry/residents/{resident['name']}")
	phone.expect_words(f"199****{number[-4:]}")
	page.get_by_role("button", name="查看完整的").tap()
	dialog = page.get_by_role("dialog")
	expect(dialog).to_contain_text("均会记入日志")
	dialog.get_by_label("用途").select_option(label=PURPOSE)
	phone.expect_accessible()
	expect_fits(phone)
	phone.picture(pictures / "grid-reveal.png", whole=False)
	assert told_in_the_log(person, resident) == []
	dialog.get_by_role("button", name="查看").tap()
	shown = page.get_by_role("link", name=number)
	expect(shown).to_be_visible()
	assert number not in page.evaluate(KEPT)
	(line,) = told_in_the_log(person, resident)
	assert (line["user"], line["purpose"]) == (accounts["grid_member"]["user"], PURPOSE)
	page.clock.fast_forward("00:31")
	expect(shown).to_have_count(0)
	expect(page.get_by_role("button", name="查看完整的")).to_be_visible()
	assert number not in page.content()


def test_a_purpose_that_needs_an_explanation_is_not_accepted_without_one(phone, resident, number, person):
	phone.open(f"/grid/registry/residents/{resident['name']}")
	phone.page.get_by_role("button", name="查看完整的").tap()
	dialog = phone.page.get_by_role("dialog")
	dialog.get_by_label("用途").select_option(label="信息更正")
	dialog.get_by_role("button", name="查看").tap()
	expect(dialog.get_by_label("说明")).to_be_focused()
	assert told_in_the_log(person, resident) == []
	dialog.get_by_label("说明").fill("受托转告检修停水时间")
	dialog.get_by_role("button", name="查看").tap()
	expect(phone.page.get_by_role("link", name=number)).to_be_visible()
	(line,) = told_in_the_log(person, resident)
	assert line["note"] == "受托转告检修停水时间"


def told_in_the_log(person, resident: dict) -> list[dict]:
	"""Who saw something of this resident, as the auditor reads it."""
	filters = {"reference_doctype": "Resident", "reference_name": resident["name"], "action": "Reveal"}
	return person("auditor").list(LOG, filters=filters, fields=["user", "purpose", "note", "outcome"])
