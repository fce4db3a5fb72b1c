"""A household of the member's own grid, and a visit to it on the phone."""

from dataclasses import dataclass
from datetime import timedelta

import frappe
from frappe.utils import now_datetime
from playwright.sync_api import expect

from tests.browser.backstage import Backstage
from tests.browser.phone import Phone
from tests.browser.test_visits_offline import give_reason
from tests.run_number import run_number

VISIT = "Household Visit"


@dataclass(frozen=True)
class Home:
	"""A household that nobody called on yet."""

	name: str
	head: str
	address: str
	standard_address: str
	grid: str


def make_home(backstage: Backstage, user: str) -> Home:
	"""Register a family in the last grid of a member."""
	from yumen_governance.tests.factories import make_address, make_household

	mark = run_number(6)
	with backstage.inside():
		grid = frappe.get_all("Grid Member", {"user": user, "is_active": 1}, pluck="grid")[-1]
		building = {
			"township": "新市区街道",
			"village": "运政巷社区",
			"compound": "金诚小区",
			"door": f"{mark}室",
		}
		address = make_address(grid, **building)
		family = {"head_name": f"秦{mark}", "household_number": f"{mark}001"}
		home = make_household(grid, **family, address=address.name)
		return Home(home.name, home.head_name, address.full_address, address.name, grid)


def send_department(backstage: Backstage, home: Home, handler: str) -> str:
	"""Let a department have called on a household two days ago; return how it is called."""
	with backstage.inside():
		visit = {"household": home.name, "purpose": "核查低保申请", "met": "Head of Household"}
		doc = frappe.get_doc({"doctype": VISIT, **visit, "findings": "材料齐全"}).insert()
		unit = frappe.get_all("Functional Unit Handler", {"user": handler}, pluck="parent")[0]
		name = frappe.db.get_value("User", handler, "full_name")
		earlier = {"visited_on": now_datetime() - timedelta(days=2), "unit": unit}
		doc.db_set({"visited_by": handler, "visitor_name": name, **earlier})
		return frappe.db.get_value("Functional Unit", unit, "unit_name")


def open_visit(phone: Phone, home: Home) -> None:
	"""Open the form of a visit to a household."""
	phone.open(f"/grid/visits/new?household={home.name}")
	phone.expect_words(home.head, home.address)
	give_reason(phone)


def make_visit(phone: Phone, home: Home, found: str, needs: str = "") -> str:
	"""Open the form of a visit, write it down, and return its name."""
	open_visit(phone, home)
	return write_visit(phone, found, needs)


def write_visit(phone: Phone, found: str, needs: str = "") -> str:
	"""Write down the visit whose form is open, and return its name."""
	phone.page.get_by_label("走访目的").fill("了解家庭情况")
	phone.choose("户主")
	phone.page.get_by_label("走访中了解到的情况").fill(found)
	if needs:
		phone.page.get_by_label("需要帮助").check()
		phone.page.get_by_label("需要什么帮助").fill(needs)
	return save_visit(phone)


def save_visit(phone: Phone) -> str:
	"""Save the visit that was written down, and return its name."""
	phone.page.get_by_role("button", name="保存走访").tap()
	expect(phone.page.locator("[data-saved]")).to_be_visible()
	return phone.page.evaluate("location.pathname").split("/")[-1]
