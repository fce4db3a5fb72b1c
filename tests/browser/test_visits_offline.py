"""A member makes three visits where there is no network, comes back, and the centre has each of them once."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.grid_app import bar, expect_all_sent, expect_fits, phone_of
from tests.browser.phone import Phone
from tests.run_number import run_number

VISIT = "Household Visit"
FOUND = ("独居老人身体尚可，已提醒用火用电安全。", "楼道堆放杂物，已劝其清理。")
HELP = "申请临时救助"


@pytest.fixture
def phone(chromium, address, accounts):
	opened = phone_of(chromium, address, accounts["grid_member"])
	yield opened
	opened.close()


def test_three_visits_without_a_network_arrive_once(phone, person, pictures):
	purpose = f"入户走访 {run_number()}"
	bar(phone, "走访")
	phone.page.context.set_offline(True)
	phone.expect_words("当前没有网络")
	visit(phone, 0, purpose, found=FOUND[0], photo=True)
	visit(phone, 1, purpose, found=FOUND[1], needs=HELP)
	visit(phone, 2, purpose)
	phone.expect_words("3 条未发送")
	bar(phone, "走访")
	expect(phone.page.get_by_role("main").get_by_text("未发送")).to_have_count(3)
	phone.expect_accessible()
	phone.picture(pictures / "grid-visits-offline.png", whole=False)
	phone.page.context.set_offline(False)
	expect_all_sent(phone)
	expect(phone.page.get_by_role("main").get_by_text("未发送")).to_have_count(0)
	expect(phone.page.get_by_text("当前没有网络")).to_have_count(0)
	phone.picture(pictures / "grid-visits-sent.png", whole=False)
	expect_on_the_server(person("grid_leader"), purpose)


def visit(
	phone: Phone, number: int, purpose: str, found: str = "", needs: str = "", photo: bool = False
) -> None:
	"""Write down a visit of one of the households of the grid; nobody is at home where nothing is found."""
	bar(phone, "走访")
	phone.page.get_by_role("link", name="登记走访").tap()
	phone.page.get_by_role("list", name="住户").get_by_role("button").nth(number).tap()
	give_reason(phone)
	phone.page.get_by_label("走访目的").fill(purpose)
	if found:
		phone.choose("户主")
		phone.page.get_by_label("走访中了解到的情况").fill(found)
	else:
		phone.choose("家中无人")
	if needs:
		phone.page.get_by_label("需要帮助").check()
		phone.page.get_by_label("需要什么帮助").fill(needs)
	if photo:
		phone.page.locator("input[type=file]").last.set_input_files(picture())
		expect(phone.page.get_by_role("img", name="照片")).to_be_visible()
	phone.expect_accessible()
	expect_fits(phone)
	phone.page.get_by_role("button", name="保存走访").tap()
	phone.expect_words("已保存，联网后自动发送")


def give_reason(phone: Phone) -> None:
	"""Say why, where somebody was in this household a few days before."""
	reason = phone.page.get_by_label("为什么现在再次走访")
	if reason.count():
		reason.fill("住户来电请我们再来。")


def picture() -> dict:
	"""A photo as a camera makes it."""
	file = io.BytesIO()
	Image.effect_noise((2400, 1800), 60).convert("RGB").save(file, "JPEG")
	return {"name": "走访.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def expect_on_the_server(leader, purpose: str) -> None:
	fields = ["name", "findings", "help_status", "status", "household"]
	visits = leader.list(VISIT, filters={"purpose": purpose}, fields=fields)
	assert sorted(row["findings"] or "" for row in visits) == ["", *sorted(FOUND)]
	assert len({row["household"] for row in visits}) == 3
	assert [row["help_status"] for row in visits if row["findings"] == FOUND[1]] == ["To Answer"]
	assert [row["status"] for row in visits if not row["findings"]] == ["Nobody at Home"]
