"""A member without a network adds a household with two people and proposes a correction; the leader adopts it at the desk,
and the phone has it after its next contact."""

import random
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.desk import SCREEN, Desk
from tests.browser.grid_app import expect_all_sent, expect_fits, line, phone_of
from tests.browser.phone import Phone
from yumen_governance.registry.identifiers import with_check_digit

GRID = "运政巷金诚住宅小区"
HEAD, WIFE, WORK = "曾采集", "柳采集", "社区食堂厨师"
WAITS = "待网格长审核"


@pytest.fixture
def phone(chromium, address, accounts):
	opened = phone_of(chromium, address, accounts["grid_member"])
	yield opened
	opened.close()


@pytest.fixture
def leaders_phone(chromium, address, accounts):
	opened = phone_of(chromium, address, accounts["grid_leader"])
	yield opened
	opened.close()


def test_household_and_correction_without_a_network(phone, desk_of, person, pictures):
	tail = f"{random.randint(0, 9999):04}"
	search(phone, "采集")
	phone.page.context.set_offline(True)
	add_household(phone, f"{HEAD}{tail}", pictures)
	add_person(phone, f"{HEAD}{tail}", "本人", 1)
	add_person(phone, f"{WIFE}{tail}", "配偶", 2)
	expect_two_people(phone, tail, pictures)
	phone.page.context.set_offline(False)
	expect_all_sent(phone)
	phone.page.context.set_offline(True)
	correct(phone, f"{WIFE}{tail}", pictures)
	phone.page.context.set_offline(False)
	expect_all_sent(phone)
	adopt(desk_of("grid_leader"), f"{WIFE}{tail}", pictures)
	expect_adopted(phone, f"{WIFE}{tail}", tail)
	found = person("registry_clerk").list(
		"Resident", filters={"resident_name": f"{WIFE}{tail}"}, fields=["occupation", "household"]
	)
	assert [row["occupation"] for row in found] == [WORK] and found[0]["household"]


def test_leader_reviews_on_the_phone(phone, leaders_phone, person, pictures):
	tail = f"{random.randint(0, 9999):04}"
	search(phone, "采集")
	add_household(phone, f"{HEAD}{tail}")
	phone.page.get_by_role("link", name="更正", exact=True).tap()
	phone.page.get_by_label("户主姓名").fill(f"{WIFE}{tail}")
	phone.page.get_by_label("更正原因和依据").fill("户主已变更")
	phone.page.get_by_role("button", name="提交审核").tap()
	expect(phone.page.get_by_role("link", name="添加人员")).to_be_visible()
	expect_all_sent(phone)
	leaders_phone.open("/grid/registry/proposals")
	line(leaders_phone, f"{HEAD}{tail}").get_by_role("link").tap()
	leaders_phone.expect_words("户主已变更", f"{WIFE}{tail}")
	leaders_phone.expect_accessible()
	expect_fits(leaders_phone)
	leaders_phone.picture(pictures / "grid-proposal.png", whole=False)
	leaders_phone.page.get_by_role("button", name="采纳", exact=True).tap()
	expect(leaders_phone.page.get_by_role("heading", name="更正建议")).to_be_visible()
	expect_all_sent(leaders_phone)
	found = person("registry_clerk").list("Household", filters={"head_name": f"{WIFE}{tail}"})
	assert len(found) == 1


def test_member_withdraws_a_proposal_without_a_network(phone, person, pictures):
	tail = f"{random.randint(0, 9999):04}"
	search(phone, "采集")
	add_household(phone, f"{HEAD}{tail}")
	phone.page.get_by_role("link", name="更正", exact=True).tap()
	phone.page.get_by_label("户主姓名").fill(f"{WIFE}{tail}")
	phone.page.get_by_label("更正原因和依据").fill("户主已变更")
	phone.page.get_by_role("button", name="提交审核").tap()
	expect(phone.page.get_by_role("link", name="添加人员")).to_be_visible()
	expect_all_sent(phone)
	phone.open("/grid/registry/proposals")
	line(phone, f"{HEAD}{tail}").get_by_role("link").tap()
	phone.page.context.set_offline(True)
	phone.page.get_by_role("button", name="撤回建议").tap()
	phone.expect_words("尚未审核。撤回后不再审核")
	phone.expect_accessible()
	phone.picture(pictures / "grid-withdraw.png", whole=False)
	phone.page.get_by_role("button", name="确定撤回").tap()
	expect(line(phone, f"{HEAD}{tail}：已撤回")).to_be_visible()
	phone.page.context.set_offline(False)
	expect_all_sent(phone)
	clerk = person("registry_clerk")
	filters = {"title": f"{HEAD}{tail}"}
	assert [
		row["status"] for row in clerk.list("Correction Proposal", filters=filters, fields=["status"])
	] == ["Withdrawn"]
	assert len(clerk.list("Household", filters={"head_name": f"{HEAD}{tail}"})) == 1


