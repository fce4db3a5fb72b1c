"""What follows from a visit: an event, a hazard, the feedback to the household, help."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.at_home import VISIT, Home, make_home, make_visit, open_visit, save_visit, write_visit
from tests.browser.grid_app import bar, expect_all_sent, expect_fits, line, phone_of
from tests.browser.phone import Phone
from tests.people import EVENT
from tests.run_number import run_number

NO_FEEDBACK = "没有反馈，走访不算完成"
TOLD = "已联系社区清理，并告知住户。"


@pytest.fixture
def home(backstage, accounts) -> Home:
	return make_home(backstage, accounts["grid_member"]["user"])


@pytest.fixture
def phone(chromium, address, accounts, home):
	opened = phone_of(chromium, address, accounts["grid_member"])
	yield opened
	opened.close()


def found(words: str) -> str:
	return f"{words}{run_number()}"


def report_it(phone: Phone, home: Home, finding: str) -> None:
	"""Make an event of the finding; what the visit knows stands in the form already."""
	phone.page.get_by_role("link", name="上报为事件").tap()
	expect(phone.page.get_by_role("textbox", name="发生了什么")).to_have_value(finding)
	expect(phone.page.get_by_role("textbox", name="地址或附近地名")).to_have_value(home.address)
	phone.page.get_by_role("searchbox", name="搜索类别").fill("ljqy")
	phone.page.get_by_role("button", name="垃圾清运收费").tap()


def send_report(phone: Phone, finding: str) -> None:
	phone.page.locator("form button[type=submit]").tap()
	expect(phone.page.get_by_role("heading", name=finding)).to_be_visible()


def visit_of(person, name: str) -> dict:
	leader = person("grid_leader")
	return leader.ok(leader.get(f"/api/resource/{VISIT}/{name}")).json()["data"]


def events_of(person, finding: str) -> list[dict]:
	fields = ["name", "grid", "address", "description", "owner"]
	return person("grid_leader").list(EVENT, filters={"description": finding}, fields=fields)


def test_finding_becomes_an_event_that_the_visit_names(phone, home, person, pictures):
	finding = found("院内垃圾多日未清")
	visit = make_visit(phone, home, finding)
	report_it(phone, home, finding)
	phone.expect_accessible()
	expect_fits(phone)
	phone.picture(pictures / "grid-report-of-visit.png")
	send_report(phone, finding)
	expect_all_sent(phone)
	(event,) = events_of(person, finding)
	assert (event["grid"], event["address"]) == (home.grid, home.address)
	assert visit_of(person, visit)["event"] == event["name"]
	phone.open(f"/grid/visits/{visit}")
	phone.page.get_by_role("link", name="已上报的事件").tap()
	expect(phone.page).to_have_url(f"{phone.address}/grid/events/{event['name']}")


def test_report_of_a_visit_does_not_mix_with_one_that_was_begun_before(phone, home):
	before, finding = found("路灯不亮"), found("楼道堆放杂物")
	words = phone.page.get_by_role("textbox", name="发生了什么")
	phone.open("/grid/report")
	words.fill(before)
	phone.page.wait_for_timeout(800)
	make_visit(phone, home, finding)
	report_it(phone, home, finding)
	phone.page.get_by_role("navigation", name="主要页面").get_by_role("link", name="上报").tap()
	expect(words).to_have_value(before)
	expect(phone.page.get_by_role("searchbox", name="搜索类别")).to_be_visible()
	phone.page.go_back()
	expect(words).to_have_value(finding)
	expect(phone.page.get_by_text("垃圾清运收费")).to_be_visible()


def test_event_and_feedback_of_a_visit_arrive_once_from_a_phone_without_a_network(
	phone, home, person, pictures
):
	finding = found("菜地旁有积水")
	open_visit(phone, home)
	phone.page.context.set_offline(True)
	visit = write_visit(phone, finding)
	report_it(phone, home, finding)
	send_report(phone, finding)
	bar(phone, "走访")
	line(phone, home.head).get_by_role("link").tap()
	expect(phone.page.get_by_role("link", name="已上报的事件")).to_be_visible()
	expect(phone.page.get_by_role("link", name="上报为事件")).to_have_count(0)
	give_feedback(phone)
	expect(phone.page.get_by_role("link", name="3 条未发送")).to_be_visible()
	phone.picture(pictures / "grid-visit-offline-done.png")
	phone.page.context.set_offline(False)
	expect_all_sent(phone)
	(event,) = events_of(person, finding)
	stored = visit_of(person, visit)
	assert (stored["event"], stored["feedback"], stored["status"]) == (event["name"], TOLD, "Complete")


def give_feedback(phone: Phone) -> None:
	phone.page.get_by_label("问题办理情况及告知住户的内容").fill(TOLD)
	phone.page.get_by_role("button", name="保存反馈").tap()
	expect(phone.page.get_by_role("button", name="保存反馈")).to_have_count(0)
	phone.expect_words(TOLD, "已完成")


def test_grave_hazard_of_a_visit_becomes_an_event_by_the_offices_rule(phone, home, person, pictures):
	danger = found("入户线老化裸露")
	visit = make_visit(phone, home, danger)
	phone.page.get_by_role("button", name="登记为隐患").tap()
	phone.page.get_by_role("button", name="登记隐患", exact=True).tap()
	phone.expect_words("请选择隐患类型。")
	phone.choose("用电隐患")
	phone.choose("较大隐患")
	phone.expect_words("按规定将自动上报为事件：安全生产")
	phone.expect_accessible()
	expect_fits(phone)
	phone.picture(pictures / "grid-hazard-of-visit.png")
	phone.page.get_by_role("button", name="登记隐患", exact=True).tap()
	expect_all_sent(phone)
	expect(phone.page.get_by_role("link", name=f"已登记隐患：{danger}")).to_be_visible()
	expect(phone.page.get_by_role("link", name="已上报的事件")).to_be_visible()
	expect(phone.page.get_by_role("link", name="上报为事件")).to_have_count(0)
	(event,) = events_of(person, danger)
	stored = visit_of(person, visit)
	hazard = person("grid_leader").list(
		"Hazard", filters={"title": danger}, fields=["name", "governance_event", "hazard_level"]
	)
	assert hazard == [
		{
			"name": stored["hazard"],
			"governance_event": event["name"],
			"hazard_level": "hazard_level-02",
		}
	]
	assert stored["event"] == event["name"]


def test_visit_without_purpose_findings_or_feedback_is_refused_in_words(phone, home, person, pictures):
	open_visit(phone, home)
	save = phone.page.get_by_role("button", name="保存走访")
	save.tap()
	phone.expect_words("请填写走访目的。")
	phone.page.get_by_label("走访目的").fill("核对人口和住房信息")
	phone.choose("户主")
	save.tap()
	phone.expect_words("请填写了解到的情况；没有问题也请写明。")
	phone.page.get_by_label("走访中了解到的情况").fill("情况正常")
	visit = save_visit(phone)
	phone.expect_words("向住户反馈")
	expect_all_sent(phone)
	phone.page.get_by_role("button", name="保存反馈").tap()
	phone.expect_words(NO_FEEDBACK)
	phone.expect_accessible()
	expect_fits(phone)
	phone.picture(pictures / "grid-feedback.png")
	assert visit_of(person, visit)["status"] == "Awaiting Feedback"
	give_feedback(phone)
	expect_all_sent(phone)
	assert visit_of(person, visit)["status"] == "Complete"


def test_need_for_help_is_answered_by_the_leader_and_read_by_the_member(
	phone, home, person, chromium: Browser, address, accounts, pictures
):
	need, answer = found("申请临时救助"), "已联系民政办，本周五上门核查。"
	visit = make_visit(phone, home, "家中有人住院", needs=need)
	expect_all_sent(phone)
	leader = phone_of(chromium, address, accounts["grid_leader"])
	leader.open("/grid/leader/help")
	asked = leader.page.get_by_role("main").get_by_role("list").filter(has_text=home.head)
	expect(asked).to_contain_text(need)
	asked.get_by_label("怎样帮扶，或者转请谁办理").fill(answer)
	leader.expect_accessible()
	expect_fits(leader)
	leader.picture(pictures / "grid-need.png")
	asked.get_by_role("button", name="回复").tap()
	expect(leader.page.get_by_text(home.head)).to_have_count(0)
	expect_all_sent(leader)
	leader.close()
	assert visit_of(person, visit)["help_status"] == "Answered"
	phone.open(f"/grid/visits/{visit}")
	phone.expect_words(f"已回复：{answer}")
	phone.expect_accessible()
	phone.picture(pictures / "grid-need-answered.png")
