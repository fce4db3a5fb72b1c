"""A report as a person makes it: few taps, half a minute, the place by itself or by hand, nothing told twice."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.grid_app import bar, expect_all_sent, phone_of
from tests.browser.phone import Phone
from tests.browser.test_bad_photos import small_photo
from tests.people import EVENT, Person
from tests.run_number import run_number

COMMUNITY = "玉关路社区"
CATEGORY, INITIALS = "垃圾清运收费", "ljqy"
PUSH = "**/api/method/yumen_governance.api.sync.push"
SETTINGS = "/api/method/yumen_governance.api.field_app.settings"
SECONDS = 30
MOST_TAPS, TYPED_FIELDS = 5, 1
# How fast somebody types on a phone, in milliseconds for a character
TYPING = 120
INSIDE = {"longitude": 97.0452, "latitude": 40.2911, "accuracy": 12}
OUTSIDE = {"longitude": 116.4, "latitude": 39.9, "accuracy": 12}
COUNT = """() => {
	window.taps = 0;
	window.typed = new Set();
	addEventListener("touchstart", () => (window.taps += 1), true);
	addEventListener("input", ({ target }) => target.type !== "file" && window.typed.add(target), true);
}"""


@pytest.fixture
def phone_at(chromium, address, accounts):
	"""phone_at(INSIDE) is the member's phone there; without a place, its position may not be asked for."""
	phones: list[Phone] = []

	def opened(place: dict | None) -> Phone:
		allowed = {"geolocation": place, "permissions": ["geolocation"]} if place else {}
		phones.append(phone_of(chromium, address, accounts["grid_member"], **allowed))
		return phones[-1]

	yield opened
	for phone in phones:
		phone.close()


def words() -> str:
	return f"南门垃圾箱满溢，污水流到路上 {run_number()}"


def begin(phone: Phone, text: str) -> None:
	bar(phone, "上报")
	phone.page.get_by_role("searchbox", name="搜索类别").fill(INITIALS)
	phone.page.get_by_role("button", name=CATEGORY).first.tap()
	phone.page.get_by_role("textbox", name="发生了什么").fill(text)


def send(phone: Phone) -> None:
	phone.page.locator("form button[type=submit]").tap()
	phone.page.wait_for_url("**/grid/events/*")
	expect_all_sent(phone)


def reported(member: Person, text: str) -> list[dict]:
	fields = ["name", "stage", "address", "grid", "longitude", "latitude"]
	return member.list(EVENT, filters={"description": text}, fields=fields)


def test_whole_report_takes_five_taps_and_one_typed_field(phone_at, person, record_property):
	phone, text = phone_at(INSIDE), f"3号楼东侧垃圾三天没清 {run_number(4)}"
	bar(phone, "今天")
	use_often(phone, person("grid_member"))
	phone.page.evaluate(COUNT)
	began = phone.page.evaluate("performance.now()")
	bar(phone, "上报")
	phone.page.get_by_role("button", name=CATEGORY, exact=True).tap()
	phone.page.get_by_role("textbox", name="发生了什么").tap()
	phone.page.keyboard.type(text, delay=TYPING)
	with phone.page.expect_file_chooser() as chooser:
		phone.page.get_by_text("拍照", exact=True).tap()
	chooser.value.set_files(small_photo(1))
	expect(phone.page.get_by_role("img", name="照片1")).to_be_visible()
	with phone.page.expect_response(PUSH) as sent:
		phone.page.locator("form button[type=submit]").tap()
	expect(phone.page.get_by_text(re.compile(r"GE-\d{4}"))).to_be_visible()
	seconds = (phone.page.evaluate("performance.now()") - began) / 1000
	taps, typed = phone.page.evaluate("[window.taps, window.typed.size]")
	record_property("taps", taps)
	record_property("seconds", round(seconds, 1))
	record_property("milliseconds of the server", round(sent.value.request.timing["responseEnd"]))
	assert (taps, typed) == (MOST_TAPS, TYPED_FIELDS)
	assert seconds < SECONDS
	(event,) = reported(person("grid_member"), text)
	assert event["stage"] == "Triage" and event["longitude"]


