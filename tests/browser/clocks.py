"""The clocks of a case as they stand on its form."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.desk import SCREEN, Desk

SIGN, FIRST_RESPONSE, HANDLE, EMERGENCY = "签收", "首次响应", "办理", "应急"
USED = re.compile(r"已用 (?:(\d+)小时)?(?:(\d+)分钟)?（工作时间）")
# Minutes that may really pass between two looks
SLACK = 6


def clock(desk: Desk, kind: str) -> Locator:
	"""Return the bar of one kind of clock, with what stands about it."""
	name = desk.page.locator("b").filter(has_text=re.compile(rf"^{kind}$"))
	return desk.page.locator(f"{SCREEN} .case-clock").filter(has=name)


def expect_used(bar: Locator, minutes: int) -> None:
	"""A clock says in working time how much of it is used, and its bar is as long as that."""
	expect(bar).to_contain_text(USED)
	hours, rest = (int(number or 0) for number in USED.search(bar.inner_text()).groups())
	assert minutes <= 60 * hours + rest <= minutes + SLACK, bar.inner_text()
