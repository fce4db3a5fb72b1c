"""A number is scanned with the phone's camera, and checked there: a wrong one isn't taken."""

import re
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Browser, expect

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.grid_app import phone_of
from tests.browser.phone import Phone
from yumen_governance.registry.identifiers import with_check_digit

SOUND = with_check_digit("99000019501231501")
WRONG = SOUND[:-1] + str((int(SOUND[-1].replace("X", "0")) + 1) % 10)
UPRIGHT, LYING = (720, 1280), (1280, 720)
CAMERA = (
	"--use-fake-ui-for-media-stream",
	"--use-fake-device-for-media-stream",
)
NO_CAMERA = "Object.defineProperty(navigator, 'mediaDevices', { value: undefined })"
READER_KEPT = "async () => (await (await caches.open('number-reader')).keys()).length === 3"


@pytest.fixture
def phone_before(chromium: Browser, address, accounts, tmp_path):
	"""phone_before("123") is the member's phone with its camera held before a card that shows these characters."""
	opened: list[tuple[Browser, Phone]] = []

	def held(shown: str, size: tuple[int, int] = UPRIGHT) -> Phone:
		film = f"--use-file-for-fake-video-capture={filmed(shown, size, tmp_path / 'card.mjpeg')}"
		flags = (*FLAGS, *CAMERA, film)
		browser = chromium.browser_type.launch(executable_path=CHROMIUM, args=flags)
		phone = phone_of(browser, address, accounts["grid_member"])
		opened.append((browser, phone))
		return phone

	yield held
	for browser, phone in opened:
		phone.close()
		browser.close()


def filmed(shown: str, size: tuple[int, int], path: Path) -> Path:
	"""A film of a card, as the camera shows it: other digits above the number, and the number in the middle."""
	middle, height = size[0] // 2, size[1] // 2
	picture = Image.new("RGB", size, (225, 232, 238))
	pen = ImageDraw.Draw(picture)
	pen.text((90, height - 160), "1 2 3 4 5 6 7", fill=(60, 60, 60), font=ImageFont.load_default(40))
	pen.text((middle, height), shown, fill=(25, 25, 25), font=ImageFont.load_default(56), anchor="mm")
	tilted = picture.rotate(1, fillcolor=(80, 70, 60))
	tilted.save(path, "JPEG", quality=80)
	path.write_bytes(path.read_bytes() * 30)
	return path


def open_form(phone: Phone) -> None:
	phone.open("/grid/registry/new/residents")


def scan(phone: Phone) -> None:
	phone.page.get_by_role("button", name="扫码录入").first.tap()


def number_field(phone: Phone):
	return phone.page.get_by_role("textbox", name=re.compile("^身份证号"))


def is_filming(phone: Phone) -> bool:
	return phone.page.evaluate("Boolean(document.querySelector('video').srcObject?.active)")


def expect_read(phone: Phone) -> None:
	expect(number_field(phone)).to_have_value(SOUND)
	phone.expect_words("1950-12-31", "出生，男")
	expect(phone.page.get_by_role("dialog")).to_have_count(0)
	assert not is_filming(phone)


@pytest.mark.parametrize("size", (UPRIGHT, LYING))
def test_number_is_read_from_the_card_and_tells_birth_and_sex(phone_before, size):
	phone = phone_before(SOUND, size)
	open_form(phone)
	scan(phone)
	expect_read(phone)


def test_number_is_read_without_a_network(phone_before):
	phone = phone_before(SOUND)
	phone.page.wait_for_function("navigator.serviceWorker.controller")
	open_form(phone)
	phone.page.wait_for_function(READER_KEPT)
	phone.page.context.set_offline(True)
	scan(phone)
	expect_read(phone)


def test_number_with_a_wrong_check_digit_is_refused_on_the_phone(phone_before, pictures):
	phone = phone_before(WRONG)
	open_form(phone)
	scan(phone)
	expect(phone.page.get_by_role("dialog")).to_contain_text(f"{WRONG} 校验码")
	phone.picture(pictures / "grid-scan.png", whole=False)
	phone.page.get_by_role("button", name="关闭").tap()
	expect(number_field(phone)).to_have_value("")
	number_field(phone).fill(WRONG)
	phone.expect_words("校验码")
	phone.page.get_by_role("button", name="保存", exact=True).tap()
	expect(phone.page.get_by_role("alert").or_(phone.page.locator("main form"))).to_contain_text("校验码")
	assert phone.page.url.endswith("/grid/registry/new/residents")
	expect(phone.page.get_by_role("link", name="条未发送")).to_have_count(0)


def test_card_without_a_number_leaves_what_was_typed_and_the_camera_goes_off(phone_before):
	phone = phone_before("1234567890")
	open_form(phone)
	number_field(phone).fill(SOUND[:6])
	scan(phone)
	phone.expect_words("请将证件上的号码对准方框")
	phone.page.wait_for_function("document.querySelector('video').srcObject?.active")
	phone.expect_accessible()
	phone.page.get_by_role("button", name="关闭").tap()
	expect(phone.page.get_by_role("dialog")).to_have_count(0)
	expect(number_field(phone)).to_have_value(SOUND[:6])
	assert not is_filming(phone)


def test_phone_without_a_camera_offers_none_and_the_number_is_typed(phone_before):
	phone = phone_before(SOUND)
	phone.page.context.add_init_script(NO_CAMERA)
	open_form(phone)
	number_field(phone).fill(SOUND.lower())
	phone.expect_words("1950-12-31")
	expect(phone.page.get_by_role("button", name="扫码录入")).to_have_count(0)
