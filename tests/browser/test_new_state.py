"""The administrator draws a state of their own into the life of an event, in Frappe's Workflow Builder: clocks, queues,
counts and permissions take it in at once, and nobody writes code."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.clocks import FIRST_RESPONSE, HANDLE, clock
from tests.browser.desk import SCREEN, Desk
from tests.browser.test_dispatch_board import Board

COMMUNITY, CATEGORY = "玉关路社区", "公共设施损坏"
STATE, TO_LEADER, FROM_LEADER = "待领导批示", "报请批示", "批示"
FROM, FROM_LABEL, STAGE = "Accepted", "已受理", "审核"
WORKFLOW = "/api/resource/Workflow/Governance Event"


@pytest.fixture
def words_of_the_office(person) -> None:
	"""The names of the new state and of the ways there and back."""
	administrator = person("governance_administrator")
	for doctype, field, names in (
		("Workflow State", "workflow_state_name", [STATE]),
		("Workflow Action Master", "workflow_action_name", [TO_LEADER, FROM_LEADER]),
	):
		for name in names:
			if not administrator.list(doctype, filters={"name": name}):
				administrator.ok(administrator.post(f"/api/resource/{doctype}", **{field: name}))


@pytest.fixture
def workflow_as_it_was(person) -> Iterator[dict]:
	"""The Workflow before the story, and after it again."""
	administrator = person("governance_administrator")
	before = administrator.ok(administrator.get(WORKFLOW)).json()["data"]
	yield before
	rows = {table: [_without_name(row) for row in before[table]] for table in ("states", "transitions")}
	administrator.ok(administrator.put(WORKFLOW, **rows, workflow_data=before["workflow_data"]))


def _without_name(row: dict) -> dict:
	return {key: value for key, value in row.items() if key != "name"}


@pytest.fixture
def accepted(person, workflow_as_it_was) -> Iterator[str]:
	"""An event that was accepted and waits for dispatch; withdrawn after the story."""
	dispatcher, clerk = person("dispatcher"), person("window_clerk")
	grid = dispatcher.list("Grid", filters={"grid_name": COMMUNITY})[0]["name"]
	category = dispatcher.list("Event Category", filters={"category_name": CATEGORY})[0]["name"]
	title = f"广场改造方案征求意见{time.time_ns() % 10**6}号"
	event = clerk.create_event(title=title, source="Window", category=category, grid=grid)
	clerk.act(event, "Report")
	dispatcher.act(event, "Accept")
	yield event
	if dispatcher.event(event)["workflow_state"] == STATE:
		dispatcher.act(event, FROM_LEADER)
	dispatcher.act(event, "Cancel")


def test_state_drawn_by_the_administrator_is_governed_like_any_other(
	words_of_the_office, workflow_as_it_was, accepted, desk_of, person, pictures
):
	draw_the_state(desk_of("governance_administrator"), pictures)
	assert_only_that_was_added(person, workflow_as_it_was)

	title = person("dispatcher").event(accepted)["title"]
	dispatcher = desk_of("dispatcher")
	board = Board(dispatcher, title)
	to_review, to_dispatch = board.count("待审核"), board.count("待分流")
	be_refused(desk_of("window_clerk"), person("window_clerk"), accepted)

	dispatcher.open_event(accepted)
	dispatcher.act(TO_LEADER)
	dispatcher.expect_state(STATE)
	expect(clock(dispatcher, HANDLE)).to_contain_text("剩余")
	expect(clock(dispatcher, FIRST_RESPONSE)).to_contain_text("按时完成")
	board = Board(dispatcher, title)
	board.expect_count("待审核", to_review + 1)
	board.expect_count("待分流", to_dispatch - 1)
	board.go("待审核")
	expect(board.rows()).to_contain_text([STATE])

	dispatcher.open_event(accepted)
	dispatcher.act(FROM_LEADER)
	dispatcher.expect_state(FROM_LABEL)
	expect(clock(dispatcher, HANDLE)).to_contain_text("剩余")
	steps = dispatcher.page.locator(f"{SCREEN} .case-history-entry")
	expect(steps.filter(has_text=f"{FROM_LABEL} → {STATE}")).to_have_count(1)


def be_refused(clerk: Desk, person, event: str) -> None:
	"""Who registered the event sees it, but the new way isn't theirs."""
	clerk.open_event(event)
	expect(clerk.page.locator(f"{SCREEN} .actions-btn-group > button:visible")).to_have_count(0)
	assert person.try_action(event, TO_LEADER).status_code in (403, 417)


