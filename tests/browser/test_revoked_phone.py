"""A leader revokes a member's lost phone, and a member signs out where there is no network: nothing of the grid stays."""

import uuid

import pytest
from playwright.sync_api import expect

from tests.browser.desk import SCREEN, Desk
from tests.browser.grid_app import bar, expect_fits, phone_of
from tests.browser.offline_phone import (
	OUTBOX,
	RECORDS,
	arrived,
	come_in,
	kept_in,
	report,
	set_pin,
	sign_in_again,
)
from tests.browser.phone import Phone
from tests.run_number import run_number

DEVICE = "Field Device"
# of the leader's community; no other story signs in as this member
MEMBER = "member620981001001002@yumen.example"
LOGOUT = "**/api/method/logout"


@pytest.fixture
def account(backstage) -> dict[str, str]:
	return backstage.account(MEMBER, uuid.uuid4().hex)


@pytest.fixture
def phone(chromium, address, account):
	opened = phone_of(chromium, address, account)
	opened.page.wait_for_function("navigator.serviceWorker.controller")
	yield opened
	opened.close()


def test_revoked_phone_loses_records_and_unsent_entries_and_says_so(
	phone, account, desk_of, person, pictures
):
	lost, kept_anew = (f"{words} {run_number()}" for words in ("遗失手机里的上报", "找回手机后的上报"))
	set_pin(phone)
	phone.page.context.set_offline(True)
	report(phone, lost)
	phone.expect_words("1 条未发送")
	revoke(desk_of("grid_leader"), pictures)
	phone.page.context.set_offline(False)
	phone.expect_words("本机已被停用", "尚未发送的内容也一并删除")
	phone.expect_accessible()
	expect_fits(phone)
	phone.picture(pictures / "grid-revoked.png", whole=False)
	expect_nothing_kept(phone)
	assert kept_in(phone, OUTBOX, "about") == []
	phone.page.context.set_offline(True)
	phone.page.goto(f"{phone.address}/grid")
	phone.expect_words("没有网络")
	expect(phone.page.get_by_label("离线密码")).to_have_count(0)
	phone.page.context.set_offline(False)
	phone.expect_words("本机已被停用")
	phone.tap("重新登录")
	come_in(phone, account)
	report(phone, kept_anew)
	bar(phone, "更多")
	expect(phone.page.get_by_role("link", name="条未发送")).to_have_count(0)
	leader = person("grid_leader")
	assert arrived(leader, kept_anew) == [kept_anew]
	assert arrived(leader, lost) == []


def revoke(desk: Desk, pictures) -> None:
	"""Revoke the member's newest device from the list of devices."""
	desk.open(f"field-device?user={MEMBER}&status=In+Use")
	desk.page.locator(f"{SCREEN} .list-row .list-subject a").first.click()
	desk.settle()
	desk.page.get_by_role("button", name="停用该设备").click()
	desk.picture(pictures / "desk-revoke.png")
	desk.answer(reason="手机遗失")
	desk.expect_state("已撤销")


def expect_nothing_kept(phone: Phone) -> None:
	"""Neither a record nor the lock of a PIN."""
	phone.page.wait_for_function(
		"async () => !(await caches.keys()).some((name) => !name.includes('precache'))"
	)
	assert kept_in(phone, RECORDS) == []


def test_signing_out_without_a_network_is_done_at_once_and_told_to_the_server_later(
	phone, account, person, pictures
):
	text = f"退出登录前的上报 {run_number()}"
	set_pin(phone)
	phone.page.context.set_offline(True)
	report(phone, text)
	bar(phone, "更多")
	phone.page.get_by_role("button", name="退出登录").tap()
	phone.expect_words("没有网络也会立即删除", "1 条未发送")
	phone.page.get_by_role("button", name="退出登录").tap()
	phone.expect_words("本机已退出登录", "这部手机上有 1 条内容尚未发送")
	phone.expect_accessible()
	expect_fits(phone)
	phone.picture(pictures / "grid-signed-out-offline.png", whole=False)
	expect_nothing_kept(phone)
	assert text not in str(kept_in(phone, OUTBOX))
	phone.page.goto(f"{phone.address}/grid")
	phone.expect_words("本机已退出登录")
	with phone.page.expect_response(LOGOUT) as told:
		phone.page.context.set_offline(False)
	assert told.value.ok
	phone.expect_words("请登录")
	sign_in_again(phone, account)
	expect(phone.page.get_by_role("link", name="条未发送")).to_have_count(0)
	assert arrived(person("grid_leader"), text) == [text]


def test_signing_in_again_elsewhere_is_not_undone_by_the_sign_out_before(phone, account):
	bar(phone, "更多")
	phone.page.context.set_offline(True)
	phone.page.get_by_role("button", name="退出登录").tap()
	phone.page.get_by_role("button", name="退出登录").tap()
	phone.expect_words("本机已退出登录")
	phone.page.context.clear_cookies()
	other = phone.page.context.new_page()
	phone.page.close()
	phone.page = other
	phone.page.context.set_offline(False)
	phone.page.goto(f"{phone.address}/login?redirect-to=/grid")
	come_in(phone, account)
	bar(phone, "今天")
	expect(phone.page.get_by_role("navigation", name="主要页面")).to_be_visible()
