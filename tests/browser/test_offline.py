"""What a member's phone keeps and sends: opened without a network, sealed, its session over, two versions, much of it."""

import json
import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.grid_app import bar, expect_all_sent, phone_of
from tests.browser.offline_phone import KEPT, PIN, arrived, kept, report, set_pin, sign_in_again, type_pin
from tests.run_number import run_number

PUSH = "**/api/method/yumen_governance.api.sync.push"
PULL = "**/api/method/yumen_governance.api.sync.pull*"
PAGE, RECORDS = 1000, 20_000
SECONDS_FOR_ALL = 10
UNSENT = 20


@pytest.fixture
def member(chromium, address, accounts):
	phone = phone_of(chromium, address, accounts["grid_member"])
	phone.page.wait_for_function("navigator.serviceWorker.controller")
	yield phone
	phone.close()


def test_app_opens_without_a_network_by_its_pin(member, pictures):
	set_pin(member)
	member.page.context.set_offline(True)
	member.page.goto(f"{member.address}/grid")
	member.expect_words("没有网络", "离线密码")
	member.expect_accessible()
	member.picture(pictures / "grid-locked.png", whole=False)
	type_pin(member, "000001")
	member.expect_words("还可以试 4 次")
	type_pin(member, PIN)
	member.expect_words("当前没有网络")
	report(member, f"离线登记 {run_number()}")
	member.expect_words("1 条未发送")
	member.page.get_by_role("link", name="条未发送").tap()
	member.expect_words("等待联网发送")
	member.expect_accessible()
	member.picture(pictures / "grid-unsent.png", whole=False)
	member.page.context.set_offline(False)
	expect_all_sent(member)


def test_five_wrong_pins_delete_what_they_open(member):
	set_pin(member)
	member.page.context.set_offline(True)
	member.page.goto(f"{member.address}/grid")
	for tries_left in (4, 3, 2, 1):
		type_pin(member, "000001")
		member.expect_words(f"还可以试 {tries_left} 次")
	type_pin(member, "000001")
	member.expect_words("本机资料只能在联网后打开")
	member.page.context.set_offline(False)
	bar(member, "更多")
	member.expect_words("资料更新于")


def test_nothing_on_the_phone_can_be_read_without_its_key(member, accounts, person):
	text = f"不给外人看的内容 {run_number()}"
	member.page.context.set_offline(True)
	report(member, text)
	told = member.page.evaluate(KEPT)
	names = [row["resident_name"] for row in person("grid_leader").list("Resident", fields=["resident_name"])]
	assert json.loads(told)
	for secret in (text, accounts["grid_member"]["user"], *names):
		assert secret not in told
	shell = member.page.evaluate(
		"async () => (await Promise.all((await caches.keys()).map(async (name) => { const cache = await caches.open(name);"
		" return Promise.all((await cache.keys()).filter(({ url }) => url.includes('grid-shell'))"
		".map(async (key) => (await cache.match(key)).text())); }))).flat().join()"
	)
	assert '<div id="app">' in shell
	assert accounts["grid_member"]["user"] not in shell
	assert re.search(r'id="boot">\{\}<', shell)
	member.page.context.set_offline(False)
	expect_all_sent(member)


def test_what_was_not_sent_when_the_session_ended_is_sent_for_its_own_person_alone(
	member, accounts, person, pictures
):
	run = run_number()
	texts = [f"登录过期前的上报 {run} 第 {number} 条" for number in range(UNSENT)]
	member.page.context.set_offline(True)
	for text in texts:
		report(member, text)
	member.page.context.clear_cookies()
	member.page.context.set_offline(False)
	member.expect_words("请登录", f"这部手机上有 {UNSENT} 条内容尚未发送")
	member.expect_accessible()
	member.picture(pictures / "grid-session-over.png", whole=False)
	stores = {store for _base, store, _value in kept(member)}
	assert "records" not in stores
	assert "items" in stores
	leader = person("grid_leader")
	sign_in_again(member, accounts["other_grid_member"])
	expect_all_sent(member)
	assert arrived(leader, run) == []
	member.page.context.clear_cookies()
	sign_in_again(member, accounts["grid_member"])
	expect_all_sent(member)
	assert arrived(leader, run) == texts