def draw_the_state(desk: Desk, pictures) -> None:
	desk.go("workflow-builder", "Governance Event")
	before = node(desk, FROM_LABEL).first
	expect(before).to_be_visible()
	desk.page.get_by_role("button", name="-", exact=True).click()
	desk.page.wait_for_timeout(500)
	canvas = desk.page.locator(".workflow-container:visible")
	box, beside = canvas.bounding_box(), before.bounding_box()
	place = {"x": beside["x"] - box["x"] + 20, "y": box["height"] - 120}
	desk.page.locator(".drag-handle:visible").drag_to(canvas, target_position=place)
	expect(desk.page.get_by_text("状态设置")).to_be_visible()
	fill(desk, "state", STATE)
	desk.page.locator(
		".properties .field [data-fieldname=stage] select, .properties select[data-fieldname=stage]"
	).first.select_option(label=STAGE)
	fill(desk, "allow_edit", "调度员")
	connect(desk, before, node(desk, STATE), TO_LEADER)
	connect(desk, node(desk, STATE), before, FROM_LEADER)
	desk.picture(pictures / "workflow-builder.png")
	desk.page.locator(f"{SCREEN} .primary-action:visible").click()
	desk.idle()
	desk.settle()


def node(desk: Desk, label: str) -> Locator:
	return desk.page.locator(".vue-flow__node-state:visible").filter(has_text=label)


def connect(desk: Desk, source: Locator, target: Locator, action: str) -> None:
	"""Draw a line from one state to another, and say which action it is and whose."""
	drag(desk, source.locator("[data-handlepos=bottom]"), target.locator("[data-handlepos=top]"))
	expect(desk.page.get_by_text("流转设置")).to_be_visible()
	fill(desk, "action", action)
	fill(desk, "allowed", "调度员")


def drag(desk: Desk, start: Locator, end: Locator) -> None:
	mouse = desk.page.mouse
	(x1, y1), (x2, y2) = centre(start), centre(end)
	mouse.move(x1, y1)
	mouse.down()
	mouse.move((x1 + x2) / 2, (y1 + y2) / 2, steps=5)
	mouse.move(x2, y2, steps=5)
	mouse.up()
	desk.idle()


def centre(place: Locator) -> tuple[float, float]:
	box = place.bounding_box()
	return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def fill(desk: Desk, fieldname: str, text: str) -> None:
	"""Choose in a field of the builder's side bar."""
	side_bar = desk.page.locator(".properties:visible")
	desk.choose_link(side_bar.locator(f".frappe-control[data-fieldname={fieldname}]"), text)


def assert_only_that_was_added(person, before: dict) -> None:
	"""The builder kept what every row said."""
	administrator = person("governance_administrator")
	after = administrator.ok(administrator.get(WORKFLOW)).json()["data"]
	said = {
		"states": ("state", "stage", "allow_edit"),
		"transitions": ("state", "action", "next_state", "allowed", "asks_for", "effect", "condition"),
	}
	added = {
		table: [row for row in rows_of(after, table, fields) if row not in rows_of(before, table, fields)]
		for table, fields in said.items()
	}
	assert {table: len(after[table]) - len(before[table]) for table in said} == {
		"states": 1,
		"transitions": 2,
	}
	assert added["states"] == [(STATE, "Review", "Dispatcher")]
	assert sorted(row[:4] for row in added["transitions"]) == sorted(
		[(FROM, TO_LEADER, STATE, "Dispatcher"), (STATE, FROM_LEADER, FROM, "Dispatcher")]
	)


def rows_of(workflow: dict, table: str, fields: tuple[str, ...]) -> list[tuple]:
	return [tuple(row.get(field) or "" for field in fields) for row in workflow[table]]
