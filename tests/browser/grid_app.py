"""A member or leader in front of the app on their phone."""

import re

from playwright.sync_api import Browser, Locator, expect

from tests.browser.phone import Phone

FETCHED = re.compile("资料更新于")
# Milliseconds after which what was tapped lies in the outbox
SEALED = 500


def phone_of(chromium: Browser, address: str, account: dict[str, str], **options) -> Phone:
	"""Return a phone on which somebody has signed in; it opens the app without a network too."""
	return signed_in(Phone(chromium, address, service_workers="allow", **options), account)


def signed_in(phone: Phone, account: dict[str, str]) -> Phone:
	"""Be led to the log-in and back, and wait until the grid's records are on the phone."""
	phone.open("/grid")
	phone.page.fill("#login_email", account["user"])
	phone.page.fill("#login_password", account["password"])
	phone.page.click(".form-login .btn-login")
	phone.page.wait_for_url(re.compile("/grid/?$"))
	phone.open("/grid/more")
	expect(phone.page.get_by_text(FETCHED)).to_be_visible()
	return phone


def bar(phone: Phone, place: str) -> None:
	"""Tap a place of the bar at the bottom."""
	phone.page.get_by_role("navigation", name="主要页面").get_by_role("link", name=place).tap()


def line(phone: Phone, words: str) -> Locator:
	"""The line of a list that says these words."""
	return phone.page.get_by_role("main").get_by_role("listitem").filter(has_text=words).first


def expect_fits(phone: Phone) -> None:
	"""Nothing stands out at the side of the screen."""
	wide = phone.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
	assert not wide, f"{phone.page.url} is wider than the phone"


def expect_all_sent(phone: Phone) -> None:
	"""What was put into the outbox has left it; what was tapped just now is sealed before it lies there."""
	phone.page.wait_for_timeout(SEALED)
	expect(phone.page.get_by_role("link", name="条未发送")).to_have_count(0)
