"""The administrator adds a thirteenth method and a Service Item with two questions of its own and a limit in working days:
both work at once, at the window and in the guide of a case, and nobody writes code."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.clocks import HANDLE, clock
from tests.browser.desk import SCREEN, Desk

# Another one each time, so that the story can be told again on the same site
NUMBER = time.time_ns() % 10**6
METHOD = f"行业协会调解{NUMBER}"
ITEM = f"行业协会调解申请{NUMBER}"
MATTER = f"建材质量货款争议{NUMBER}号"
WINDOW = "综合受理窗口"
ASSOCIATION, MEMBER = "所属行业协会", "会员单位数"
GRID = "大畅河村一组"


@pytest.fixture
def put_away(person) -> Iterator[None]:
	"""What the story adds is in use as long as it lasts."""
	yield
	administrator = person("governance_administrator")
	for doctype, name in (("Service Item", ITEM), ("Resolution Method", METHOD)):
		administrator.put(f"/api/resource/{doctype}/{name}", is_active=0)


def test_an_administrator_adds_a_method_and_an_item_and_both_work_at_once(
	desk_of, person, pictures, put_away
):
	administrator = desk_of("governance_administrator")
	add_method(administrator)
	add_item(administrator, pictures)

	clerk = desk_of("window_clerk")
	register(clerk, pictures)
	expect(clock(clerk, HANDLE)).to_contain_text("5 工作日")
	clerk.act("受理事项")
	clerk.answer()
	clerk.idle()
	clerk.expect_state("办理中")
	clerk.act("转为案件或事件")
	clerk.expect_state("已转办")

	director = desk_of("centre_director")
	open_case_of(director, person)
	expect(director.page.locator(f"{SCREEN} .case-guide")).to_contain_text(METHOD)
	director.picture(pictures / "thirteenth-method.png", height=1100)


def add_method(administrator: Desk) -> None:
	administrator.open("resolution-method/new")
	administrator.fill({"method_name": METHOD, "group_label": "四调", "form": "调解"})
	fill_number(administrator, "sequence", "13")
	administrator.save()
	administrator.page.wait_for_url(re.compile(r"/app/resolution-method/(?!new)"))


def add_item(administrator: Desk, pictures) -> None:
	administrator.open("service-item/new")
	administrator.fill(
		{
			"item_name": ITEM,
			"window_type": "综合受理",
			"time_limit_unit": "工作日",
			"becomes": "化解步骤",
		}
	)
	fill_number(administrator, "time_limit", "5")
	administrator.fill({"method": METHOD})
	ask(administrator, ASSOCIATION, "短文本", is_required=True)
	ask(administrator, MEMBER, "整数")
	administrator.picture(pictures / "service-item.png", height=1700)
	administrator.save()
	administrator.page.wait_for_url(re.compile(r"/app/service-item/(?!new)"))


def ask(administrator: Desk, label: str, kind: str, is_required: bool = False) -> None:
	"""Add a question to the item, in the row of the table."""
	table = administrator.page.locator(f"{SCREEN} .frappe-control[data-fieldname=own_fields]")
	table.locator(".grid-add-row:visible").click()
	row = table.locator(".grid-body .grid-row").last
	cell(row, "label").locator("input").fill(label)
	cell(row, "fieldtype").locator("select").select_option(label=kind)
	if is_required:
		cell(row, "required").locator("input[data-fieldname=required]").check()


def cell(row: Locator, fieldname: str) -> Locator:
	place = row.locator(f"[data-fieldname={fieldname}]").first
	place.click()
	return place


def register(clerk: Desk, pictures) -> None:
	"""Register a visitor: the questions of the new item stand there, and the first one must be answered."""
	clerk.open("service-request")
	clerk.page.keyboard.press("Control+Shift+L")
	dialog = clerk.dialog()
	expect(dialog.locator("[data-fieldname=id_number] input")).to_be_focused()
	clerk.fill({"service_window": WINDOW, "service_item": ITEM}, within=dialog)
	first, second = (question(dialog, label) for label in (ASSOCIATION, MEMBER))
	expect(first).to_be_visible()
	clerk.fill({"id_number": "990000198503120035", "visitor_name": "苏禾安", "matter": MATTER}, within=dialog)
	clerk.fill({"grid": GRID}, within=dialog)
	dialog.locator(".btn-modal-primary:visible").click()
	expect(dialog).to_be_visible()
	first.locator("input").fill("建材行业协会")
	second.locator("input").fill("36")
	clerk.picture(pictures / "service-registration.png", height=1000)
	clerk.page.keyboard.press("Control+Enter")
	clerk.page.wait_for_url(re.compile(r"/app/service-request/SR-"))
	clerk.settle()
	clerk.expect_state("已登记")


def question(dialog: Locator, label: str) -> Locator:
	asked = dialog.locator(".frappe-control[data-fieldname^=own_]")
	return asked.filter(has=dialog.page.locator("label", has_text=re.compile(f"^{label}")))


def fill_number(desk: Desk, fieldname: str, number: str) -> None:
	"""Type a number; a tenth of a second after it is entered, its field marks whatever has the focus then."""
	field = desk.page.locator(f"{SCREEN} .form-page [data-fieldname={fieldname}] input:visible").first
	field.focus()
	desk.page.wait_for_timeout(200)
	field.fill(number)


def open_case_of(director: Desk, person) -> None:
	"""The director opens the case that came of the request."""
	(case,) = person("centre_director").list("Dispute Case", filters={"title": MATTER})
	director.open(f"dispute-case/{case['name']}")
