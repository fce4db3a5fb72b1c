"""Where a case leaves the straight road: settled on the spot, thought better of, sent back, refused."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import SCREEN, VISIBLE_TITLE

COMMUNITY = "玉关路社区"
OTHER_COMMUNITY = "铁人路社区"
UNIT = "城市管理局"
RESULT = "已当场清理楼道杂物，双方满意。"
REASON = "未附现场照片，请补充后再报。"
# Who takes which action, in the order of the straight road
ROAD = (
	("window_clerk", "Report"),
	("dispatcher", "Accept"),
	("dispatcher", "Dispatch"),
	("grid_leader", "Sign"),
	("grid_leader", "Start"),
	("grid_leader", "Submit Result"),
)
ANSWERS = {"Submit Result": {"result": RESULT}}


@pytest.fixture
def grid_code(person):
	def code_of(name: str) -> str:
		return person("dispatcher").list("Grid", filters={"grid_name": name})[0]["name"]

	return code_of


@pytest.fixture
def event_after(person, grid_code):
	"""event_after("Accept") is a new event that has gone its road as far as that action."""

	def gone(last_action: str, place: str = COMMUNITY) -> str:
		grid = grid_code(place)
		category = person("dispatcher").list("Event Category", filters={"is_group": 0})[0]["name"]
		intake = {"title": "楼道堆放杂物", "source": "Window", "category": category, "grid": grid}
		event = person("window_clerk").create_event(**intake)
		answers = {"Dispatch": {"lead_grid": grid, "dispatch_opinion": "请到场处理。"}, **ANSWERS}
		for role, action in ROAD:
			if action in answers:
				person(role).change_event(event, **answers[action])
			person(role).act(event, action)
			if action == last_action:
				return event
		raise LookupError(last_action)

	return gone


def test_member_settles_on_the_spot(desk_of, person, grid_code):
	category = person("dispatcher").list("Event Category", filters={"is_group": 0})[0]["name"]
	member = desk_of("grid_member")
	event = person("grid_member").create_event(
		title="巡查发现楼道杂物",
		source="Grid Member",
		category=category,
		grid=grid_code(COMMUNITY),
		address="2号楼一单元",
	)
	member.open_event(event)
	member.act("现场办结", result=RESULT)
	member.expect_state("已办结")

	dispatcher = desk_of("dispatcher")
	dispatcher.go("Workspaces", "Dispatch Desk")
	to_follow_up = dispatcher.page.locator(f"{SCREEN} .quick-list-widget-box").filter(has_text="待回访")
	expect(to_follow_up.get_by_text("巡查发现楼道杂物").first).to_be_visible()
	dispatcher.open_event(event)
	dispatcher.act("回访", satisfaction="非常满意")
	dispatcher.expect_state("已回访")


def test_result_is_asked_for_before_it_is_submitted(desk_of, person, event_after):
	event = event_after("Start")
	leader = desk_of("grid_leader")
	leader.open_event(event)
	leader.open_actions()
	leader.choose_action("提交办理结果")
	leader.answer()
	expect(leader.page.locator(".msgprint:visible")).to_contain_text("办理结果")
	state = person("dispatcher").event(event)
	assert (state["workflow_state"], state.get("result")) == ("In Progress", None)


def test_dispatch_wants_a_grid_or_a_unit(desk_of, person, event_after):
	event = event_after("Accept")
	dispatcher = desk_of("dispatcher")
	dispatcher.open_event(event)
	dispatcher.open_actions()
	dispatcher.choose_action("分流交办")
	dispatcher.answer(lead_grid="", dispatch_opinion="请处理。")
	expect(dispatcher.page.locator(".desk-alert").filter(has_text="主办网格")).to_be_visible()
	dispatcher.close_dialog()
	kept = person("dispatcher").event(event)
	assert kept["workflow_state"] == "Accepted"
	assert not (kept.get("dispatch_opinion") or kept.get("lead_grid") or kept.get("lead_unit"))

	dispatcher.act("分流交办", lead_unit=UNIT, dispatch_opinion="请处理。")
	dispatcher.expect_state("已分流")


def test_leader_reads_why_a_result_came_back(desk_of, event_after):
	event = event_after("Submit Result")
	dispatcher = desk_of("dispatcher")
	dispatcher.open_event(event)
	dispatcher.act("退回重办", dispatch_opinion=REASON)
	dispatcher.expect_state("办理中")

	leader = desk_of("grid_leader")
	leader.open_event(event)
	leader.expect_state("办理中")
	latest = leader.page.locator(f"{SCREEN} .case-history-entry").first
	expect(latest).to_contain_text("退回重办")
	expect(latest).to_contain_text(REASON)


def test_event_of_another_territory_is_refused_by_its_address(desk_of, event_after):
	event = event_after("Report", OTHER_COMMUNITY)
	leader = desk_of("grid_leader")
	leader.open(f"governance-event/{event}")
	expect(leader.page.get_by_text("您无权查看或办理该记录").first).to_be_visible()
	expect(leader.page.locator(VISIBLE_TITLE)).to_have_count(0)


def test_list_opened_for_a_grid_shows_that_grid_alone(desk_of, event_after, grid_code):
	event_after("Report"), event_after("Report", OTHER_COMMUNITY)
	grid = grid_code(OTHER_COMMUNITY)
	dispatcher = desk_of("dispatcher")
	dispatcher.open(f"governance-event?grid={grid}")
	expect(dispatcher.page.locator(f"{SCREEN} .list-row").first).to_be_visible()
	assert set(dispatcher.page.evaluate("cur_list.data.map(({ grid }) => grid)")) == {grid}
