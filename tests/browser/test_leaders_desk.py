"""A leader's desk on the phone: what came in and how late it is, steps right from the list, who waits for help."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.grid_app import bar, expect_all_sent, expect_fits, line, phone_of
from tests.browser.phone import Phone
from tests.browser.test_grid_app import dispatch
from tests.http.test_field_events import PhoneOf
from tests.run_number import run_number

VISIT = "Household Visit"
COMMUNITY = "620981001001"


@pytest.fixture
def phone(chromium, address, accounts):
	opened = phone_of(chromium, address, accounts["grid_leader"])
	yield opened
	opened.close()


@pytest.fixture
def member(address, accounts) -> PhoneOf:
	return PhoneOf(address, accounts["grid_member"])


def open_desk(phone: Phone) -> None:
	bar(phone, "更多")
	phone.page.get_by_role("button", name="重新更新").tap()
	phone.page.get_by_role("link", name="网格长工作台").tap()
	expect(phone.page.get_by_role("heading", name="网格长工作台")).to_be_visible()


def chip(phone: Phone, words: str) -> Locator:
	"""The choice of a state, with how many events are in it."""
	return phone.page.get_by_role("group", name="按状态查看事件").get_by_role(
		"button", name=re.compile(words)
	)


def number(choice: Locator) -> int:
	return int(re.search(r"\d+", choice.inner_text()).group())


def test_what_came_in_stands_by_its_state(phone, member, pictures):
	text = f"来件核对 {run_number()}"
	(answer,) = member.push(member.report(text=text, grid=COMMUNITY))
	assert answer["status"] == "done", answer
	open_desk(phone)
	expect(line(phone, text)).to_contain_text("已上报")
	chip(phone, "待分流").tap()
	expect(line(phone, text)).to_be_visible()
	expect(phone.page.locator("main section > ul > li:has(a[href*='/events/'])")).to_have_count(
		number(chip(phone, "待分流"))
	)
	chip(phone, "办理中").tap()
	expect(line(phone, text)).to_have_count(0)
	phone.expect_accessible()
	expect_fits(phone)
	phone.picture(pictures / "grid-leader-came-in.png", whole=False)


def test_event_is_taken_on_and_handed_on_from_the_list(phone, person):
	name = dispatch(person, f"网格长列表办理 {run_number()}")
	title = person("dispatcher").event(name)["title"]
	open_desk(phone)
	steps = phone.page.get_by_role("group", name=title)
	steps.get_by_role("button", name="签收", exact=True).tap()
	steps.get_by_role("button", name="开始办理", exact=True).tap()
	steps.get_by_role("button", name="提级至中心", exact=True).tap()
	phone.page.get_by_label("申请理由").fill("需多部门联合处置。")
	phone.expect_accessible()
	expect_fits(phone)
	phone.page.locator("form button[type=submit]").tap()
	expect(line(phone, title)).to_contain_text("已提级至中心")
	expect_all_sent(phone)
	event = person("dispatcher").event(name)
	assert (event["workflow_state"], event["request_reason"]) == ("Raised to Centre", "需多部门联合处置。")


@pytest.mark.parametrize(("deed", "status"), (("回复", "Answered"), ("转交", "Handed On")))
def test_household_that_waits_for_help_is_answered_or_handed_on(phone, member, person, deed, status):
	wanted, leader = f"需要轮椅 {run_number()}", person("grid_leader")
	visited(member, leader, wanted)
	open_desk(phone)
	phone.page.get_by_role("link", name="帮扶").tap()
	form = phone.page.locator("main form").filter(has_text=wanted)
	expect(form.get_by_role("button", name=deed, exact=True)).to_be_disabled()
	form.get_by_role("textbox").fill("已联系残联，本周送到。")
	phone.expect_accessible()
	expect_fits(phone)
	form.get_by_role("button", name=deed, exact=True).tap()
	expect(form).to_have_count(0)
	expect_all_sent(phone)
	(visit,) = leader.list(VISIT, filters={"help_wanted": wanted}, fields=["help_status", "help_answer"])
	assert visit == {"help_status": status, "help_answer": "已联系残联，本周送到。"}


def visited(member: PhoneOf, leader, wanted: str) -> None:
	"""A visit of the member's, at a household that needs something."""
	household = leader.list("Household", filters={"status": "Active"}, limit_page_length=1)[0]["name"]
	values = {
		"household": household,
		"purpose": "了解困难",
		"met": "Head of Household",
		"findings": "行动不便",
	}
	told = {"needs_help": 1, "help_wanted": wanted, "repeat_reason": "住户来电"}
	(answer,) = member.push(member.item("visit", {**values, **told}))
	assert answer["status"] == "done", answer