def test_two_versions_stand_side_by_side_until_the_person_has_chosen(member, pictures):
	mine, theirs = f"我写的情况 {run_number()}", "对方写的情况"
	now = {"name": "GE-1", "modified": "2026-11-23 10:00:00", "text": theirs, "address": "祁连家园北门"}
	sent = []

	def conflicting(route) -> None:
		sent.append(route.request.post_data)
		answer = {
			"id": re.search(r'"id":"([0-9a-f-]{36})"', sent[-1]).group(1),
			"status": "conflict",
			"current": now,
		}
		route.fulfill(json={"message": [answer]})

	member.page.route(PUSH, conflicting)
	report(member, mine)
	member.page.get_by_role("link", name="条未发送").tap()
	member.expect_words("他人已改动，请对照")
	member.tap("对照两个版本", role="link")
	member.expect_words(mine, theirs, "祁连家园北门")
	member.expect_accessible()
	member.picture(pictures / "grid-two-versions.png", whole=False)
	place = member.page.get_by_role("group", name="地址")
	place.get_by_role("radio", name="对方的").check()
	member.page.unroute(PUSH)
	with member.page.expect_request(PUSH) as asked:
		member.tap("按所选提交")
	assert mine in asked.value.post_data
	assert "祁连家园北门" in asked.value.post_data
	assert "祁连家园南门" not in asked.value.post_data
	expect_all_sent(member)


def test_two_tabs_send_an_entry_once(member, person):
	text = f"两个页面的上报 {run_number()}"
	other = member.page.context.new_page()
	other.goto(f"{member.address}/grid")
	expect(other.get_by_role("navigation", name="主要页面")).to_be_visible()
	member.page.context.set_offline(True)
	report(member, text)
	expect(other.get_by_role("link", name="1 条未发送")).to_be_visible()
	member.page.context.set_offline(False)
	expect_all_sent(member)
	expect(other.get_by_role("link", name="条未发送")).to_have_count(0)
	assert arrived(person("grid_leader"), text) == [text]


def test_twenty_thousand_records_are_on_the_phone_in_seconds(member, record_property):
	"""From a server that answers at once: what the phone itself needs to seal and keep them."""
	pages = iter(range(RECORDS // PAGE))
	member.page.route(PULL, lambda route: route.fulfill(json={"message": page_of(next(pages))}))
	began = time.monotonic()
	bar(member, "更多")
	member.page.get_by_role("button", name="重新更新").tap()
	expect(
		member.page.get_by_text("已收到 20000 条").or_(member.page.get_by_text("资料更新于1月2日"))
	).to_be_visible()
	member.expect_words("资料更新于1月2日")
	seconds = time.monotonic() - began
	record_property("seconds for 20,000 records", round(seconds, 1))
	assert len([each for each in kept(member) if each[1] == "records"]) == RECORDS
	assert seconds < SECONDS_FOR_ALL


def page_of(number: int) -> dict:
	"""A page of residents, the first of a server that tells all anew."""
	rows = [
		{
			"name": f"RS-{number * PAGE + place:06d}",
			"modified": "2026-11-23 10:00:00.000000",
			"grid_path": "/",
			"resident_name": "王某某",
			"phone": "199****0000",
			"address_detail": "祁连家园 3 号楼 2 单元 501",
			"status": "Active",
			"household": f"HH-{place:05d}",
		}
		for place in range(PAGE)
	]
	store = {"rows": rows, "mark": ["m", rows[-1]["name"]], "more": (number + 1) * PAGE < RECORDS}
	return {
		"now": "2027-01-02T10:00:00+08:00",
		"shape": "many",
		"anew": number == 0,
		"names": ["residents"],
		"territories": [{"grid": "G", "path": "/", "title": "网格"}],
		"stores": {"residents": store},
		"gone": {},
		"gone_mark": ["m", ""],
		"gone_more": False,
	}
