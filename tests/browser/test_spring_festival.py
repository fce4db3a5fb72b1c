"""An event that everybody leaves alone over the Spring Festival of 2024: the ladder of its deadlines waits while the city
rests, and goes on at the right working minute afterwards, each step once."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.backstage import Backstage
from tests.browser.clocks import FIRST_RESPONSE, HANDLE, SIGN, clock
from tests.browser.desk import SCREEN, Desk
from tests.people import Person
from yumen_governance.time_limits.clocks.sweeping import sweep

COMMUNITY, CATEGORY = "玉关路社区", "公共设施损坏"
# Another one each time, so that the story can be told again on the same site
TITLE = f"小区路灯损坏，春节前无人修理{time.time_ns() % 10**6}号"
# An hour before the holiday, which goes from Saturday the 10th to Saturday the 17th; the Sunday after it is worked
BEGUN = datetime(2024, 2, 9, 17, 0)
BACK, LATER = datetime(2024, 2, 18), datetime(2024, 2, 19)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
BETWEEN_SWEEPS = 2 * HOUR
# Worked from 8:30 to 12:00 and from 14:30 to 18:00: to sign within 4 hours, to respond and to handle within 7
LADDER = (
	(BACK.replace(hour=10, minute=42), "Sign", 80),
	(BACK.replace(hour=11, minute=30), "Sign", 100),
	(BACK.replace(hour=15, minute=36), "First Response", 80),
	(BACK.replace(hour=15, minute=36), "Handle", 80),
	(BACK.replace(hour=16, minute=0), "Sign", 150),
	(BACK.replace(hour=17, minute=0), "First Response", 100),
	(BACK.replace(hour=17, minute=0), "Handle", 100),
	(LATER.replace(hour=11, minute=0), "Handle", 150),
	(LATER.replace(hour=17, minute=0), "Handle", 200),
)
ORDERS = {"黄牌督办": 2, "红牌督办": 2, "挂牌督办": 1}


@pytest.fixture
def left_alone(person, backstage, working_hours_for) -> Iterator[str]:
	"""An event that was handed to the community an hour before the holiday; withdrawn after the story."""
	working_hours_for(CATEGORY, 7)
	dispatcher, clerk = person("dispatcher"), person("window_clerk")
	grid = dispatcher.list("Grid", filters={"grid_name": COMMUNITY})[0]["name"]
	category = dispatcher.list("Event Category", filters={"category_name": CATEGORY})[0]["name"]
	event = clerk.create_event(title=TITLE, source="Window", category=category, grid=grid)
	clerk.act(event, "Report")
	dispatcher.act(event, "Accept")
	dispatcher.change_event(event, lead_grid=grid, dispatch_opinion="请节前修复。")
	dispatcher.act(event, "Dispatch")
	backstage.tell_as_begun(event, BEGUN)
	yield event
	dispatcher.change_event(event, decision_opinion="路灯已修复。")
	dispatcher.act(event, "Cancel")


def test_nothing_happens_in_the_holiday_and_each_step_on_its_minute_after_it(
	left_alone, desk_of, person, backstage, pictures
):
	sweep_through_the_holiday(backstage)
	assert happened(person("auditor"), left_alone) == []
	sweep_around_the_steps(backstage)
	assert happened(person("auditor"), left_alone) == sorted(LADDER)

	leader = desk_of("grid_leader")
	leader.expect_told(TITLE)
	see_the_event(leader, left_alone, pictures)
	see_the_orders(leader)
	see_the_list(leader, left_alone)


def sweep_through_the_holiday(backstage: Backstage) -> None:
	with backstage.inside():
		now = BEGUN + MINUTE
		while now < LADDER[0][0]:
			assert sweep(now) == 0, now
			now += BETWEEN_SWEEPS


def sweep_around_the_steps(backstage: Backstage) -> None:
	"""Every minute around each step, and every hour between them."""
	around = {moment + minutes * MINUTE for moment, _kind, _percent in LADDER for minutes in range(-2, 3)}
	between = {BACK + hours * HOUR for hours in range(48)}
	steps = {moment for moment, _kind, _percent in LADDER}
	with backstage.inside():
		for now in sorted(around | between):
			assert bool(sweep(now)) == (now in steps), now
			assert sweep(now) == 0, now


def happened(person: Person, event: str) -> list[tuple]:
	"""The steps that the ladder took: when, of which clock, at how many per cent."""
	fields = ["escalated_on", "kind", "after_percent"]
	rows = person.list("Case Escalation", filters={"reference_name": event}, fields=fields)
	return sorted(
		(datetime.fromisoformat(row["escalated_on"]), row["kind"], row["after_percent"]) for row in rows
	)


def see_the_event(leader: Desk, event: str, pictures) -> None:
	leader.open_event(event)
	for kind in (SIGN, FIRST_RESPONSE, HANDLE):
		expect(clock(leader, kind)).to_have_class("case-clock red ")
		expect(clock(leader, kind)).to_contain_text("超期")
	history = leader.page.locator(f"{SCREEN} .case-history-entry")
	for percent in (80, 100, 150, 200):
		expect(history.filter(has_text=f"办理时限已用 {percent}%").first).to_be_visible()
	leader.picture(pictures / "spring-festival.png", height=2200)


def see_the_orders(leader: Desk) -> None:
	orders = leader.page.locator(f"{SCREEN} .event-orders .event-record")
	expect(orders).to_have_count(sum(ORDERS.values()))
	for level, number in ORDERS.items():
		expect(orders.filter(has_text=level)).to_have_count(number)
	expect(orders.filter(has_text="Time limit")).to_have_count(0)


def see_the_list(leader: Desk, event: str) -> None:
	leader.open(f"supervision-order?event={event}")
	rows = leader.page.locator(f"{SCREEN} .list-row")
	expect(rows).to_have_count(sum(ORDERS.values()))
	expect(rows.filter(has_text="已下发")).to_have_count(sum(ORDERS.values()))