def use_often(phone: Phone, member: Person) -> None:
	"""The member has reported this kind before, so it stands among the first tiles."""
	(category,) = member.list("Event Category", filters={"category_name": CATEGORY})
	phone.page.evaluate(
		"code => localStorage.setItem('report.used', JSON.stringify({ [code]: 3 }))", category["name"]
	)


def test_numbers_to_call_stand_there_at_once_without_a_network_too(phone_at, person):
	member, phone = person("grid_member"), phone_at(None)
	told = member.ok(member.get(SETTINGS)).json()["message"]["emergency"]
	known = {row["number"]: row["words"] for row in told if row["words"]}
	assert {"110", "119", "120"} <= set(known)
	with phone.page.expect_response(f"**{SETTINGS}*"):
		bar(phone, "今天")
	phone.page.context.set_offline(True)
	bar(phone, "上报")
	text = phone.page.get_by_role("textbox", name="发生了什么")
	for number in ("110", "119", "120"):
		text.fill(f"这里{known[number][0]}，请快来人")
		call = phone.page.get_by_role("link", name=number, exact=True)
		expect(call).to_have_attribute("href", f"tel:{number}")
		text.fill("路灯不亮")
		expect(call).to_have_count(0)
	phone.page.context.set_offline(False)


def test_same_matter_nearby_is_offered_and_leads_to_the_event_that_is_there(phone_at, person):
	clerk, member, text = person("window_clerk"), person("grid_member"), words()
	grid = clerk.list("Grid", filters={"grid_name": COMMUNITY})[0]["name"]
	category = clerk.list("Event Category", filters={"category_name": CATEGORY})[0]["name"]
	name = clerk.create_event(
		title=text, description=text, source="Window", category=category, grid=grid, address="祁连家园南门"
	)
	clerk.act(name, "Report")
	phone, mine = phone_at(INSIDE), f"{text}，还是老样子"
	with phone.page.expect_response(lambda answer: "related_events" in answer.url) as told:
		begin(phone, mine)
	assert name in told.value.text()
	phone.expect_words("是不是下面这件事")
	phone.expect_accessible()
	phone.page.get_by_role("link", name=text).tap()
	phone.page.wait_for_url(f"**/grid/events/{name}")
	expect(phone.page.get_by_role("heading", name=text)).to_be_visible()
	assert reported(member, mine) == []
	bar(phone, "上报")
	expect(phone.page.get_by_role("textbox", name="发生了什么")).to_have_value(mine)
	phone.tap("重新填写")
	expect(phone.page.get_by_text("是不是下面这件事")).to_have_count(0)


def test_place_in_the_county_comes_by_itself(phone_at, person):
	phone, text = phone_at(INSIDE), words()
	begin(phone, text)
	phone.expect_words("已标注位置")
	send(phone)
	(event,) = reported(person("grid_member"), text)
	assert (event["longitude"], event["latitude"]) == (INSIDE["longitude"], INSIDE["latitude"])
	assert event["grid"]


def test_place_outside_the_county_is_refused_and_nothing_written_is_lost(phone_at, person):
	phone, text = phone_at(OUTSIDE), words()
	begin(phone, text)
	phone.expect_words("所选位置不在本市范围内")
	phone.page.locator("form button[type=submit]").tap()
	phone.expect_words("请说明地点")
	expect(phone.page.get_by_role("textbox", name="发生了什么")).to_have_value(text)
	phone.page.get_by_role("textbox", name="地址或附近地名").fill("祁连家园南门")
	send(phone)
	(event,) = reported(person("grid_member"), text)
	assert event["address"] == "祁连家园南门" and not event["longitude"]


@pytest.mark.parametrize("way", ("address", "map"))
def test_without_its_position_a_report_goes_by_address_or_map(phone_at, person, way):
	phone, text = phone_at(None), words()
	begin(phone, text)
	phone.expect_words("未能定位。请填写地址，或在地图上选点")
	if way == "address":
		phone.page.get_by_role("textbox", name="地址或附近地名").fill("祁连家园南门")
	else:
		phone.page.get_by_role("button", name="地图选点").tap()
		phone.page.get_by_role("application").tap()
		phone.expect_words("已标注位置")
	send(phone)
	(event,) = reported(person("grid_member"), text)
	assert bool(event["longitude"]) == (way == "map")
	assert event["grid"]
