"""A number is scanned with the phone's camera, and checked there: a wrong one isn't taken."""

import re
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, expect

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.grid_app import phone_of
from tests.browser.phone import Phone
from yumen_governance.registry.identifiers import with_check_digit

SOUND = with_check_digit("99000019501231501")
WRONG = SOUND[:-1] + str((int(SOUND[-1].replace("X", "0")) + 1) % 10)
WIDTH, HEIGHT, CELL = 640, 480, 32
CAMERA = (
	"--use-fake-ui-for-media-stream",
	"--use-fake-device-for-media-stream",
)
# A browser without a reader of its own gets one that reads the light and dark cells of what the camera shows: one row of
# four cells for each character, the top row all dark to find the beginning
READER = f"""
globalThis.BarcodeDetector = class {{
	async detect(video) {{
		const canvas = new OffscreenCanvas({WIDTH}, {HEIGHT});
		const pen = canvas.getContext("2d");
		pen.drawImage(video, 0, 0, {WIDTH}, {HEIGHT});
		const dark = (column, row) =>
			pen.getImageData(column * {CELL} + {CELL // 2}, row * {CELL} + {CELL // 2}, 1, 1).data[0] < 100;
		const columns = [...Array({WIDTH // CELL}).keys()];
		if (!columns.every((column) => dark(column, 0))) return [];
		const codes = columns.map((column) => [1, 2, 3, 4].reduce((sum, row) => sum * 2 + dark(column, row), 0));
		const text = codes.map((code) => "0123456789X"[code] ?? "").join("");
		return [{{ rawValue: text }}];
	}}
}};
"""


@pytest.fixture
def phone_before(chromium: Browser, address, accounts, tmp_path):
	"""phone_before("123") is the member's phone with its camera held before a code of these characters."""
	opened: list[tuple[Browser, Phone]] = []

	def held(code: str, reads: bool = True, **options) -> Phone:
		film = f"--use-file-for-fake-video-capture={filmed(code, tmp_path / 'code.mjpeg')}"
		flags = (*FLAGS, *CAMERA, film)
		browser = chromium.browser_type.launch(executable_path=CHROMIUM, args=flags)
		phone = phone_of(browser, address, accounts["grid_member"], **options)
		if reads:
			phone.page.context.add_init_script(READER)
		opened.append((browser, phone))
		return phone

	yield held
	for browser, phone in opened:
		phone.close()
		browser.close()


def filmed(code: str, path: Path) -> Path:
	"""A film of a picture of the code, as the camera shows it."""
	picture = Image.new("RGB", (WIDTH, HEIGHT), "white")
	pen = ImageDraw.Draw(picture)
	for column in range(WIDTH // CELL):
		value = "0123456789X".index(code[column]) if column < len(code) else 15
		rows = [0, *(row for row in range(1, 5) if value >> (4 - row) & 1)]
		for row in rows:
			pen.rectangle(
				(column * CELL, row * CELL, (column + 1) * CELL - 1, (row + 1) * CELL - 1), fill="black"
			)
	picture.save(path, "JPEG", quality=95)
	path.write_bytes(path.read_bytes() * 30)
	return path


def scan(phone: Phone) -> None:
	phone.open("/grid/registry/new/residents")
	phone.page.get_by_role("button", name="扫码录入").first.tap()


def number_field(phone: Phone):
	return phone.page.get_by_role("textbox", name=re.compile("^身份证号"))


def test_number_is_read_from_the_camera_and_tells_birth_and_sex(phone_before):
	phone = phone_before(SOUND)
	scan(phone)
	expect(number_field(phone)).to_have_value(SOUND)
	phone.expect_words("1950-12-31", "出生，男")
	expect(phone.page.get_by_role("dialog")).to_have_count(0)
	assert phone.page.evaluate("document.querySelector('video').srcObject.active") is False


def test_number_with_a_wrong_check_digit_is_refused_on_the_phone(phone_before):
	phone = phone_before(WRONG)
	scan(phone)
	expect(number_field(phone)).to_have_value(WRONG)
	phone.expect_words("校验码")
	phone.page.get_by_role("button", name="保存", exact=True).tap()
	expect(phone.page.get_by_role("alert").or_(phone.page.locator("main form"))).to_contain_text("校验码")
	assert phone.page.url.endswith("/grid/registry/new/residents")
	expect(phone.page.get_by_role("link", name="条未发送")).to_have_count(0)


def test_code_without_a_number_says_so_and_leaves_what_was_typed(phone_before):
	phone = phone_before("1234567890")
	phone.open("/grid/registry/new/residents")
	number_field(phone).fill(SOUND[:6])
	phone.page.get_by_role("button", name="扫码录入").first.tap()
	phone.expect_words("码中没有身份证号")
	expect(number_field(phone)).to_have_value(SOUND[:6])
	phone.expect_accessible()


def test_camera_is_off_again_when_it_is_closed(phone_before):
	phone = phone_before("")
	phone.page.context.add_init_script("globalThis.BarcodeDetector.prototype.detect = async () => []")
	scan(phone)
	phone.expect_words("对准画面")
	phone.page.wait_for_function("document.querySelector('video').srcObject?.active")
	phone.page.get_by_role("button", name="关闭").tap()
	expect(phone.page.get_by_role("dialog")).to_have_count(0)
	assert phone.page.evaluate("document.querySelector('video').srcObject.active") is False


def test_browser_without_a_reader_offers_none_and_the_number_is_typed(phone_before):
	phone = phone_before(SOUND, reads=False)
	phone.open("/grid/registry/new/residents")
	number_field(phone).fill(SOUND.lower())
	phone.expect_words("1950-12-31")
	expect(phone.page.get_by_role("button", name="扫码录入")).to_have_count(0)
