"""No screen of any role shows a word that isn't Chinese."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.desk import SCREEN, Desk
from tests.browser.latin_words import latin_words

EVENT = "Governance Event"
WORKSPACES = {
	"dispatcher": "Dispatch Desk",
	"window_clerk": "Registration Desk",
	"grid_leader": "Grid Leader Desk",
	"grid_member": "Grid Leader Desk",
	"department_handler": "Department Desk",
	"governance_administrator": "Governance Settings",
	"auditor": "Dispatch Desk",
}
# An event on which an action of the role opens a dialog: its filters, and the action
ASKING = {
	"dispatcher": ({"workflow_state": "Accepted"}, "分流交办"),
	"grid_leader": ({"workflow_state": "In Progress", "lead_grid": ["is", "set"]}, "提交办理结果"),
	"department_handler": ({"workflow_state": "In Progress", "lead_unit": ["is", "set"]}, "提交办理结果"),
}
# Fields of an event that its Workflow names
FIELDS = {"workflow_state", "dispatch_opinion", "lead_grid", "lead_unit", "result", "satisfaction"}
CREATING = set(WORKSPACES) - {"auditor"}
ON_BOARD = set(WORKSPACES) - {"window_clerk"}
ADMINISTRATOR = "governance_administrator"


@pytest.mark.parametrize("role", WORKSPACES)
def test_every_screen_is_chinese(role, desk_of):
	desk = desk_of(role)
	found = {screen: latin_words(desk.page, *facts) for screen, facts in screens_of(desk, role)}
	found = {screen: lines for screen, lines in found.items() if lines}
	assert not found, "\n".join(f"{screen}: {lines}" for screen, lines in found.items())


def test_login_page_is_chinese(chromium, address):
	page = chromium.new_page(locale="zh-CN")
	page.goto(f"{address}/login")
	expect(page.locator(".form-login .btn-login")).to_be_visible()
	assert not latin_words(page)
	page.close()


def screens_of(desk: Desk, role: str) -> Iterator[tuple[str, set[str]]]:
	"""Bring one screen after the other before the person: its name, and the facts that it may show."""
	codes = unit_codes(desk)
	for screen in (workspace, board, event_list, event_forms, other_screens):
		for name in screen(desk, role):
			yield name, codes
	if role == ADMINISTRATOR:
		desk.go("Form", "Workflow", EVENT)
		yield "workflow form", FIELDS


def workspace(desk: Desk, role: str) -> Iterator[str]:
	desk.go("Workspaces", WORKSPACES[role])
	yield "workspace"
	for menu in ("user", "help", "notifications"):
		desk.page.locator(f".dropdown-{MENUS[menu]} > a:visible").first.click()
		desk.idle()
		yield f"{menu} menu"
		desk.page.keyboard.press("Escape")
	desk.page.locator("#navbar-search").fill("事件")
	expect(desk.page.locator(".awesomplete li:visible").first).to_be_visible()
	yield "search bar"
	desk.page.locator("#navbar-search").fill("")
	desk.page.locator("#navbar-search").blur()


def board(desk: Desk, role: str) -> Iterator[str]:
	if role not in ON_BOARD:
		return
	desk.go("dispatch-board")
	tabs = desk.page.locator(f"{SCREEN} .board-tab")
	expect(tabs.first).to_be_visible()
	for number in range(tabs.count()):
		tabs.nth(number).click()
		desk.idle()
		yield f"queue {number} of the board"
	desk.page.keyboard.press("?")
	expect(desk.page.locator(".board-keys:visible")).to_be_visible()
	yield "keys of the board"
	desk.close_message()


def event_list(desk: Desk, role: str) -> Iterator[str]:
	desk.go("List", EVENT, "List")
	yield "event list"
	for name, button in LIST_MENUS.items():
		desk.page.locator(f"{SCREEN} {button}:visible").first.click()
		desk.idle()
		yield f"{name} of the event list"
		desk.page.keyboard.press("Escape")


def event_forms(desk: Desk, role: str) -> Iterator[str]:
	if role in CREATING:
		desk.page.evaluate("frappe.new_doc('Governance Event')")
		desk.idle()
		yield "new event"
	filters, action = ASKING.get(role, ({"stage": ["not in", ["Intake"]]}, None))
	open_one(desk, filters)
	yield "event"
	desk.page.locator(f"{SCREEN} .menu-btn-group > button:visible").click()
	yield "menu of the event"
	desk.page.keyboard.press("Escape")
	if action:
		desk.open_actions()
		yield "actions of the event"
		desk.choose_action(action)
		expect(desk.dialog()).to_be_visible()
		yield f"dialog {action}"
		desk.close_dialog()


def open_one(desk: Desk, filters: dict) -> None:
	options = {"filters": filters, "limit": 1, "order_by": "creation asc"}
	events = desk.page.evaluate("options => frappe.db.get_list('Governance Event', options)", options)
	assert events, f"the demo data has no event with {filters}"
	desk.go("Form", EVENT, events[0]["name"])
	expect(desk.page.locator(f"{SCREEN} .case-history-entry").first).to_be_visible()


def unit_codes(desk: Desk) -> set[str]:
	"""The letters by which the office calls its units, such as GAJ."""
	units = desk.page.evaluate("frappe.db.get_list('Functional Unit', { limit: 0 })")
	return {unit["name"] for unit in units}


def other_screens(desk: Desk, role: str) -> Iterator[str]:
	for tree in ("Grid", "Event Category"):
		desk.go("Tree", tree)
		yield f"{tree} tree"
	for doctype in ("Grid Member", "Functional Unit"):
		if desk.page.evaluate("doctype => frappe.model.can_read(doctype)", doctype):
			desk.go("List", doctype, "List")
			yield f"{doctype} list"
	desk.page.evaluate(FIRST_UNIT)
	desk.idle()
	yield "unit"


MENUS = {"user": "navbar-user", "help": "help", "notifications": "notifications"}
LIST_MENUS = {
	"filters": ".filter-button",
	"views": ".custom-btn-group button",
	"menu": ".menu-btn-group > button",
	"sort fields": ".sort-selector button[data-toggle=dropdown]",
}
FIRST_UNIT = """async () => {
	const [unit] = await frappe.db.get_list("Functional Unit", { limit: 1 });
	await frappe.set_route("Form", "Functional Unit", unit.name);
}"""
