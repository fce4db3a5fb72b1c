"""Nearly a hundred wolfberry pickers gather for their wages: an emergency from its first minute, four units that each do
their part, and a million yuan that reaches the pickers."""

import secrets
import time

import pytest
from playwright.sync_api import expect

from tests.browser.clocks import EMERGENCY, clock
from tests.browser.desk import SCREEN, SEARCH_DELAY, Desk
from tests.people import server_message

VILLAGE = "大畅河村一组"
# Another one each time, so that the story can be told again on the same site
TITLE = f"近百名枸杞采摘工聚集讨要劳务费{time.time_ns() % 10**6}号"
CATEGORY = "劳动争议"
REPRESENTATIVES = ("葛满山", "柳秋实", "田禾生", "石榆钱", "安麦香", "南北斗")
PEOPLE, CLAIMED = 96, 1_086_400
OPINION = "请劳动监察大队牵头，信访、公安、法院协同到场，稳定情绪，责令支付。"
LEAD = "劳动监察大队"
# Each assisting unit, and what came of its part
PARTS = {
	"信访局": "接待代表五人，登记诉求，劝导其余人员返回。",
	"公安局": "维持现场秩序，未发生冲突。",
	"人民法院": "说明起诉和先予执行的途径，备好立案材料。",
}
RESULT = "责令种植户限期支付，劳务费已全部发放到人，人员散去，未发生越级上访。"
# A field for numbers selects what it holds a tenth of a second after it is entered, wherever the cursor is then
NUMBER_DELAY = 300
TOWNSHIP_LEADER = "leader620981101@yumen.example"


@pytest.fixture
def handlers(accounts, backstage) -> None:
	"""The four units' people have accounts whose passwords the story knows."""
	password = secrets.token_urlsafe(12)
	users = backstage.handlers_of([LEAD, *PARTS])
	accounts |= {unit: backstage.account(user, password) for unit, user in users.items()}
	accounts["township_leader"] = backstage.account(TOWNSHIP_LEADER, password)


def test_four_units_act_together_until_the_wages_are_paid(desk_of, person, handlers, pictures):
	dispatcher = desk_of("dispatcher")
	event = report(desk_of("window_clerk"), pictures)
	see_the_emergency(dispatcher, event, pictures)
	desk_of("township_leader").expect_told(TITLE, "紧急")
	dispatch(dispatcher)
	lead = desk_of(LEAD)
	lead.expect_told(TITLE)
	lead.open_event(event)
	lead.act("签收")
	lead.act("开始办理")
	person(LEAD).change_event(event, result=RESULT)
	refused = person(LEAD).try_action(event, "Submit Result")
	assert refused.status_code == 417 and all(unit in server_message(refused) for unit in PARTS)
	for unit, result in PARTS.items():
		do_own_part(desk_of(unit), event, unit, result)
	hand_in(lead, event, pictures)
	close(dispatcher, event, pictures)
	assert_the_money_is_there(person("dispatcher"), event)


def report(clerk: Desk, pictures) -> str:
	"""Take the case down; a sixth representative is refused before anything is stored."""
	clerk.open("governance-event/new")
	clerk.fill(
		{
			"title": TITLE,
			"source": "110转办",
			"category": CATEGORY,
			"grid": VILLAGE,
			"address": "花海大畅河枸杞种植基地",
			"external_ticket": f"110{secrets.randbelow(10**9)}",
			"reporter_name": REPRESENTATIVES[0],
			"reporter_phone": "19900002002",
			"description": "九十六名采摘工因种植户拖欠采摘劳务费聚集，扬言集体上访。",
		}
	)
	tick(clerk, "is_group_case")
	for fieldname, number in (("people_count", PEOPLE), ("amount_claimed", CLAIMED)):
		fill_number(clerk, fieldname, number)
	for name in REPRESENTATIVES:
		add_representative(clerk, name)
	tick(clerk, "mass_incident")
	clerk.save()
	refused = clerk.page.locator(".msgprint:visible")
	expect(refused).to_contain_text("群体代表不得超过 5 人，现填写了 6 人")
	clerk.picture(pictures / "case-b-six-representatives.png")
	clerk.close_dialog()
	drop_last_representative(clerk)
	clerk.save()
	event = clerk.event_name()
	clerk.act("上报")
	clerk.expect_state("已上报")
	return event


def fill_number(desk: Desk, fieldname: str, number: int) -> None:
	field = desk.page.locator(f"{SCREEN} .frappe-control[data-fieldname={fieldname}] input:visible").first
	field.click()
	desk.page.wait_for_timeout(NUMBER_DELAY)
	field.fill(str(number))
	field.blur()


def tick(desk: Desk, fieldname: str) -> None:
	box = desk.page.locator(f"{SCREEN} .frappe-control[data-fieldname={fieldname}] input.input-with-feedback")
	if not box.is_visible():
		desk.page.locator(f"{SCREEN} .section-head:visible").filter(has_text="群体性事件").first.click()
	box.check()


def representatives(desk: Desk):
	return desk.page.locator(f"{SCREEN} .frappe-control[data-fieldname=representatives]")


