"""A member's events on the phone: signed, begun, handed in with a photo, returned, asked more time for, handed up."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.grid_app import bar, expect_all_sent, expect_fits, phone_of
from tests.browser.phone import Phone
from tests.browser.test_bad_photos import small_photo
from tests.browser.test_grid_app import add_photo, dispatch, photos_of
from tests.run_number import run_number

REASON = "该处属物业维保范围，需转住建部门。"


@pytest.fixture
def phone(chromium, address, accounts):
	opened = phone_of(chromium, address, accounts["grid_member"])
	yield opened
	opened.close()


@pytest.fixture
def event(person) -> str:
	return dispatch(person, title())


def title() -> str:
	return f"单元门禁损坏 {run_number()}"


def open_event(phone: Phone, name: str, as_it_is: str = "已分流") -> None:
	"""Find an event in the list, once the phone has heard of it."""
	bar(phone, "更多")
	phone.page.get_by_role("button", name="重新更新").tap()
	bar(phone, "事件")
	phone.page.get_by_role("searchbox", name="搜索事件").fill(name)
	phone.page.locator(f"main a[href$='/events/{name}']").tap()
	expect(state(phone)).to_contain_text(as_it_is)


def state(phone: Phone) -> Locator:
	return phone.page.locator("p[data-state]")


def take(phone: Phone, action: str, **answers: str) -> None:
	"""Tap a step, and answer what it asks for."""
	phone.page.get_by_role("button", name=action, exact=True).tap()
	for label, answer in answers.items():
		phone.page.get_by_label(label).fill(answer)
	if answers:
		phone.expect_accessible()
		expect_fits(phone)
		phone.page.locator("form button[type=submit]").tap()


def timeline(phone: Phone) -> list[str]:
	"""What is said to have happened, the first deed first."""
	return phone.page.locator("main ol > li").all_inner_texts()[::-1]


def test_event_is_signed_begun_and_handed_in_with_a_photo(phone, event, person):
	open_event(phone, event)
	take(phone, "签收")
	expect(state(phone)).to_contain_text("已签收")
	take(phone, "开始办理")
	phone.page.get_by_role("button", name="提交办理结果", exact=True).tap()
	phone.page.get_by_role("textbox", name="办理结果").fill("已更换读卡器。")
	add_photo(phone, small_photo(1))
	phone.page.locator("form button[type=submit]").tap()
	expect(state(phone)).to_contain_text("待审核")
	expect_all_sent(phone)
	expect(phone.page.get_by_text("祁向晚")).to_have_count(3)
	told = " ".join(timeline(phone)[-3:])
	assert told.index("签收") < told.index("开始办理") < told.index("提交办理结果")
	seen = person("dispatcher").event(event)
	assert (seen["stage"], seen["result"]) == ("Review", "已更换读卡器。")
	assert len(photos_of(person("grid_leader"), event)) == 1


def test_event_is_returned_with_its_reason(phone, event, person):
	open_event(phone, event)
	take(phone, "申请退回", 申请理由=REASON)
	expect(state(phone)).to_contain_text("申请退回")
	expect_all_sent(phone)
	assert REASON in timeline(phone)[-1]
	expect(phone.page.get_by_role("button", name="签收", exact=True)).to_have_count(0)
	(request,) = person("dispatcher").list(
		"Event Request", filters={"event": event}, fields=["kind", "status", "reason"]
	)
	assert request == {"kind": "Return", "status": "Open", "reason": REASON}


def test_more_time_is_asked_for_and_what_the_centre_grants_is_on_the_phone(phone, event, person):
	dispatcher = person("dispatcher")
	later = datetime.fromisoformat(dispatcher.event(event)["due_on"]) + timedelta(days=2)
	open_event(phone, event)
	take(phone, "签收")
	take(phone, "开始办理")
	take(phone, "申请延期", 申请理由="配件需外地采购。", 申请办结时间=f"{later:%Y-%m-%dT10:00}")
	expect(state(phone)).to_contain_text("申请延期")
	expect_all_sent(phone)
	assert str(dispatcher.event(event)["requested_due_on"]).startswith(f"{later:%Y-%m-%d} 10:00")
	dispatcher.change_event(event, request_decision="Granted", decision_opinion="同意。")
	dispatcher.act(event, "Decide on Extension")
	open_event(phone, event, "办理中")
	phone.expect_words(f"{later.month}月{later.day}日", "同意。")


@pytest.mark.parametrize(
	("action", "shown", "stage"), (("提级", "已提级", "Assigned"), ("提级至中心", "已提级至中心", "Triage"))
)
def test_event_is_handed_up(phone, event, person, action, shown, stage):
	before = person("dispatcher").event(event)
	open_event(phone, event)
	take(phone, action, 申请理由=REASON)
	expect(state(phone)).to_contain_text(shown)
	expect_all_sent(phone)
	after = person("dispatcher").event(event)
	assert after["stage"] == stage
	assert (after["lead_grid"] != before["lead_grid"]) == (stage == "Assigned")
	expect(phone.page.get_by_role("button", name="签收", exact=True)).to_have_count(0)
	assert REASON in timeline(phone)[-1]


def test_whole_way_without_a_network_arrives_once_and_in_order(phone, event, person):
	open_event(phone, event)
	phone.page.context.set_offline(True)
	take(phone, "签收")
	take(phone, "开始办理")
	phone.page.get_by_role("button", name="提交办理结果", exact=True).tap()
	phone.page.get_by_role("textbox", name="办理结果").fill("离线时已修好。")
	add_photo(phone, small_photo(2))
	phone.page.locator("form button[type=submit]").tap()
	phone.expect_words("3 条未发送")
	assert [row for row in timeline(phone) if "未发送" in row] == timeline(phone)[-3:]
	assert person("dispatcher").event(event)["stage"] == "Assigned"
	phone.page.context.set_offline(False)
	expect_all_sent(phone)
	expect(phone.page.locator("main ol").get_by_text("未发送")).to_have_count(0)
	seen = person("dispatcher").event(event)
	assert (seen["stage"], seen["result"]) == ("Review", "离线时已修好。")
	deeds = person("dispatcher").list(
		"Timeline Entry", filters={"reference_name": event}, fields=["action"], order_by="acted_on, creation"
	)
	assert [row["action"] for row in deeds][-3:] == ["Sign", "Start", "Submit Result"]
	assert len(photos_of(person("grid_leader"), event)) == 1


def test_step_after_the_centre_took_the_event_back_is_shown_beside_what_is_there_now(phone, event, person):
	dispatcher = person("dispatcher")
	open_event(phone, event)
	phone.page.context.set_offline(True)
	take(phone, "签收")
	expect(state(phone)).to_contain_text("已签收")
	dispatcher.change_event(event, decision_opinion="另行安排。")
	dispatcher.act(event, "Recall")
	phone.page.context.set_offline(False)
	expect(phone.page.get_by_role("alert").get_by_role("link", name="对照查看两个版本")).to_be_visible()
	phone.page.get_by_role("alert").get_by_role("link", name="对照查看两个版本").tap()
	phone.expect_words("他人已改动，请对照")
	phone.tap("对照两个版本", role="link")
	phone.expect_words("已签收", "已受理")
	phone.expect_accessible()
	assert dispatcher.event(event)["workflow_state"] == "Accepted"
