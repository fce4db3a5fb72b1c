"""On the way: a hazard without a patrol, from its finding to its rectification, and a round that nobody ended."""

from datetime import timedelta

import frappe
import pytest
from frappe.utils import now_datetime
from playwright.sync_api import expect

from tests.browser.grid_app import bar, expect_all_sent, expect_fits, line, phone_of
from tests.browser.phone import Phone
from tests.browser.test_patrol import GRID, HEATING
from tests.browser.test_visits_offline import picture
from tests.run_number import run_number

HERE = {"longitude": 97.0452, "latitude": 40.2911, "accuracy": 12}
RESULT = "已设置围挡并补好井盖。"


@pytest.fixture
def phone(chromium, address, accounts):
	place = {"geolocation": HERE, "permissions": ["geolocation"]}
	opened = phone_of(chromium, address, accounts["grid_member"], **place)
	yield opened
	opened.close()


def add_photo(phone: Phone) -> None:
	phone.page.locator("input[type=file]").last.set_input_files(picture())
	expect(phone.page.get_by_role("img", name="照片1")).to_be_visible()


def test_hazard_found_on_the_way_is_kept_with_its_photo_and_rectified(phone, person, pictures):
	title = f"井盖缺失 {run_number()}"
	phone.open("/grid/hazards/new")
	register = phone.page.get_by_role("button", name="登记隐患", exact=True)
	register.tap()
	phone.expect_words("请填写存在什么隐患。")
	phone.page.get_by_label("存在什么隐患").fill(title)
	add_photo(phone)
	phone.choose("道路")
	phone.choose("一般隐患")
	phone.page.get_by_role("button", name="我的位置").tap()
	phone.expect_words("已标注位置")
	phone.expect_accessible()
	expect_fits(phone)
	phone.picture(pictures / "grid-hazard.png")
	register.tap()
	expect(register).to_have_count(0)
	expect_all_sent(phone)
	leader = person("grid_leader")
	fields = ["name", "longitude", "patrol", "governance_event"]
	(hazard,) = leader.list("Hazard", filters={"title": title}, fields=fields)
	assert (round(hazard["longitude"], 4), hazard["patrol"]) == (HERE["longitude"], None)
	assert hazard["governance_event"] is None
	assert count_photos(leader, hazard["name"]) == 1
	rectify(phone, title, pictures)
	stored = leader.ok(leader.get(f"/api/resource/Hazard/{hazard['name']}")).json()["data"]
	assert (stored["status"], stored["result"]) == ("Rectified", RESULT)
	assert count_photos(leader, hazard["name"]) == 2


def rectify(phone: Phone, title: str, pictures) -> None:
	"""Say that the hazard is no more, with a photo; it moves from the open ones to the rectified."""
	line(phone, title).get_by_role("link").tap()
	phone.page.get_by_role("button", name="整改情况").tap()
	save = phone.page.get_by_role("button", name="保存")
	expect(save).to_be_disabled()
	phone.page.get_by_label("整改结果").fill(RESULT)
	add_photo(phone)
	phone.expect_accessible()
	expect_fits(phone)
	phone.picture(pictures / "grid-rectified.png")
	save.tap()
	phone.expect_words("已整改", RESULT)
	expect_all_sent(phone)
	phone.open("/grid/hazards")
	expect(phone.page.get_by_text(title)).to_have_count(0)
	phone.page.get_by_role("button", name="已整改").tap()
	expect(line(phone, title)).to_be_visible()


def count_photos(leader, hazard: str) -> int:
	return len(leader.list("File", filters={"attached_to_doctype": "Hazard", "attached_to_name": hazard}))


def test_round_that_nobody_ended_is_closed_by_itself_and_the_phone_says_so(phone, backstage, pictures):
	bar(phone, "走访")
	phone.page.get_by_role("main").get_by_role("link", name="巡查").tap()
	phone.page.get_by_label("哪个网格").select_option(label=GRID)
	phone.page.get_by_role("button", name="开始巡查").last.tap()
	phone.page.get_by_role("link", name=HEATING).tap()
	phone.page.get_by_role("button", name="全部正常").tap()
	expect(line(phone, HEATING)).to_contain_text("正常")
	expect_all_sent(phone)
	patrol = phone.page.evaluate("location.pathname").split("/")[-1]
	let_the_night_pass(backstage, patrol)
	phone.open(f"/grid/patrols/{patrol}")
	phone.expect_words("本次巡查未手动结束", HEATING)
	expect(phone.page.get_by_role("button", name="结束巡查")).to_have_count(0)
	expect(phone.page.get_by_text("正在记录位置")).to_have_count(0)
	phone.expect_accessible()
	expect_fits(phone)
	phone.picture(pictures / "grid-round-closed.png")
	phone.open("/grid/patrols")
	told = phone.page.locator(f"main a[href$='/patrols/{patrol}']")
	expect(told).to_contain_text("系统已自动结束")
	expect(told).not_to_contain_text("正在巡查")


def let_the_night_pass(backstage, patrol: str) -> None:
	"""Tell a round as if it were yesterday's, and let the job of the morning run."""
	from yumen_governance.field_work.patrols import closing

	with backstage.inside():
		doc = frappe.get_doc("Patrol", patrol)
		day = timedelta(days=1)
		doc.db_set("started_on", doc.started_on - day)
		for row in doc.places:
			row.db_set("looked_at_on", row.looked_at_on - day)
		while closing.close(now_datetime()):
			frappe.db.commit()