def add_representative(desk: Desk, name: str) -> None:
	table = representatives(desk)
	table.locator(".grid-add-row").click()
	row = table.locator(".grid-body .grid-row").last
	if not row.locator("input[data-fieldname=representative_name]").is_visible():
		row.locator("[data-fieldname=representative_name]").first.click()
	row.locator("input[data-fieldname=representative_name]").fill(name)
	row.locator("input[data-fieldname=representative_name]").blur()


def drop_last_representative(desk: Desk) -> None:
	table = representatives(desk)
	table.locator(".grid-body .grid-row").last.locator(".grid-row-check").check()
	table.locator(".grid-remove-rows").click()
	expect(table.locator(".grid-body .grid-row")).to_have_count(len(REPRESENTATIVES) - 1)


def see_the_emergency(dispatcher: Desk, event: str, pictures) -> None:
	dispatcher.expect_told(TITLE, "紧急")
	dispatcher.open_event(event)
	expect(clock(dispatcher, EMERGENCY)).to_contain_text("剩余")
	expect(dispatcher.page.locator(f"{SCREEN} .form-dashboard").get_by_text("应急")).to_be_visible()
	dispatcher.picture(pictures / "case-b-emergency.png")


def dispatch(dispatcher: Desk) -> None:
	"""The dispatcher chooses four units other than the routing rule proposes."""
	dispatcher.act("受理")
	dispatcher.open_actions()
	dispatcher.choose_action("分流交办")
	expect(dispatcher.dialog()).to_be_visible()
	assisting = dispatcher.dialog().locator(".frappe-control[data-fieldname=assisting_units]")
	proposed = assisting.locator(".tb-selected-value")
	expect(proposed.first).to_be_visible()
	while proposed.count():
		proposed.first.locator(".btn-remove").click()
		dispatcher.page.wait_for_timeout(SEARCH_DELAY)
	for unit in PARTS:
		assisting.locator("input").first.click()
		assisting.locator("input").first.press_sequentially(unit, delay=20)
		dispatcher.page.wait_for_timeout(2 * SEARCH_DELAY)
		dispatcher.idle()
		choice = assisting.locator("[role=option], li").filter(has_text=unit).first
		choice.click()
		expect(assisting.locator(".tb-selected-value").filter(has_text=unit)).to_be_visible()
	dispatcher.answer(lead_unit=LEAD, dispatch_opinion=OPINION)
	dispatcher.idle()
	dispatcher.expect_state("已分流")


def do_own_part(desk: Desk, event: str, unit: str, result: str) -> None:
	"""A unit that assists signs for its part and hands in what came of it; the parts of others it doesn't see."""
	desk.expect_told(TITLE)
	desk.open_event(event)
	tasks = desk.page.locator(f"{SCREEN} .event-tasks .event-record")
	expect(tasks).to_have_count(1)
	expect(tasks).to_contain_text(unit)
	expect(desk.page.locator(f"{SCREEN} .actions-btn-group > button:visible")).to_have_count(0)
	tasks.get_by_role("button", name="签收任务").click()
	tasks.get_by_role("button", name="完成任务").click()
	desk.answer(result=result)
	expect(tasks).to_contain_text(result)


def hand_in(lead: Desk, event: str, pictures) -> None:
	lead.open_event(event)
	tasks = lead.page.locator(f"{SCREEN} .event-tasks .event-record")
	expect(tasks).to_have_count(1 + len(PARTS))
	lead.page.locator(f"{SCREEN} .section-head:visible").filter(
		has_text="群体性事件"
	).scroll_into_view_if_needed()
	fill_number(lead, "amount_recovered", CLAIMED)
	lead.save()
	lead.picture(pictures / "case-b-lead.png", height=2200)
	lead.act("提交办理结果", result=RESULT)
	lead.expect_state("待审核")


def close(dispatcher: Desk, event: str, pictures) -> None:
	dispatcher.open_event(event)
	dispatcher.act("审核通过")
	dispatcher.page.get_by_role("button", name="电话回访").click()
	dispatcher.answer(satisfaction="非常满意")
	dispatcher.expect_state("已回访")
	dispatcher.act("归档")
	dispatcher.expect_state("已归档")
	dispatcher.picture(pictures / "case-b.png", height=2600)


def assert_the_money_is_there(person, event: str) -> None:
	kept = person.event(event)
	assert (kept["people_count"], len(kept["representatives"])) == (PEOPLE, 5)
	assert kept["amount_claimed"] == kept["amount_recovered"] == CLAIMED
	tasks = person.list("Event Task", filters={"event": event}, fields=["role", "status"])
	assert sorted((task["role"], task["status"]) for task in tasks) == [("Assist", "Done")] * 3 + [
		("Lead", "Done")
	]
	clocks = person.list(
		"Case Clock", filters={"reference_name": event}, fields=["kind", "status", "in_time"]
	)
	assert ("Emergency", "Stopped", 1) in {(row["kind"], row["status"], row["in_time"]) for row in clocks}
