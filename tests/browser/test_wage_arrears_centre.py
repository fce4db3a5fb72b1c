"""Nearly a hundred pickers and their wages, by the centre's one-stop process: the event becomes a case with nothing typed
twice, units consult, the labour inspection acts, a joint mediation agrees on a million yuan in instalments, all is paid."""

import re
import secrets
import time
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.desk import SCREEN, SEARCH_DELAY, Desk
from tests.people import server_message

# Another one each time, so that the story can be told again on the same site
NUMBER = time.time_ns() % 10**6
TITLE = f"大畅河近百名枸杞采摘工讨要劳务费{NUMBER}号"
REPRESENTATIVES = ("葛满山", "柳秋实", "田禾生", "石榆钱", "安麦香")
EMPLOYER = "大畅河枸杞种植合作社"
CLAIMED, BY_INSPECTION, AGREED = 1_086_400, 66_400, 1_020_000
INSTALMENTS = 4
REASON = "跨行业、跨部门，转中心一站式化解。"
OPINION = "劳动监察大队牵头追缴，余款由联合调解达成分期支付协议。"
LEAD = "劳动监察大队"
# Each unit that is asked, and what came of its part
PARTS = {
	LEAD: ("先行联系种植户，责令支付。", "已责令支付，首笔劳务费当场发放。"),
	"信访局": ("接待代表，疏导其余人员返回。", "接待代表五人，人员已返回。"),
	"公安局": ("维持现场秩序。", "现场平稳，未发生冲突。"),
	"人民法院": ("说明起诉和先予执行途径。", "已说明，备好立案材料。"),
}
METHOD = "联合调解"
MEDIATOR = "庄亦诚"
# A field for numbers selects what it holds a tenth of a second after it is entered
NUMBER_DELAY = 300


@pytest.fixture
def handlers(accounts, backstage) -> None:
	"""The units' people have accounts whose passwords the story knows."""
	password = secrets.token_urlsafe(12)
	users = backstage.handlers_of(list(PARTS))
	accounts |= {unit: backstage.account(user, password) for unit, user in users.items()}


def test_pickers_are_paid_by_consultation_inspection_and_mediation(desk_of, person, handlers, pictures):
	dispatcher = desk_of("dispatcher")
	event = report(person("dispatcher"))
	case = hand_over(dispatcher, event, pictures)
	director = desk_of("centre_director")
	director.expect_told(TITLE, "紧急")
	complete_parties(director, case, pictures)
	consult(director, person("centre_director"), case, pictures)
	for unit in PARTS:
		ask(director, case, unit)
	for unit in PARTS:
		do_own_part(desk_of(unit), case, unit)
	step = open_mediation(director, case)
	mediator = desk_of("mediator2")
	hold_session(mediator, person("mediator2"), step)
	pay(mediator, person("mediator2"), step, pictures)
	close(director, person("centre_director"), case, pictures)
	assert_all_is_settled(person("dispatcher"), event, case)


def report(dispatcher) -> str:
	"""The event stands in the system as case B of the article has it; how it is reported tells another story."""
	codes = dispatcher.list("Event Category", filters={"category_name": "劳动争议"})
	event = dispatcher.create_event(
		title=TITLE,
		source="110 Transfer",
		external_ticket=f"110{NUMBER}",
		category=codes[0]["name"],
		grid="620981101201001",
		address="花海大畅河枸杞种植基地",
		description="九十六名采摘工因种植户拖欠采摘劳务费聚集，扬言集体上访。",
		reporter_name=REPRESENTATIVES[0],
		reporter_phone="19900002002",
		is_group_case=1,
		people_count=96,
		amount_claimed=CLAIMED,
		mass_incident=1,
		skip_level_petition=1,
		representatives=[{"representative_name": name} for name in REPRESENTATIVES],
	)
	dispatcher.act(event, "Report")
	dispatcher.act(event, "Accept")
	return event


