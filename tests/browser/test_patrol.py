"""A member goes on patrol where there is no network: what they looked at arrives once, a hazard becomes an event, once."""

import pytest
from playwright.sync_api import expect

from tests.browser.grid_app import bar, expect_all_sent, expect_fits, line, phone_of
from tests.browser.phone import Phone
from tests.browser.test_visits_offline import picture
from tests.run_number import run_number

GRID = "运政巷金诚住宅小区"
HEATING, LAMP = "金诚小区换热站", "运政巷路灯控制箱"
HERE = {"longitude": 97.0452, "latitude": 40.2911, "accuracy": 12}
THERE = {"longitude": 97.0461, "latitude": 40.2918, "accuracy": 12}
NOTICE = "城乡居民养老保险待遇资格认证"


@pytest.fixture
def phone(chromium, address, accounts):
	place = {"geolocation": HERE, "permissions": ["geolocation"]}
	opened = phone_of(chromium, address, accounts["grid_member"], **place)
	yield opened
	opened.close()


def test_patrol_without_a_network_finds_a_hazard_that_becomes_an_event(phone, person, pictures):
	finding = f"控制箱门缺失，线头外露 {run_number(6)}"
	begin_round(phone, pictures)
	phone.page.context.set_offline(True)
	phone.expect_words("当前没有网络")
	phone.page.get_by_role("link", name=HEATING).tap()
	phone.page.get_by_role("button", name="全部正常").tap()
	expect(line(phone, HEATING)).to_contain_text("正常")
	phone.page.context.set_geolocation(THERE)
	look_at_the_lamp(phone, finding, pictures)
	expect(line(phone, LAMP)).to_contain_text("有问题")
	phone.expect_accessible()
	phone.picture(pictures / "grid-patrol.png", whole=False)
	end_round(phone)
	expect(phone.page.get_by_role("link", name="条未发送")).to_be_visible()
	phone.page.context.set_offline(False)
	expect_all_sent(phone)
	expect_on_the_server(person("grid_leader"), finding)
	see_the_way(phone)


def begin_round(phone: Phone, pictures) -> None:
	bar(phone, "走访")
	phone.page.get_by_role("main").get_by_role("link", name="巡查").tap()
	expect(phone.page.get_by_role("heading", name="自主巡查")).to_be_visible()
	phone.expect_accessible()
	expect_fits(phone)
	phone.picture(pictures / "grid-patrols.png")
	phone.page.get_by_label("哪个网格").select_option(label=GRID)
	phone.page.get_by_role("button", name="开始巡查").last.tap()
	phone.expect_words(HEATING, LAMP, f"正在记录位置：{GRID}")
	phone.expect_accessible()


def look_at_the_lamp(phone: Phone, finding: str, pictures) -> None:
	phone.page.get_by_role("link", name=LAMP).tap()
	phone.page.get_by_role("button", name="不正常").last.tap()
	phone.page.get_by_label("存在什么问题？").fill(finding)
	phone.choose("用电隐患")
	phone.choose("较大隐患")
	phone.expect_words("按规定将自动上报为事件：安全生产")
	phone.page.locator("input[type=file]").last.set_input_files(picture())
	expect(phone.page.get_by_role("img", name="照片")).to_be_visible()
	phone.expect_accessible()
	expect_fits(phone)
	phone.picture(pictures / "grid-patrol-place.png")
	phone.page.get_by_role("button", name="保存").tap()
	phone.expect_words("发现的隐患")


def end_round(phone: Phone) -> None:
	phone.page.get_by_role("button", name="结束巡查").tap()
	phone.expect_accessible()
	phone.page.get_by_role("button", name="结束巡查").tap()
	expect(phone.page.get_by_text("正在记录位置")).to_have_count(0)


def expect_on_the_server(leader, finding: str) -> None:
	title = f"{LAMP}：{finding}"
	fields = ["name", "governance_event", "patrol", "grid"]
	(hazard,) = leader.list("Hazard", filters={"title": title}, fields=fields)
	(event,) = leader.list("Governance Event", filters={"title": title}, fields=["name", "stage", "grid"])
	assert (event["name"], event["grid"]) == (hazard["governance_event"], hazard["grid"])
	patrol = leader.ok(leader.get(f"/api/resource/Patrol/{hazard['patrol']}")).json()["data"]
	states = {row["place_name"]: row["state"] for row in patrol["places"]}
	assert states == {HEATING: "In Order", LAMP: "Something Wrong"}
	assert patrol["status"] == "Done"
	attached = {"attached_to_doctype": "Governance Event", "attached_to_name": event["name"]}
	assert len(leader.list("File", filters=attached)) == 1


def see_the_way(phone: Phone) -> None:
	"""The member sees where they were during the round, and that nobody else has looked."""
	bar(phone, "更多")
	phone.page.get_by_role("link", name="位置记录").tap()
	phone.page.get_by_role("main").get_by_role("listitem").get_by_role("link").first.tap()
	phone.expect_words("任务期间我的位置", "除您本人外没有人查看过")
	phone.expect_accessible()


def test_notice_is_read_out_and_told(phone, person, pictures):
	asked = f"认证要带什么材料？{run_number(6)}"
	bar(phone, "走访")
	phone.page.get_by_role("main").get_by_role("link", name="宣传").tap()
	phone.expect_accessible()
	phone.page.get_by_role("link", name=NOTICE).tap()
	phone.expect_words("行动不便的老人")
	phone.page.get_by_role("button", name="放大字号").tap()
	phone.expect_accessible()
	expect_fits(phone)
	phone.picture(pictures / "grid-notice.png", whole=False)
	phone.page.get_by_role("link", name="记录向谁宣讲").tap()
	phone.choose("群体")
	phone.page.get_by_label("哪个群体").fill("棋牌室老人")
	phone.page.get_by_label("人数").fill("8")
	phone.page.get_by_label("群众提问").fill(asked)
	phone.page.get_by_role("button", name="待答复").tap()
	phone.expect_accessible()
	expect_fits(phone)
	phone.page.get_by_role("button", name="保存").tap()
	phone.expect_words(asked)
	expect_all_sent(phone)
	leader = person("grid_leader")
	(talk,) = leader.list("Publicity Talk", filters={"question": asked}, fields=["people", "answer_owed"])
	assert talk == {"people": 8, "answer_owed": 1}
