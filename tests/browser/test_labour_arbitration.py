"""A labour dispute goes the whole way: mediation fails, the arbitration decides, a party sues within fifteen days."""

import json
import re
import time
from datetime import date, timedelta
from urllib.parse import quote

from playwright.sync_api import expect

from tests.browser.desk import SCREEN, Desk
from tests.people import Person, server_message

# Another one each time, so that the story can be told again on the same site
NUMBER = time.time_ns() % 10**6
TITLE = f"解除劳动合同经济补偿争议{NUMBER}号"
BODY = "玉门市劳动人事争议仲裁院"
REASON = "双方对补偿年限分歧过大，无法达成一致。"
GUIDE = f"{SCREEN} .case-guide"


def days_ago(days: int) -> str:
	return str(date.today() - timedelta(days=days))


def test_mediation_fails_the_arbitration_decides_and_a_party_sues(desk_of, person, pictures):
	director = desk_of("centre_director")
	case = register(director)
	see_the_roads(director, pictures)
	mediation = open_step(director, "人民调解")
	assign_mediator(director, mediation)
	fail(desk_of("mediator2"), person("mediator2"), mediation)
	open_case(director, case)
	expect(road(director, "法院诉讼")).to_contain_text("劳动争议先经仲裁")
	arbitration = open_step(director, "劳动仲裁")
	arbitrate(desk_of("arbitration_handler"), person("arbitration_handler"), arbitration, pictures)
	open_case(director, case)
	expect(director.page.locator(".case-guide-proposal")).to_contain_text("法院诉讼")
	director.picture(pictures / "labour-guide-after-award.png")
	court = open_step(director, "法院诉讼")
	file_suit(desk_of("court_liaison"), court)
	open_case(director, case)
	expect(director.page.locator(".case-guide-standing")).to_contain_text("法院诉讼")


def register(director: Desk) -> str:
	director.open("dispute-case/new")
	director.fill(
		{
			"title": TITLE,
			"dispute_type": "其他劳动争议",
			"case_source": "当事人申请",
			"grid": "大畅河村一组",
			"facts": "公司口头解除劳动合同，劳动者要求支付经济补偿。",
		}
	)
	director.save()
	expect(director.dialog()).to_be_visible()
	director.fill({"party_name": "苏禾安"}, within=director.dialog())
	director.dialog().locator(".btn-modal-primary:visible").click()
	expect(director.dialog()).to_have_count(0)
	director.settle()
	director.act("登记")
	director.page.wait_for_url(re.compile(r"/app/dispute-case/DC-"))
	return director.page.url.rsplit("/", 1)[1]


def road(desk: Desk, method: str):
	named = desk.page.locator("b", has_text=re.compile(f"^{method}$"))
	return desk.page.locator(f"{GUIDE} .case-guide-road").filter(has=named)


def see_the_roads(director: Desk, pictures) -> None:
	"""Every method stands there with its reason; the court is open from the first day."""
	expect(director.page.locator(f"{GUIDE} .case-guide-road").nth(11)).to_be_visible()
	expect(road(director, "土地仲裁")).to_contain_text("不适用于")
	expect(road(director, "法院诉讼").locator("button")).to_be_visible()
	director.page.locator(GUIDE).scroll_into_view_if_needed()
	director.picture(pictures / "labour-guide.png", height=1100)


def open_step(director: Desk, method: str) -> str:
	"""Open a step by the guide: one click, one dialog."""
	road(director, method).locator("button").click()
	expect(director.dialog()).to_contain_text("材料")
	director.dialog().locator(".btn-modal-primary:visible").click()
	expect(director.dialog()).to_have_count(0)
	director.settle()
	link = road(director, method).locator("a")
	expect(link).to_be_visible()
	return link.get_attribute("href").rsplit("/", 1)[1]


def open_case(desk: Desk, case: str) -> None:
	desk.open(f"dispute-case/{quote(case)}")
	expect(desk.page.locator(GUIDE)).to_be_visible()


def open_form(desk: Desk, step: str) -> None:
	desk.open(f"resolution-step/{step}")
	expect(desk.page.locator(f"{SCREEN} .form-page")).to_be_visible()