def hand_over(dispatcher: Desk, event: str, pictures) -> str:
	"""One action; the event says where it went."""
	dispatcher.open_event(event)
	dispatcher.act("转入一站式化解", decision_opinion=REASON)
	dispatcher.expect_state("一站式化解中")
	link = dispatcher.page.locator(f"{SCREEN} .frappe-control[data-fieldname=handed_over_to] a")
	expect(link).to_have_attribute("href", re.compile("dispute-case"))
	dispatcher.picture(pictures / "centre-event-handed-over.png")
	return link.get_attribute("href").rsplit("/", 1)[1]


def open_case(desk: Desk, case: str) -> None:
	desk.open(f"dispute-case/{quote(case)}")
	expect(desk.page.locator(f"{SCREEN} .case-sides")).to_be_visible()
	desk.idle()


def parties(desk: Desk, side: str):
	return desk.page.locator(f"{SCREEN} .case-side[aria-label={side}]")


def add_party(desk: Desk, side: str, **values) -> None:
	parties(desk, side).get_by_role("button", name="添加").click()
	expect(desk.dialog()).to_be_visible()
	desk.fill(values, within=desk.dialog())


def complete_parties(director: Desk, case: str, pictures) -> None:
	"""Who spoke for the group came along; the employer is added, and a sixth representative is refused."""
	open_case(director, case)
	expect(parties(director, "申请人").locator(".case-party")).to_have_count(len(REPRESENTATIVES))
	add_party(director, "被申请人", party_kind="单位", party_name=EMPLOYER, phone="19900002010")
	director.dialog().locator(".btn-modal-primary:visible").click()
	expect(director.dialog()).to_have_count(0)
	expect(parties(director, "被申请人").locator(".case-party")).to_contain_text(EMPLOYER)
	add_party(director, "申请人", party_name="南北斗")
	director.dialog().locator(".section-head:visible").filter(has_text="更多").click()
	director.dialog().locator("input.input-with-feedback[data-fieldname=is_representative]").check()
	director.dialog().locator(".btn-modal-primary:visible").click()
	refused = director.page.locator(".msgprint:visible")
	expect(refused).to_contain_text("《信访工作条例》第二十条")
	director.picture(pictures / "centre-sixth-representative.png")
	director.page.keyboard.press("Escape")
	director.page.wait_for_timeout(SEARCH_DELAY)
	open_case(director, case)
	expect(parties(director, "申请人").locator(".case-party")).to_have_count(len(REPRESENTATIVES))


def road(desk: Desk, method: str):
	named = desk.page.locator("b", has_text=re.compile(f"^{method}$"))
	return desk.page.locator(f"{SCREEN} .case-guide .case-guide-road").filter(has=named)


def consult(director: Desk, rest, case: str, pictures) -> None:
	"""A joint consultation calls the four units; its opinion says what each does."""
	road(director, "联合会诊").locator("button").click()
	expect(director.dialog()).to_be_visible()
	director.fill({"held_on": f"{date.today():%Y-%m-%d} 00:05"}, within=director.dialog())
	called = director.dialog().locator(".frappe-control[data-fieldname=units]")
	for unit in PARTS:
		called.locator("input").first.click()
		called.locator("input").first.press_sequentially(unit, delay=20)
		director.page.wait_for_timeout(2 * SEARCH_DELAY)
		called.locator("[role=option], li").filter(has_text=unit).first.click()
	director.dialog().locator(".btn-modal-primary:visible").click()
	director.page.wait_for_url(re.compile("/app/case-consultation/"))
	director.idle()
	note_who_came(rest, director.page.url.rsplit("/", 1)[1])
	director.page.reload()
	director.settle()
	director.page.get_by_role("button", name="会诊结束").click()
	director.dialog().locator(".btn-primary:visible").click()
	director.idle()
	director.picture(pictures / "centre-consultation.png", height=1400)
	open_case(director, case)


def note_who_came(rest, name: str) -> None:
	doc = rest.ok(rest.get(f"/api/resource/Case Consultation/{name}")).json()["data"]
	change(
		rest,
		"Case Consultation",
		name,
		minutes="四单位到会，逐一发表意见。",
		invitees=[{**row, "attended": 1} for row in doc["invitees"]],
		cases=[{**row, "opinion": OPINION, "next_step": "开展联合调解"} for row in doc["cases"]],
	)


