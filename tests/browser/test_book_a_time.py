"""A resident finds the right window, books a time without an account, comes and gets a number; on a phone and at the window desk."""

import re
from datetime import datetime, time

import pytest
from playwright.sync_api import expect

from tests.browser.phone import Phone
from tests.people import Person
from tests.run_number import run_number

SERVICE = "劳动人事争议仲裁申请"
APPOINTMENT = "Hall Appointment"


@pytest.fixture
def phone(chromium, address):
	opened = Phone(chromium, address)
	yield opened
	opened.close()


def find_service(phone: Phone) -> None:
	"""From the first page to the service in the hall's guide."""
	phone.open("/portal")
	phone.tap("办事大厅", "link")
	phone.expect_words("共20个窗口", "18类业务", "综合受理")
	phone.expect_accessible()
	phone.page.get_by_label("搜索").fill("劳动")
	phone.page.get_by_text(SERVICE).first.tap()
	phone.expect_words("请携带", "办理时限", "法律依据")
	phone.expect_accessible()


def book(phone: Phone, pictures) -> tuple[str, str]:
	"""Book the first free time; return the appointment's number and its code."""
	phone.page.get_by_role("link", name="预约办事").last.tap()
	phone.settle()
	phone.tap("提交预约")
	phone.expect_words("请选择日期和时间")
	phone.page.locator("label:has(input[name=time]:not(:disabled))").first.tap()
	phone.page.get_by_label("您的姓名").fill("示例丁")
	phone.page.get_by_label("手机号码").fill(f"199{run_number()}")
	phone.expect_accessible()
	phone.picture(pictures / "portal-booking.png")
	phone.page.locator("button[type=submit]").tap()
	phone.expect_words("预约成功", "到大厅请出示此码")
	phone.expect_accessible()
	phone.picture(pictures / "portal-appointment.png")
	code = phone.page.locator("[data-code]").inner_text()
	return re.search(r"HA-\d+-\d+", phone.page.inner_text("body")).group(), code


def test_resident_books_and_gives_the_time_back(phone, person, pictures):
	find_service(phone)
	name, code = book(phone, pictures)
	assert status_of(person("centre_director"), name) == "Booked"
	phone.open("/portal/appointment")
	phone.page.get_by_label("您的预约码").fill(code.lower().replace("-", ""))
	phone.tap("查询")
	phone.tap("取消预约")
	phone.tap("确定取消")
	expect(phone.page.locator("[data-status]")).to_have_text("已取消")
	phone.expect_words("该时间已让给他人")
	assert status_of(person("centre_director"), name) == "Cancelled"


def test_resident_moves_the_time_and_the_hall_calls_it_off(phone, person, pictures):
	find_service(phone)
	name, code = book(phone, pictures)
	director = person("centre_director")
	before = starts_of(director, name)
	phone.open(f"/portal/appointment#{code}")
	phone.tap("改约其他时间")
	phone.expect_words("新时间约到之前，原时间一直为您保留")
	phone.page.locator("label:has(input[name=day]:not(:disabled))").last.tap()
	phone.page.locator("label:has(input[name=time]:not(:disabled))").last.tap()
	phone.expect_accessible()
	phone.picture(pictures / "portal-move.png")
	phone.tap("改到这个时间")
	phone.expect_words("改约成功，原时间已让给他人")
	assert starts_of(director, name) > before
	director.ok(director.post("/api/method/yumen_governance.api.appointments.call_off", appointment=name))
	phone.open("/portal/appointment")
	phone.open(f"/portal/appointment#{code}")
	phone.expect_words("中心取消了该预约")
	phone.expect_accessible()


def starts_of(someone: Person, name: str) -> str:
	return someone.list(APPOINTMENT, filters={"name": name}, fields=["starts_on"])[0]["starts_on"]


def test_resident_who_comes_gets_a_number(phone, person, pictures, backstage, desk_of):
	find_service(phone)
	name, code = book(phone, pictures)
	with backstage.inside():
		import frappe
		from frappe.utils import now_datetime

		now = now_datetime().replace(second=0, microsecond=0)
		starts = max(now, datetime.combine(now.date(), time(0, 5)))
		frappe.db.set_value(APPOINTMENT, name, {"starts_on": starts, "ends_on": starts, "seat": None})
	desk = desk_of("window_clerk")
	desk.page.goto(f"{desk.address}/app/ticket-desk")
	desk.page.get_by_role("button", name="今日预约").click()
	expect(desk.page.locator(".modal.show")).to_contain_text("示例丁")
	desk.page.locator(".modal.show input[data-fieldname=code]").fill(f"https://x/portal/appointment#{code}")
	with desk.page.expect_response(lambda answer: answer.url.endswith("appointments.arrive")):
		desk.page.locator(".modal.show .btn-primary").last.click()
	expect(desk.page.locator(".modal.show .desk-line")).to_contain_text(re.compile(r"\d{8}-[A-Z]\d+"))
	assert status_of(person("centre_director"), name) == "Arrived"
	phone.open(f"/portal/appointment#{code}")
	phone.expect_words("已到", "您的大厅排队号")


def status_of(someone: Person, name: str) -> str:
	return someone.list(APPOINTMENT, filters={"name": name}, fields=["status"])[0]["status"]


def test_receipt_and_notice_are_fit_to_print(phone, pictures):
	find_service(phone)
	book(phone, pictures)
	phone.page.emulate_media(media="print")
	phone.expect_words("玉门市社会治理中心", "预约成功")
	assert not phone.page.get_by_role("button").first.is_visible()
	phone.picture(pictures / "portal-print.png")


def test_resident_chooses_a_community_for_notices(phone):
	phone.open("/portal/notices")
	expect(phone.page.locator("body")).not_to_contain_text("玉关路社区分段停水通知")
	phone.page.get_by_label("我的社区（村）").select_option(label="玉关路社区")
	phone.expect_words("玉关路社区分段停水通知")
	phone.open("/portal/notices")
	phone.expect_words("玉关路社区分段停水通知")
	phone.page.get_by_text("玉关路社区分段停水通知").tap()
	phone.settle()
	phone.expect_words("提前储水")
	phone.expect_accessible()
	phone.page.emulate_media(media="print")
	expect(phone.page.locator("article h2")).to_be_visible()