def test_phone_number_is_shown_only_with_a_network_and_for_a_purpose(phone):
	search(phone, "采集")
	phone.page.get_by_role("searchbox").fill("3002")
	phone.page.get_by_role("main").get_by_role("listitem").first.get_by_role("link").tap()
	phone.page.context.set_offline(True)
	phone.page.get_by_role("button", name="查看完整的").first.tap()
	phone.expect_words("需要网络")
	phone.page.context.set_offline(False)


def search(phone: Phone, words: str) -> None:
	phone.open("/grid/registry")
	phone.page.get_by_role("searchbox").fill(words)
	phone.expect_accessible()
	phone.page.get_by_role("searchbox").fill("")


def add_household(phone: Phone, head: str, pictures=None) -> None:
	phone.page.get_by_role("link", name="家庭户", exact=True).tap()
	phone.page.get_by_label("户主姓名").fill(head)
	choose_grid(phone)
	phone.expect_accessible()
	expect_fits(phone)
	if pictures:
		phone.picture(pictures / "grid-new-household.png", whole=False)
	phone.page.get_by_role("button", name="保存", exact=True).tap()
	expect(phone.page.get_by_role("heading", name=head)).to_be_visible()


def choose_grid(phone: Phone) -> None:
	field = phone.page.get_by_role("combobox", name="网格")
	if not field.input_value():
		field.select_option(label=GRID)


def add_person(phone: Phone, name: str, relation: str, sex: int) -> None:
	phone.page.get_by_role("link", name="添加人员").tap()
	phone.page.get_by_label("姓名", exact=False).first.fill(name)
	phone.page.get_by_label("人员类别").select_option(label="户籍人口")
	phone.page.get_by_role("textbox", name="身份证号").fill(invented(sex))
	phone.expect_words("出生，男" if sex == 1 else "出生，女")
	phone.page.get_by_label("与户主关系").select_option(label=relation)
	phone.expect_accessible()
	expect_fits(phone)
	phone.page.get_by_role("button", name="保存", exact=True).tap()
	phone.expect_words(name)


def invented(sex: int) -> str:
	born = date(1912, 1, 1) + timedelta(days=random.randint(0, 9000))
	return with_check_digit(f"990000{born:%Y%m%d}{random.randint(0, 499) * 2 + sex % 2:03}")


def expect_two_people(phone: Phone, tail: str, pictures) -> None:
	people = phone.page.get_by_role("main").get_by_role("listitem")
	expect(people.filter(has_text=tail)).to_have_count(2)
	expect(people.filter(has_text="未发送")).to_have_count(2)
	phone.expect_accessible()
	phone.picture(pictures / "grid-household.png", whole=False)


def correct(phone: Phone, name: str, pictures) -> None:
	"""Fill what is empty, and then propose to change it."""
	line(phone, name).get_by_role("link").tap()
	phone.page.get_by_role("link", name="更正", exact=True).tap()
	phone.page.locator("summary").filter(has_text="就业").tap()
	phone.page.get_by_role("textbox", name="职业", exact=True).fill(WORK)
	phone.page.get_by_role("textbox", name="电话").first.fill("19900007788")
	phone.page.get_by_label("与户主关系").select_option(label="父母")
	expect(phone.page.get_by_text("由网格长审核后生效")).to_be_visible()
	phone.page.get_by_label("更正原因和依据").fill("户口簿登记有误，已当面核对")
	phone.expect_accessible()
	expect_fits(phone)
	phone.picture(pictures / "grid-correct.png", whole=False)
	phone.page.get_by_role("button", name="提交审核").tap()


def adopt(desk: Desk, name: str, pictures) -> None:
	desk.open("correction-proposal?status=To+Review")
	desk.page.locator(f"{SCREEN} .list-row").filter(has_text=name).first.locator(".list-subject a").click()
	desk.settle()
	table = desk.page.locator(f"{SCREEN} .proposal-changes")
	expect(table).to_contain_text(WORK)
	desk.picture(pictures / "desk-proposal.png")
	desk.page.locator(f"{SCREEN} .primary-action:visible").click()
	desk.expect_state("已采纳")


def expect_adopted(phone: Phone, name: str, tail: str) -> None:
	phone.open("/grid/registry/proposals")
	expect(line(phone, f"{name}：已采纳")).to_be_visible()
	phone.open("/grid/registry")
	phone.page.get_by_role("searchbox").fill(name)
	line(phone, name).get_by_role("link").tap()
	phone.expect_words(WORK, "199****7788")
	phone.expect_accessible()
