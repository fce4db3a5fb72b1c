"""An entry day (逢10进格) from its plan to the coverage map, on the phones of a leader and of a member."""

import re
from datetime import timedelta

import frappe
import pytest
from frappe.utils import getdate
from playwright.sync_api import expect

from tests.browser.backstage import Backstage
from tests.browser.grid_app import bar, expect_all_sent, expect_fits, line, phone_of
from tests.browser.phone import Phone

PLAN = "Entry Day Plan"
PURPOSE = "了解冬季取暖和用电安全情况"
FINDING = "东侧围墙外有积存垃圾。"
KNOWN = ("基础信息", "问题隐患")
PAGES = (
	*("/visits", "/visits/new", "/entry-day", "/coverage"),
	*("/leader", "/leader/plans", "/leader/help", "/leader/coverage"),
)


@pytest.fixture
def phone_for(chromium, address, accounts):
	"""phone_for("grid_member") is that person's phone, signed in."""
	phones: list[Phone] = []

	def opened(role: str) -> Phone:
		phones.append(phone_of(chromium, address, accounts[role]))
		return phones[-1]

	yield opened
	for phone in phones:
		phone.close()


@pytest.fixture
def tomorrow(backstage, accounts):
	"""The plans of the member for an entry day tomorrow; the day is theirs alone."""
	plans = plan_tomorrow(backstage, accounts["grid_member"]["user"])
	yield plans
	with backstage.inside():
		for plan in plans:
			frappe.delete_doc(PLAN, plan, ignore_permissions=True, force=True)


def plan_tomorrow(backstage: Backstage, user: str) -> list[str]:
	"""Make the plans as the nightly job does, though tomorrow be no entry day."""
	from yumen_governance.field_work.entry_days import planning

	with backstage.inside():
		day = getdate() + timedelta(days=1)
		planning.make(day, [post for post in planning.missing(day) if post.user == user])
		return frappe.get_all(PLAN, {"user": user, "entry_day": day}, pluck="name")


def let_the_day_come(backstage: Backstage, plans: list[str]) -> None:
	"""Tell the plans, and the summaries that were opened with them, as if the day were today."""
	from yumen_governance.field_work.entry_days.planning import SUMMARY, summary_name

	with backstage.inside():
		today = getdate()
		for plan in plans:
			doc = frappe.get_doc(PLAN, plan)
			opened, wanted = (summary_name(day, doc.grid) for day in (doc.entry_day, today))
			# left over from an earlier run, or from a day that is one
			frappe.delete_doc(SUMMARY, wanted, ignore_permissions=True, force=True)
			frappe.rename_doc(SUMMARY, opened, wanted, force=True)
			frappe.db.set_value(SUMMARY, wanted, "entry_day", today)
			doc.db_set("entry_day", today)


def test_an_entry_day_from_its_plan_to_the_map(phone_for, tomorrow, backstage, accounts, pictures):
	plan, dropped = largest(backstage, tomorrow)
	leader, member = phone_for("grid_leader"), phone_for("grid_member")
	change_plan(leader, plan, dropped, pictures)
	let_the_day_come(backstage, tomorrow)

	member.open("/grid")
	member.tap("逢10进格", "link")
	member.open(f"/grid/entry-day/{plan.name}")
	member.expect_words(PURPOSE, plan.first.head_name)
	expect(member.page.get_by_text(dropped.head_name)).to_have_count(0)
	visit(member, plan, pictures)
	look_after_activities(member, pictures)
	look_at_coverage(member, pictures)

	sum_up(leader, plan, pictures)
	with backstage.inside():
		seen = frappe.get_doc(PLAN, plan.name)
		assert [row.outcome for row in seen.visits if row.household == plan.first.household] == ["Seen"]
		assert all(row.done for row in seen.activities)


def largest(backstage: Backstage, plans: list[str]):
	"""The plan with the most households; the first of them, which is visited, and the last, which the leader takes off it."""
	with backstage.inside():
		docs = [frappe.get_doc(PLAN, name) for name in plans]
		plan = max(docs, key=lambda doc: len(doc.visits))
		plan.grid_title = frappe.db.get_value("Grid", plan.grid, "grid_name")
	# Other stories leave households whose address isn't known
	known = [row for row in plan.visits if row.address and row.head_name]
	plan.first = known[0]
	return plan, known[-1]


