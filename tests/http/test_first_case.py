"""The source article's hotline complaint, from call to closed case, over REST alone."""

import time

import pytest

from tests.people import EVENT

COMMUNITY = "玉关路社区"
# Seconds within which the worker brings a message
PATIENCE = 70


@pytest.fixture(scope="module")
def community(person) -> str:
	return person("dispatcher").list("Grid", filters={"grid_name": COMMUNITY})[0]["name"]


@pytest.fixture(scope="module")
def fee_category(person) -> str:
	return person("window_clerk").list("Event Category", filters={"is_group": 0})[0]["name"]


@pytest.fixture
def complaint(person, community, fee_category) -> str:
	return person("window_clerk").create_event(
		title="运政巷住宅楼垃圾费由每年36元涨到200元",
		description="来电人反映垃圾清运费突然上涨，要求说明收费依据。",
		source="Hotline",
		category=fee_category,
		grid=community,
		reporter_name="张某",
		reporter_phone="19900000001",
	)


def test_hotline_complaint_from_call_to_closed_case(person, complaint, community):
	clerk, dispatcher, leader = person("window_clerk"), person("dispatcher"), person("grid_leader")
	assert clerk.event(complaint)["workflow_state"] == "Draft"
	assert clerk.act(complaint, "Report") == "Reported"
	assert dispatcher.act(complaint, "Accept") == "Accepted"
	dispatcher.change_event(complaint, lead_grid=community, dispatch_opinion="请网格长一小时内上门说明。")
	assert dispatcher.act(complaint, "Dispatch") == "Dispatched"
	assert leader.act(complaint, "Sign") == "Signed"
	assert leader.act(complaint, "Start") == "In Progress"
	leader.change_event(complaint, result="已上门解释物业收费标准并开具票据，来电人认可。")
	assert leader.act(complaint, "Submit Result") == "Pending Review"
	assert dispatcher.act(complaint, "Approve Result") == "Resolved"
	dispatcher.change_event(complaint, satisfaction="Satisfied")
	assert dispatcher.act(complaint, "Follow Up") == "Followed Up"
	assert dispatcher.act(complaint, "Close") == "Closed"
	steps = dispatcher.list(
		"Timeline Entry",
		filters={"reference_doctype": EVENT, "reference_name": complaint},
		fields=["action", "to_state", "actor"],
		order_by="acted_on asc",
	)
	assert [step["action"] for step in steps] == [
		"Report",
		"Accept",
		"Dispatch",
		"Sign",
		"Start",
		"Submit Result",
		"Approve Result",
		"Follow Up",
		"Close",
	]
	assert steps[-1]["actor"] == dispatcher.user


def test_whoever_acts_next_is_told(person, complaint, community):
	person("window_clerk").act(complaint, "Report")
	dispatcher, leader = person("dispatcher"), person("grid_leader")
	assert told_of(dispatcher, complaint)
	dispatcher.act(complaint, "Accept")
	dispatcher.change_event(complaint, lead_grid=community, dispatch_opinion="请核实。")
	assert not told_of(leader, complaint, seconds=0)
	dispatcher.act(complaint, "Dispatch")
	assert told_of(leader, complaint)


def told_of(someone, event: str, seconds: float = PATIENCE) -> bool:
	"""Whether somebody finds a notification of an event, which the worker brings a moment after the action."""
	filters = {"document_name": event, "for_user": someone.user}
	end = time.monotonic() + seconds
	while not (found := someone.list("Notification Log", filters=filters)) and time.monotonic() < end:
		time.sleep(0.5)
	return bool(found)
