"""A dispatcher works the queues by keyboard alone, and a state that the administrator adds finds its place there."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk

COMMUNITY = "玉关路社区"
OPINION = "请于今日到场核实。"
REQUEST = "该事涉及面广，报请领导批示。"
STATE, TO_LEADER, FROM_LEADER = "待领导批示", "报请批示", "批示"
LIVE = 15_000


@pytest.fixture
def category(person):
	return person("dispatcher").list("Event Category", filters={"is_group": 0, "is_active": 1})[0]["name"]


@pytest.fixture
def reported(person, category):
	"""reported("title", 3) are three new events that wait to be accepted; their numbers."""

	def made(title: str, number: int) -> list[str]:
		grid = person("dispatcher").list("Grid", filters={"grid_name": COMMUNITY})[0]["name"]
		clerk = person("window_clerk")
		values = {"source": "Window", "category": category, "grid": grid, "description": "请尽快处理。"}
		values |= {"reporter_name": "张某", "reporter_phone": "19900000001"}
		names = [clerk.create_event(title=f"{title}{index}", **values) for index in range(number)]
		for name in names:
			clerk.act(name, "Report")
		return names

	return made


class Board:
	"""The board before a person; what is done there goes through the keyboard."""

	def __init__(self, desk: Desk, search: str | None = None):
		self.desk, self.page = desk, desk.page
		desk.go("dispatch-board")
		expect(self.page.locator(".board-tab").first).to_be_visible()
		if search:
			self.press("/")
			self.page.keyboard.type(search)
			self.page.wait_for_timeout(600)
			desk.idle()
			self.press("Escape")

	def press(self, *keys: str) -> None:
		for key in keys:
			self.page.keyboard.press(key)
		self.desk.idle()

	def rows(self):
		return self.page.locator(".board-row:visible")

	def go(self, queue: str) -> None:
		tab = self.page.locator(".board-tab").filter(has_text=queue)
		self.press(tab.locator("kbd").inner_text())
		expect(tab).to_have_attribute("aria-selected", "true")

	def count(self, queue: str) -> int:
		return int(self.page.locator(".board-tab").filter(has_text=queue).locator("b").inner_text())

	def expect_count(self, queue: str, number: int) -> None:
		tab = self.page.locator(".board-tab").filter(has_text=queue).locator("b")
		expect(tab).to_have_text(str(number), timeout=LIVE)

	def report(self, text: str) -> None:
		expect(self.page.locator(".board-report")).to_contain_text(text)


def test_dispatcher_works_the_queue_by_keyboard(desk_of, person, reported, pictures):
	title = f"键盘办理的事件{time.time_ns() % 10**6}号"
	names = reported(title, 5)
	watcher = Board(desk_of("auditor"))
	board = Board(desk_of("dispatcher"), title)
	board.go("待受理")
	to_accept, to_dispatch = watcher.count("待受理"), watcher.count("待分流")
	expect(board.rows()).to_have_count(5)
	expect(board.page.locator(".board-preview")).to_contain_text("请尽快处理。")

	board.press("a")
	board.report("受理：办成 1 件")
	expect(board.rows()).to_have_count(4)
	watcher.expect_count("待受理", to_accept - 1)
	watcher.expect_count("待分流", to_dispatch + 1)

	board.press("Shift+X")
	withdrawn = board.rows().nth(1).get_attribute("data-name")
	withdraw_behind_the_board(person, withdrawn)
	board.press("a")
	refused = board.page.locator(".board-refused")
	expect(refused).to_contain_text(withdrawn)
	board.desk.picture(pictures / "board-one-refused.png", height=768)
	board.desk.close_message()
	board.report("受理：办成 3 件")
	states = [person("dispatcher").event(name)["workflow_state"] for name in names]
	assert sorted(states) == ["Accepted"] * 4 + ["Cancelled"]

	board.go("待分流")
	expect(board.rows()).to_have_count(4)
	board.press("x", "j", "x")
	board.press("d")
	dispatch_as_proposed(board)
	board.report("分流交办：办成 2 件")
	expect(board.rows()).to_have_count(2)
	board.press("d")
	dispatch_where_proposed(board)
	board.report("分流交办：办成 1 件")
	expect(board.rows()).to_have_count(1)
	board.desk.picture(pictures / "dispatch-board.png", height=768)

	board.press("Enter")
	board.page.wait_for_url(re.compile(r"/app/governance-event/GE-"))


def withdraw_behind_the_board(person, name: str) -> None:
	person("dispatcher").act(name, "Cancel")


def dispatch_as_proposed(board: Board) -> None:
	"""The routing rules know where each belongs: only the opinion is typed."""
	each = board.desk.dialog().locator("input[data-fieldname=as_proposed]")
	expect(each).to_be_checked()
	write_opinion(board)


def dispatch_where_proposed(board: Board) -> None:
	"""What the rules propose for the one event stands in the dialog already."""
	proposed = board.page.locator(".board-proposal b").inner_text()
	board.page.wait_for_function(
		"name => [...document.querySelectorAll('.modal.show input')].some((input) => input.value === name)",
		arg=proposed,
	)
	write_opinion(board)


def write_opinion(board: Board) -> None:
	expect(board.desk.dialog().locator("textarea[data-fieldname=dispatch_opinion]")).to_be_focused()
	board.page.keyboard.type(OPINION)
	board.page.keyboard.press("Control+Enter")
	expect(board.desk.dialog()).to_have_count(0)
	board.desk.idle()


def test_leader_finds_what_waits_for_them(desk_of, person, reported):
	title = f"待社区签收的事件{time.time_ns() % 10**6}号"
	(name,) = reported(title, 1)
	grid = person("dispatcher").list("Grid", filters={"grid_name": COMMUNITY})[0]["name"]
	person("dispatcher").act(name, "Accept")
	person("dispatcher").change_event(name, lead_grid=grid, dispatch_opinion=OPINION)
	person("dispatcher").act(name, "Dispatch")
	board = Board(desk_of("grid_leader"), title)
	board.go("待签收")
	expect(board.rows()).to_have_count(1)
	board.press("s")
	board.report("签收：办成 1 件")
	board.go("办理中")
	expect(board.rows()).to_contain_text([title])


@pytest.fixture
def state_of_the_administrator(person):
	"""The administrator adds a state with stage Review, and ways there and back; taken out again afterwards."""
	administrator = person("governance_administrator")
	path = "/api/resource/Workflow/Governance Event"
	before = administrator.ok(administrator.get(path)).json()["data"]
	for doctype, field, names in (
		("Workflow State", "workflow_state_name", [STATE]),
		("Workflow Action Master", "workflow_action_name", [TO_LEADER, FROM_LEADER]),
	):
		for name in names:
			if not administrator.list(doctype, filters={"name": name}):
				administrator.ok(administrator.post(f"/api/resource/{doctype}", **{field: name}))
	states = [
		*before["states"],
		{"state": STATE, "stage": "Review", "doc_status": "0", "allow_edit": "Dispatcher"},
	]
	ways = (("Accepted", TO_LEADER, STATE), (STATE, FROM_LEADER, "Accepted"))
	transitions = [
		*before["transitions"],
		*(
			{
				"state": old,
				"action": action,
				"next_state": new,
				"allowed": "Dispatcher",
				"allow_self_approval": 1,
			}
			for old, action, new in ways
		),
	]
	administrator.ok(administrator.put(path, states=states, transitions=transitions))
	yield
	administrator.ok(administrator.put(path, states=before["states"], transitions=before["transitions"]))


def test_state_of_the_administrator_finds_its_place(
	desk_of, person, reported, state_of_the_administrator, pictures
):
	title = f"报请批示的事件{time.time_ns() % 10**6}号"
	(name,) = reported(title, 1)
	person("dispatcher").act(name, "Accept")
	board = Board(desk_of("dispatcher"), title)
	board.go("待分流")
	expect(board.rows()).to_have_count(1)
	to_review, to_dispatch = board.count("待审核"), board.count("待分流")

	board.page.locator(".board-preview").get_by_role("button", name=TO_LEADER).click()
	board.report(f"{TO_LEADER}：办成 1 件")
	board.expect_count("待审核", to_review + 1)
	board.expect_count("待分流", to_dispatch - 1)
	board.go("待审核")
	expect(board.rows()).to_contain_text([STATE])
	board.desk.picture(pictures / "state-of-the-administrator.png", height=768)

	board.page.locator(".board-report .board-undo").click()
	board.report(f"{FROM_LEADER}：办成 1 件")
	board.go("待分流")
	expect(board.rows()).to_have_count(1)
	person("dispatcher").act(name, "Cancel")