def change_plan(phone: Phone, plan, dropped, pictures) -> None:
	"""The leader writes what a visit is for, and takes a household off the plan."""
	phone.tap("网格长工作台", "link")
	phone.expect_accessible()
	phone.tap("计划", "link")
	phone.page.locator(f"a[href$='/leader/plans/{plan.name}']").tap()
	first = line(phone, plan.first.address)
	first.get_by_role("textbox").fill(PURPOSE)
	line(phone, dropped.address).get_by_role("button").tap()
	expect(phone.page.get_by_text(dropped.address)).to_have_count(0)
	phone.expect_accessible()
	expect_fits(phone)
	phone.picture(pictures / "grid-plan-of-member.png", whole=False)
	expect_all_sent(phone)


def visit(phone: Phone, plan, pictures) -> None:
	"""The member calls on the first household of the plan."""
	phone.expect_accessible()
	expect_fits(phone)
	phone.picture(pictures / "grid-entry-day.png", whole=False)
	line(phone, plan.first.head_name).get_by_role("link").tap()
	expect(phone.page.get_by_label("走访目的")).to_have_value(PURPOSE)
	phone.choose("户主")
	phone.page.get_by_label("走访中了解到的情况").fill("暖气正常，电线已有老化。")
	for item in KNOWN:
		phone.page.get_by_role("button", name=item).tap()
	phone.expect_accessible()
	expect_fits(phone)
	phone.picture(pictures / "grid-visit.png", whole=False)
	phone.tap("保存走访")
	phone.expect_words("已保存", "上报为事件", "登记为隐患", *KNOWN)
	phone.expect_accessible()
	expect_all_sent(phone)
	phone.page.get_by_role("link", name="返回逢10进格").tap()
	expect(line(phone, plan.first.head_name)).to_contain_text("已走访")


def look_after_activities(phone: Phone, pictures) -> None:
	"""The member ticks the seven activities, writes down one finding, and sums up."""
	boxes = phone.page.get_by_role("checkbox")
	assert boxes.count() == 7
	for number in range(7):
		boxes.nth(number).check()
	findings = phone.page.get_by_label("环境卫生整治：发现的问题")
	findings.fill(FINDING)
	findings.blur()
	summary = phone.page.get_by_label("今天的情况汇总")
	expect(summary).to_have_value(f"环境卫生整治：{FINDING}")
	phone.picture(pictures / "grid-activities.png")
	phone.tap("提交汇总")
	expect(phone.page.get_by_text("已汇总")).to_be_visible()
	expect_all_sent(phone)


def look_at_coverage(phone: Phone, pictures) -> None:
	"""What the visit told is known of the grid now."""
	bar(phone, "走访")
	phone.page.get_by_role("link", name="覆盖").tap()
	phone.expect_words("三知三清六掌握")
	phone.expect_accessible()
	expect_fits(phone)


def sum_up(phone: Phone, plan, pictures) -> None:
	"""The leader decides what becomes of the finding, sums up the day, and looks at the map."""
	phone.open("/grid/leader")
	phone.page.locator(f"a[href*='/leader/days/{plan.grid}']").first.tap()
	phone.expect_words(FINDING)
	phone.choose("现场办结")
	phone.page.get_by_label("备注").fill("当天已组织清理。")
	phone.expect_accessible()
	phone.picture(pictures / "grid-findings.png")
	phone.tap("保存处理意见")
	phone.tap("汇总完成")
	phone.expect_words("已汇总")
	expect_all_sent(phone)
	phone.open("/grid/leader/coverage")
	phone.page.get_by_role("list", name="网格").get_by_role("button", name=plan.grid_title).tap()
	phone.expect_words(*KNOWN, plan.member_name)
	phone.expect_accessible()
	expect_fits(phone)
	phone.picture(pictures / "grid-coverage-map.png", whole=False)


@pytest.mark.parametrize("display", (("theme", "dark"), ("type", "large")))
def test_every_page_can_be_read(phone_for, display):
	phone = phone_for("grid_leader")
	phone.page.evaluate("([name, value]) => localStorage.setItem(`display.${name}`, value)", display)
	for path in PAGES:
		phone.open(f"/grid{path}")
		phone.expect_accessible()
		expect_fits(phone)
		assert not re.findall(r"[A-Za-z]{4,}", phone.page.inner_text("main")), path