def assign_mediator(director: Desk, step: str) -> None:
	open_form(director, step)
	menu = director.page.locator(f"{SCREEN} .inner-group-button > button:visible")
	menu.filter(has_text="调解员").click()
	director.page.locator(f"{SCREEN} .inner-group-button .dropdown-item:visible").filter(
		has_text="指定调解员"
	).click()
	choice = director.dialog().locator(".mediator-choice").filter(has_text="庄亦诚").locator("input")
	choice.check()
	director.dialog().locator(".btn-modal-primary:visible").click()
	expect(director.dialog()).to_have_count(0)
	director.settle()


def fail(mediator: Desk, colleague: Person, step: str) -> None:
	"""Whoever ends a mediation without agreement must have told the other remedies."""
	open_form(mediator, step)
	mediator.act("受理", accepted_on=days_ago(3))
	mediator.expect_state("进行中")
	colleague.ok(colleague.put(f"/api/resource/Resolution Step/{step}", outcome_note=REASON))
	doc = json.dumps({"doctype": "Resolution Step", "name": step})
	refused = colleague.post(
		"/api/method/frappe.model.workflow.apply_workflow", doc=doc, action="End without Agreement"
	)
	assert refused.status_code == 417 and "人民调解法第26条" in server_message(refused)
	open_form(mediator, step)
	mediator.open_actions()
	mediator.choose_action("调解不成")
	mediator.dialog().locator("input.input-with-feedback[data-fieldname=remedies_told]").check()
	mediator.answer(outcome_note=REASON)
	mediator.settle()
	mediator.expect_state("调解不成")


def arbitrate(handler: Desk, colleague: Person, step: str, pictures) -> None:
	open_form(handler, step)
	handler.act("提交申请（起诉）", filed_on=days_ago(60), court_or_body=BODY)
	handler.act("受理", accepted_on=days_ago(57), docket_number=f"玉劳人仲案〔2026〕{NUMBER}号")
	name_panel(handler)
	handler.act(
		"确定开庭",
		hearing_on=f"{days_ago(30)} 09:00",
		hearing_notice_on=days_ago(44),
		hearing_place="第一仲裁庭",
	)
	handler.expect_state("已定开庭")
	award_before_acceptance_is_refused(colleague, step)
	handler.act("作出裁决", decided_on=days_ago(20), decision_number=f"玉劳人仲裁〔2026〕{NUMBER}号")
	handler.act("送达文书", decision_served_on=days_ago(12))
	handler.expect_state("文书已送达")
	expect(handler.page.locator(f"{SCREEN} .case-clocks")).to_contain_text("第五十条")
	handler.picture(pictures / "labour-award-served.png", height=1100)
	handler.act("当事人起诉", sued_on=days_ago(2))
	handler.expect_state("已起诉")


def name_panel(handler: Desk) -> None:
	table = handler.page.locator(f"{SCREEN} .frappe-control[data-fieldname=panel]")
	table.locator(".grid-add-row").click()
	row = table.locator(".grid-body .grid-row").last
	if not row.locator("input[data-fieldname=member_name]").is_visible():
		row.locator("[data-fieldname=member_name]").first.click()
	row.locator("input[data-fieldname=member_name]").fill("景知衡")
	row.locator("select[data-fieldname=post]").select_option(label="独任仲裁员")
	handler.page.keyboard.press("Control+s")
	handler.settle()


def award_before_acceptance_is_refused(handler: Person, step: str) -> None:
	refused = handler.put(f"/api/resource/Resolution Step/{step}", decided_on=days_ago(58))
	assert refused.status_code == 417
	assert "不得早于受理日期" in server_message(refused)
	assert "《劳动争议调解仲裁法》" in server_message(refused)


def file_suit(liaison: Desk, step: str) -> None:
	open_form(liaison, step)
	liaison.act("提交申请（起诉）", filed_on=days_ago(2), court_or_body="玉门市人民法院")
	liaison.act("受理", accepted_on=days_ago(1), docket_number=f"（2026）甘0981民初{NUMBER}号")
	liaison.expect_state("进行中")