def ask(director: Desk, case: str, unit: str) -> None:
	open_case(director, case)
	director.page.locator(f"{SCREEN} [data-act=assign]").click()
	expect(director.dialog()).to_be_visible()
	role = "主办" if unit == LEAD else "协办"
	director.answer(unit=unit, role=role, asked=PARTS[unit][0])
	expect(director.dialog()).to_have_count(0)
	expect(director.page.locator(f"{SCREEN} .case-panel .event-record").filter(has_text=unit)).to_be_visible()


def do_own_part(desk: Desk, case: str, unit: str) -> None:
	open_case(desk, case)
	task = desk.page.locator(f"{SCREEN} .case-panel .event-record").filter(has_text=unit)
	task.get_by_role("button", name="签收任务").click()
	expect(task.get_by_role("button", name="完成任务")).to_be_visible()
	desk.idle()
	task.get_by_role("button", name="完成任务").click()
	expect(desk.dialog()).to_be_visible()
	if unit == LEAD:
		fill_number(desk, "amount_recovered", BY_INSPECTION)
	desk.answer(result=PARTS[unit][1])
	expect(task).to_contain_text(PARTS[unit][1])


def fill_number(desk: Desk, fieldname: str, number: int) -> None:
	field = desk.dialog().locator(f".frappe-control[data-fieldname={fieldname}] input:visible").first
	field.click()
	desk.page.wait_for_timeout(NUMBER_DELAY)
	field.fill(str(number))
	desk.page.wait_for_timeout(NUMBER_DELAY)
	field.blur()


def open_mediation(director: Desk, case: str) -> str:
	open_case(director, case)
	road(director, METHOD).locator("button").click()
	expect(director.dialog()).to_be_visible()
	director.dialog().locator(".btn-modal-primary:visible").click()
	expect(director.dialog()).to_have_count(0)
	link = road(director, METHOD).locator("a")
	expect(link).to_be_visible()
	step = link.get_attribute("href").rsplit("/", 1)[1]
	open_form(director, "resolution-step", step)
	director.page.locator(f"{SCREEN} .inner-group-button").get_by_role("button", name="调解员").click()
	director.page.locator(f"{SCREEN} .inner-group-button .dropdown-item:visible").filter(
		has_text="指定调解员"
	).click()
	director.dialog().locator(".mediator-choice").filter(has_text=MEDIATOR).locator("input").check()
	director.answer(reason="熟悉该片区情况")
	expect(director.dialog()).to_have_count(0)
	director.settle()
	return step


def open_form(desk: Desk, route: str, name: str) -> None:
	desk.open(f"{route}/{quote(name)}")
	expect(desk.page.locator(f"{SCREEN} .form-page")).to_be_visible()
	desk.idle()


def hold_session(mediator: Desk, rest, step: str) -> None:
	open_form(mediator, "resolution-step", step)
	mediator.act("受理", accepted_on=str(date.today()))
	mediator.expect_state("进行中")
	mediator.page.get_by_role("button", name="新建调解记录").click()
	mediator.page.wait_for_url(re.compile("/app/mediation-session/"))
	name = mediator.page.url.rsplit("/", 1)[1]
	mediator.idle()
	change(
		rest,
		"Mediation Session",
		name,
		held_on=f"{date.today()} 00:10:00",
		ended_on=f"{date.today()} 00:40:00",
		place="花海镇综治中心",
		told_rights=1,
		statements="采摘工要求月底前付清；合作社愿分四期支付。",
		result="Agreement Reached",
	)
	sign_all(rest, name)
	open_form(mediator, "mediation-session", name)
	mediator.page.get_by_role("button", name="登记签字").click()
	mediator.idle()
	expect(mediator.page.locator(f"{SCREEN} .page-head")).to_contain_text("已签")


def sign_all(rest, session: str) -> None:
	doc = rest.ok(rest.get(f"/api/resource/Mediation Session/{session}")).json()["data"]
	rows = {table: [{**row, "has_signed": 1} for row in doc[table]] for table in ("attendees", "mediators")}
	change(rest, "Mediation Session", session, **rows)


