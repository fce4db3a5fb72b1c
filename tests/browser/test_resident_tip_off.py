"""A resident tips off anonymously, tracks it, isn't satisfied, sees it reopened and settled; on a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.phone import Phone
from tests.people import EVENT, Person
from tests.run_number import run_number

COMMUNITY = "玉关路社区"


@pytest.fixture
def phone(chromium, address):
	opened = Phone(chromium, address)
	yield opened
	opened.close()


def settle(dispatcher: Person, leader: Person, name: str) -> None:
	"""The centre hands it out, the grid leader settles it, the centre agrees."""
	if dispatcher.event(name)["stage"] == "Triage":
		dispatcher.act(name, "Accept")
		grid = dispatcher.list("Grid", filters={"grid_name": COMMUNITY})[0]["name"]
		dispatcher.change_event(name, lead_grid=grid, dispatch_opinion="请尽快清理。")
		dispatcher.act(name, "Dispatch")
	leader.act(name, "Sign")
	leader.act(name, "Start")
	leader.change_event(name, result="已组织清理并安排每日清运。")
	leader.act(name, "Submit Result")
	dispatcher.act(name, "Approve Result")


def test_resident_tips_off_tracks_and_is_heard(phone, person, pictures):
	dispatcher, leader = person("dispatcher"), person("grid_leader")
	name, code = tip_off(phone, pictures)

	phone.tap("查看进度", "link")
	phone.expect_words("已收到", "您提交了爆料")
	phone.expect_accessible()
	phone.page.get_by_text("补充情况").tap()
	phone.page.get_by_label("补充什么情况？").fill("味道很大，孩子不敢开窗。")
	phone.tap("发送")
	phone.expect_words("您补充了情况")
	assert "Information Added" not in phone.page.content()

	settle(dispatcher, leader, name)
	look(phone, code)
	phone.expect_words("已办结，请您评价", COMMUNITY, "已组织清理并安排每日清运")
	assert leader.user not in phone.page.content()
	phone.choose("不满意")
	phone.page.get_by_label("还有什么没有解决？").fill("第二天又堆满了。")
	phone.picture(pictures / "portal-rating.png")
	phone.tap("提交评价")
	phone.expect_words(f"已退回{COMMUNITY}重新办理")
	phone.picture(pictures / "portal-track.png")
	assert dispatcher.event(name)["reopen_count"] == 1

	settle(dispatcher, leader, name)
	look(phone, code)
	phone.choose("满意")
	phone.tap("提交评价")
	expect(phone.page.get_by_text("您对办理结果满意吗")).to_have_count(0)
	phone.picture(pictures / "portal-settled.png")
	assert dispatcher.event(name)["satisfaction"] in ("Very Satisfied", "Satisfied")
	phone.expect_accessible()


def tip_off(phone: Phone, pictures) -> tuple[str, str]:
	"""Send a tip-off in three steps without a word of who one is; return its number and its code."""
	phone.open("/portal")
	phone.picture(pictures / "portal-home.png")
	phone.expect_accessible()
	phone.tap("我要爆料", "link")
	phone.tap("下一步")
	phone.expect_words("请选择反映事项")
	phone.choose("垃圾清运")
	text = phone.page.get_by_label("发生了什么？")
	text.fill("垃圾箱着火了")
	phone.expect_words("119")
	phone.expect_accessible()
	text.fill("小区东门垃圾三天没有清运，味道很大。")
	phone.picture(pictures / "portal-report.png", whole=False)
	phone.tap("下一步")
	phone.page.get_by_label("社区或村").select_option(label=COMMUNITY)
	phone.page.get_by_label("地址或附近地名").fill("祁连家园小区东门")
	phone.expect_accessible()
	phone.tap("下一步")
	phone.expect_accessible()
	phone.tap("提交爆料")
	phone.expect_words("已收到您的爆料")
	phone.picture(pictures / "portal-receipt.png")
	phone.expect_accessible()
	code = phone.page.locator("[data-code]").inner_text()
	assert re.fullmatch(r"([0-9A-Z]{4}-){3}[0-9A-Z]{4}", code)
	return re.search(r"GE-\d+-\d+", phone.page.inner_text("body")).group(), code


def look(phone: Phone, code: str) -> None:
	"""Type the code into the tracking page, as somebody who kept it on paper."""
	phone.open("/portal/track")
	phone.page.get_by_label("回执上的查询码").fill(code.lower().replace("-", " "))
	phone.tap("查询")


@pytest.mark.parametrize(
	"path",
	(
		*("/portal", "/portal/report", "/portal/track", "/portal/notices", "/portal/hall", "/portal/book"),
		*("/portal/appointment", "/portal/figures", "/portal/signs"),
	),
)
@pytest.mark.parametrize("display", ("dark", "large"))
def test_every_page_can_be_read(phone, path, display):
	phone.open("/portal")
	phone.tap("深色显示" if display == "dark" else "大字版")
	phone.open(path)
	phone.expect_accessible()
	wide = phone.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
	assert not wide, "the page is wider than the phone"


def test_pages_of_the_portal_are_chinese(phone):
	for path in (
		"/portal",
		"/portal/report",
		"/portal/notices",
		"/portal/hall",
		"/portal/book",
		"/portal/appointment",
		"/portal/figures",
		"/portal/signs",
	):
		phone.open(path)
		phone.expect_accessible()
		assert not re.findall(r"[A-Za-z]{4,}", phone.page.inner_text("body")), path


def test_draft_survives_a_lost_network(phone, person):
	phone.open("/portal/report")
	phone.choose("垃圾清运")
	run = run_number()
	phone.page.get_by_label("发生了什么？").fill(f"网络断开时写的爆料{run}，楼道堆满杂物。")
	phone.tap("下一步")
	phone.page.get_by_label("地址或附近地名").fill("和平里小区三号楼")
	phone.tap("下一步")
	phone.page.context.set_offline(True)
	phone.page.get_by_role("button", name="提交爆料").tap()
	phone.expect_words("网络未连接")
	phone.page.context.set_offline(False)
	phone.tap("提交爆料")
	phone.expect_words("已收到您的爆料")
	title = {"title": ["like", f"网络断开时写的爆料{run}%"]}
	assert len(person("dispatcher").list(EVENT, filters=title)) == 1
