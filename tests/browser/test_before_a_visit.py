"""Before a visit: a household that is left out of the entry day, and one where another department was lately."""

import frappe
import pytest
from playwright.sync_api import expect

from tests.browser.at_home import VISIT, make_home, save_visit, send_department
from tests.browser.grid_app import expect_all_sent, expect_fits, line, phone_of
from tests.browser.test_entry_day import PLAN, largest, let_the_day_come, plan_tomorrow

REASON = "家人住院，约定下旬再来"


@pytest.fixture
def plan(backstage, accounts):
	"""The member's largest plan of an entry day that is today."""
	plans = plan_tomorrow(backstage, accounts["grid_member"]["user"])
	let_the_day_come(backstage, plans)
	yield largest(backstage, plans)[0]
	with backstage.inside():
		for name in plans:
			frappe.delete_doc(PLAN, name, ignore_permissions=True, force=True)


@pytest.fixture
def open_phone(chromium, address, accounts):
	"""open_phone() is the member's phone, signed in when everything stands on the server."""
	phones = []

	def opened():
		phones.append(phone_of(chromium, address, accounts["grid_member"]))
		return phones[-1]

	yield opened
	for phone in phones:
		phone.close()


def test_planned_household_is_left_out_with_its_reason(plan, open_phone, backstage, pictures):
	phone = open_phone()
	phone.open(f"/grid/entry-day/{plan.name}")
	row = line(phone, plan.first.head_name)
	row.get_by_role("button", name=f"今天不走访：{plan.first.head_name}").tap()
	leave = row.get_by_role("button", name="今天不走访", exact=True)
	expect(leave).to_be_disabled()
	row.get_by_label("为什么今天不走访").fill(REASON)
	phone.expect_accessible()
	expect_fits(phone)
	phone.picture(pictures / "grid-leave-out.png")
	leave.tap()
	expect(line(phone, plan.first.head_name)).to_contain_text("未走访")
	phone.expect_words(REASON)
	expect_all_sent(phone)
	phone.picture(pictures / "grid-left-out.png")
	with backstage.inside():
		(stored,) = [
			row for row in frappe.get_doc(PLAN, plan.name).visits if row.household == plan.first.household
		]
		assert (stored.outcome, stored.note, stored.visit) == ("Left Out", REASON, None)


def test_second_visit_after_another_department_is_warned_of_and_asks_why(
	open_phone, backstage, accounts, person, pictures
):
	home = make_home(backstage, accounts["grid_member"]["user"])
	department = send_department(backstage, home, accounts["department_handler"]["user"])
	phone = open_phone()
	phone.open(f"/grid/visits/new?household={home.name}")
	phone.expect_words(department, "走访过这户", "核查低保申请", "再次走访须说明原因")
	phone.page.get_by_label("走访目的").fill("宣传政策")
	phone.choose("户主")
	phone.page.get_by_label("走访中了解到的情况").fill("情况正常")
	phone.page.get_by_role("button", name="保存走访").tap()
	phone.expect_words("请填写再次走访的原因。")
	phone.expect_accessible()
	expect_fits(phone)
	phone.picture(pictures / "grid-visited-lately.png")
	phone.page.get_by_label("为什么现在再次走访").fill("住户来电请我们再来")
	visit = save_visit(phone)
	expect_all_sent(phone)
	leader = person("grid_leader")
	stored = leader.ok(leader.get(f"/api/resource/{VISIT}/{visit}")).json()["data"]
	assert stored["repeat_reason"] == "住户来电请我们再来"
	assert department in stored["earlier_visitor"]
