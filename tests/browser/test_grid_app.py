"""The app on a member's phone: an event is reported in half a minute, signed, and handed in with a photo."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.grid_app import bar, expect_all_sent, expect_fits, phone_of
from tests.people import Person

COMMUNITY = "玉关路社区"
# A photo as a telephone takes it: 12 million pixels, with its place
CAMERA = (4000, 3000)
GPS = 0x8825
HALF_A_MINUTE = 30_000


@pytest.fixture
def photo() -> dict:
	exif, written = Image.Exif(), io.BytesIO()
	exif.get_ifd(GPS).update({1: "N", 2: (40.0, 17.0, 30.0), 3: "E", 4: (97.0, 2.0, 42.0)})
	grain = Image.effect_noise((500, 375), 60).convert("RGB").resize(CAMERA)
	grain.save(written, "JPEG", exif=exif, quality=92)
	return {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": written.getvalue()}


def dispatch(person, title: str) -> str:
	"""An event that the centre handed to the community of the demo's leader and member."""
	clerk, dispatcher = person("window_clerk"), person("dispatcher")
	grid = dispatcher.list("Grid", filters={"grid_name": COMMUNITY})[0]["name"]
	category = clerk.list("Event Category", filters={"category_name": "公共设施损坏"})[0]["name"]
	name = clerk.create_event(
		title=title, source="Window", category=category, grid=grid, address="祁连家园广场"
	)
	clerk.act(name, "Report")
	dispatcher.act(name, "Accept")
	dispatcher.change_event(name, lead_grid=grid, dispatch_opinion="请尽快加固。")
	dispatcher.act(name, "Dispatch")
	return name


@pytest.fixture
def dispatched(person) -> str:
	return dispatch(person, "手机办理：健身器材松动")


def photos_of(person: Person, event: str) -> list[Image.Image]:
	files = person.list(
		"File", filters={"attached_to_name": event}, fields=["file_url", "file_size"], order_by="creation"
	)
	assert all(int(file["file_size"]) <= 350 * 1024 for file in files), files
	return [Image.open(io.BytesIO(person.ok(person.get(file["file_url"])).content)) for file in files]


def add_photo(phone, file: dict, count: int = 1) -> None:
	phone.page.locator("input[type=file]").last.set_input_files(file)
	expect(phone.page.get_by_role("img", name=f"照片{count}")).to_be_visible()


def test_member_reports_an_event_in_half_a_minute(chromium, address, accounts, photo, pictures):
	phone, member = (
		phone_of(chromium, address, accounts["grid_member"]),
		Person(address, **accounts["grid_member"]),
	)
	began = phone.page.evaluate("performance.timeOrigin + performance.now()")
	bar(phone, "上报")
	phone.page.get_by_role("searchbox", name="搜索类别").fill("ljqy")
	phone.tap("垃圾清运收费")
	words = phone.page.get_by_role("textbox", name="发生了什么")
	words.fill("3号楼东侧垃圾三天没清，旁边有人乱扔烟头，担心着火")
	expect(phone.page.get_by_role("link", name="119")).to_be_visible()
	add_photo(phone, photo)
	phone.page.get_by_role("textbox", name="地址或附近地名").fill("祁连家园3号楼东侧")
	phone.expect_accessible()
	expect_fits(phone)
	phone.picture(pictures / "grid-report.png")
	# closed by accident, and opened again
	phone.page.wait_for_timeout(800)
	phone.open("/grid/report")
	expect(words).to_have_value(re.compile("三天没清"))
	expect(phone.page.get_by_role("img", name="照片1")).to_be_visible()
	phone.page.locator("form button[type=submit]").tap()
	phone.expect_words("3号楼东侧垃圾三天没清")
	assert phone.page.evaluate("performance.timeOrigin + performance.now()") - began < HALF_A_MINUTE
	expect_all_sent(phone)
	expect(phone.page.locator("body")).to_contain_text(re.compile(r"GE-\d{4}"))
	phone.expect_accessible()
	(event,) = member.list(
		"Governance Event",
		filters={"title": ["like", "3号楼东侧垃圾三天没清%"], "owner": accounts["grid_member"]["user"]},
		fields=["name", "stage", "source"],
		order_by="creation desc",
		limit=1,
	)
	assert (event["stage"], event["source"]) == ("Triage", "Field App")
	(stored,) = photos_of(member, event["name"])
	assert max(stored.size) <= 1600 and not dict(stored.getexif())
	phone.close()


def test_leader_settles_an_event_on_the_phone(
	chromium, address, accounts, person, dispatched, photo, pictures
):
	phone, leader = (
		phone_of(chromium, address, accounts["grid_leader"]),
		Person(address, **accounts["grid_leader"]),
	)
	bar(phone, "今天")
	phone.expect_words("待签收")
	phone.expect_accessible()
	expect_fits(phone)
	phone.picture(pictures / "grid-today.png", whole=False)
	bar(phone, "事件")
	phone.page.get_by_role("searchbox", name="搜索事件").fill("健身器材")
	phone.expect_accessible()
	phone.page.locator(f"main a[href$='/events/{dispatched}']").tap()
	phone.expect_words("请尽快加固")
	phone.tap("签收")
	phone.tap("开始办理")
	phone.tap("提交办理结果")
	phone.page.get_by_role("textbox", name="办理结果").fill("已加固并检查其余器材。")
	add_photo(phone, photo)
	phone.expect_accessible()
	expect_fits(phone)
	phone.picture(pictures / "grid-event.png")
	phone.page.locator("form button[type=submit]").tap()
	phone.expect_words("已加固并检查其余器材")
	expect_all_sent(phone)
	event = leader.event(dispatched)
	assert (event["stage"], event["result"]) == ("Review", "已加固并检查其余器材。")
	assert len(photos_of(leader, dispatched)) == 1
	phone.close()