def change(rest, doctype: str, name: str, **values) -> dict:
	"""Fill in what a person types into long tables, by their own account."""
	return rest.ok(rest.put(f"/api/resource/{doctype}/{quote(name)}", **values)).json()["data"]


def pay(mediator: Desk, rest, step: str, pictures) -> None:
	"""The agreement promises the rest in instalments; each is received."""
	open_form(mediator, "resolution-step", step)
	mediator.page.get_by_role("button", name="拟定协议").click()
	mediator.page.wait_for_url(re.compile("/app/mediation-agreement/"))
	name = mediator.page.url.rsplit("/", 1)[1]
	mediator.idle()
	without_promise_is_refused(rest, name)
	mediator.page.get_by_role("button", name="安排履行").first.click()
	expect(mediator.dialog()).to_be_visible()
	fill_number(mediator, "amount", AGREED)
	fill_number(mediator, "count", INSTALMENTS)
	mediator.answer(first_on=str(date.today() + timedelta(days=7)), what="支付采摘劳务费")
	expect(mediator.page.locator(f"{SCREEN} .performance-table tbody tr")).to_have_count(INSTALMENTS + 1)
	sign_agreement(rest, name)
	open_form(mediator, "mediation-agreement", name)
	mediator.act("签订生效")
	mediator.expect_state("履行中")
	for number in range(INSTALMENTS):
		receive(mediator, last=number == INSTALMENTS - 1)
	mediator.picture(pictures / "centre-agreement-performed.png", height=1600)


def without_promise_is_refused(rest, name: str) -> None:
	doc = rest.get(f"/api/resource/Mediation Agreement/{quote(name)}").json()["data"]
	refused = rest.post(
		"/api/method/frappe.model.workflow.apply_workflow",
		doc={**doc, "doctype": "Mediation Agreement"},
		action="Sign Agreement",
	)
	assert refused.status_code == 417 and "《人民调解法》第二十九条" in server_message(refused)


def sign_agreement(rest, name: str) -> None:
	doc = rest.ok(rest.get(f"/api/resource/Mediation Agreement/{quote(name)}")).json()["data"]
	today = str(date.today())
	signatures = [{**row, "signed_on": today, "how": "Signature"} for row in doc["signatures"]]
	change(
		rest,
		"Mediation Agreement",
		name,
		disputed_items="拖欠的采摘劳务费数额及支付时间。",
		terms="合作社分四期付清剩余劳务费。",
		performance_method="银行转账至采摘工个人账户",
		signatures=signatures,
		mediator_signed_on=today,
		committee_sealed_on=today,
	)


def receive(mediator: Desk, last: bool) -> None:
	buttons = mediator.page.locator(f"{SCREEN} .performance-table").get_by_role("button", name="登记收款")
	left = buttons.count()
	buttons.first.click()
	expect(mediator.dialog()).to_be_visible()
	mediator.page.wait_for_timeout(2 * NUMBER_DELAY)
	mediator.dialog().locator(".btn-modal-primary:visible").click()
	expect(mediator.dialog()).to_have_count(0)
	mediator.idle()
	if not last:
		expect(buttons).to_have_count(left - 1)


def close(director: Desk, rest, case: str, pictures) -> None:
	open_case(director, case)
	stage = rest.ok(rest.get(f"/api/resource/Dispute Case/{case}")).json()["data"]["stage"]
	if stage != "Feedback":
		director.act("化解完毕", outcome="达成协议", outcome_note="劳务费全部付清。")
	director.act("结案", outcome="达成协议", outcome_note="劳务费全部付清，人员散去。")
	director.expect_state("已结案")
	expect(director.page.locator(f"{SCREEN} .case-panel").first).to_contain_text("1,086,400.00")
	director.picture(pictures / "centre-case-closed.png", height=3200)


def assert_all_is_settled(person, event: str, case: str) -> None:
	kept = person.ok(person.get(f"/api/resource/Dispute Case/{case}")).json()["data"]
	assert kept["amount_recovered"] == BY_INSPECTION + AGREED == CLAIMED
	told = person.event(event)
	assert told["handed_over_to"] == case and "付清" in told["result"]
	assert (told["stage"], told["people_count"]) == ("Feedback", 96)
