"""Somebody at the desk changes the household that a member corrects without a network: both versions stand side by side,
and what the member chooses is on the server, the other's words with it."""

import random

import pytest
from playwright.sync_api import expect

from tests.browser.grid_app import expect_all_sent, expect_fits, phone_of
from tests.browser.phone import Phone
from tests.people import Person
from tests.run_number import run_number

HOUSEHOLDS = "/api/resource/Household"
GRID = "620981001001001"
NOTE, NUMBER = "备注", "户号"


@pytest.fixture
def clerk(person) -> Person:
	return person("registry_clerk")


@pytest.fixture
def household(clerk) -> dict:
	"""A household of the member's grid of which nothing is known but its head."""
	values = {"head_name": f"对照{run_number()}", "grid": GRID}
	return clerk.ok(clerk.post(HOUSEHOLDS, **values)).json()["data"]


@pytest.fixture
def phone(chromium, address, accounts, household):
	opened = phone_of(chromium, address, accounts["grid_member"])
	opened.page.wait_for_function("navigator.serviceWorker.controller")
	yield opened
	opened.close()


def test_of_two_versions_the_chosen_parts_of_each_are_on_the_server(phone, household, clerk, pictures):
	mine, theirs, number = "门口有狗，上门前先打电话", "户主行动不便，请敲门后稍候", number_of_a_household()
	write_without_a_network(phone, household, {NOTE: mine, NUMBER: number})
	change_at_the_desk(clerk, household, note=theirs)
	compare(phone)
	phone.expect_words(mine, theirs, number)
	phone.expect_accessible()
	expect_fits(phone)
	phone.picture(pictures / "grid-changed-meanwhile.png", whole=False)
	phone.page.get_by_role("group", name=NOTE).get_by_role("radio", name="对方的").check()
	phone.tap("按所选提交")
	expect_all_sent(phone)
	now = at_the_desk(clerk, household)
	assert (now["note"], now["household_number"]) == (theirs, number)
	assert proposals_of(clerk, household) == []
	phone.open(f"/grid/registry/households/{household['name']}")
	phone.expect_words(theirs, number)


def test_ones_own_version_over_anothers_is_proposed_and_loses_neither(phone, household, clerk):
	mine, theirs = f"我的说法 {run_number()}", "对方的说法"
	write_without_a_network(phone, household, {NOTE: mine})
	change_at_the_desk(clerk, household, note=theirs)
	compare(phone)
	phone.tap("全部用我的")
	phone.tap("按所选提交")
	expect_all_sent(phone)
	assert at_the_desk(clerk, household)["note"] == theirs
	(proposal,) = proposals_of(clerk, household)
	told = clerk.ok(clerk.get(f"/api/resource/Correction Proposal/{proposal}")).json()["data"]
	assert [(row["old_value"], row["new_value"]) for row in told["changes"]] == [(theirs, mine)]


def test_giving_up_ones_own_version_leaves_the_others(phone, household, clerk):
	theirs = f"对方的说法 {run_number()}"
	write_without_a_network(phone, household, {NOTE: "我的说法"})
	change_at_the_desk(clerk, household, note=theirs)
	compare(phone)
	phone.tap("全部用对方的")
	phone.tap("按所选提交")
	expect_all_sent(phone)
	phone.open(f"/grid/registry/households/{household['name']}")
	phone.expect_words(theirs)
	assert at_the_desk(clerk, household)["note"] == theirs


def number_of_a_household() -> str:
	return str(random.randint(100_000_000, 999_999_999))


def write_without_a_network(phone: Phone, household: dict, values: dict[str, str]) -> None:
	phone.open(f"/grid/registry/households/{household['name']}/correct")
	phone.page.context.set_offline(True)
	expect(phone.page.get_by_label("户主姓名")).to_be_visible()
	folded = phone.page.locator("details:not([open]) > summary")
	while folded.count():
		folded.first.tap()
	for field, value in values.items():
		phone.page.get_by_role("textbox", name=field, exact=True).fill(value)
	phone.page.get_by_role("button", name="保存", exact=True).tap()
	phone.expect_words("1 条未发送")


def change_at_the_desk(clerk: Person, household: dict, **values) -> None:
	clerk.ok(clerk.put(f"{HOUSEHOLDS}/{household['name']}", **values))


def compare(phone: Phone) -> None:
	"""Come back to the network, and look at both versions."""
	phone.page.context.set_offline(False)
	phone.page.get_by_role("link", name="条未发送").tap()
	phone.expect_words("他人已改动，请对照")
	phone.tap("对照两个版本", role="link")
	expect(phone.page.get_by_role("group", name=NOTE)).to_be_visible()


def at_the_desk(clerk: Person, household: dict) -> dict:
	return clerk.ok(clerk.get(f"{HOUSEHOLDS}/{household['name']}")).json()["data"]


def proposals_of(clerk: Person, household: dict) -> list[str]:
	found = clerk.list("Correction Proposal", filters={"reference_name": household["name"]})
	return [row["name"] for row in found]
