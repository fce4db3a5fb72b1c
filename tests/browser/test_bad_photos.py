"""What is no photo is refused on the phone with a sentence that says why; what is one is made small there, however large."""

import io
import os
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.grid_app import bar, phone_of
from tests.browser.phone import Phone

PROGRAM = b"MZ\x90\0" + bytes(500)
HEIC = b"\0\0\0\x18ftypheic" + bytes(500)
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><script>alert(1)</script></svg>"
MEGABYTE = 1024 * 1024
MOST, LONGEST_SIDE, LARGEST = 9, 1600, 350 * 1024
BAD = {
	"HEIC": ("照片.heic", HEIC, "照片.heic 是 HEIC 格式，本机无法打开"),
	"SVG": ("图.svg", SVG, "图.svg 不是可以打开的照片"),
	"SVG under another name": ("图.png", SVG, "图.png 不是可以打开的照片"),
	"program": ("程序.jpg", PROGRAM, "程序.jpg 不是可以打开的照片"),
	"nothing": ("空.jpg", b"", "空.jpg 不是可以打开的照片"),
	"40 MB of a program": ("程序.jpg", PROGRAM + bytes(40 * MEGABYTE), "程序.jpg 太大，本机无法打开"),
}
SIZE_OF = "async (picture) => (await (await fetch(picture.src)).blob()).size"


@pytest.fixture(params=("grid", "portal"))
def phone(request, chromium, address, accounts):
	"""A phone with the page of a report open: a member's, and anybody's."""
	if request.param == "grid":
		opened = phone_of(chromium, address, accounts["grid_member"])
		bar(opened, "上报")
	else:
		opened = Phone(chromium, address)
		opened.open("/portal/report")
	yield opened
	opened.close()


def file(name: str, kind: str, content: bytes) -> dict:
	return {"name": name, "mimeType": kind, "buffer": content}


def small_photo(number: int) -> dict:
	written = io.BytesIO()
	Image.new("RGB", (640, 480), (200, 20 * number, 40)).save(written, "JPEG")
	return file(f"照片{number}.jpg", "image/jpeg", written.getvalue())


def choose(phone: Phone, *files) -> None:
	phone.page.locator("input[type=file]").last.set_input_files(list(files))


def shown(phone: Phone):
	return phone.page.get_by_role("img", name=re.compile(r"^照片\d"))


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_what_is_no_photo_is_refused_with_a_sentence(phone, bad, tmp_path):
	name, content, sentence = bad
	path = tmp_path / name
	path.write_bytes(content)
	choose(phone, path)
	phone.expect_words(sentence)
	expect(shown(phone)).to_have_count(0)


def test_good_ones_are_kept_beside_bad_ones_and_each_bad_one_is_named(phone):
	choose(
		phone, file("照片.heic", "image/heic", HEIC), small_photo(1), file("程序.jpg", "image/jpeg", PROGRAM)
	)
	phone.expect_words("照片.heic 是 HEIC 格式", "程序.jpg 不是可以打开的照片")
	expect(shown(phone)).to_have_count(1)
	phone.expect_accessible()


def test_photo_of_40_mb_is_made_small_on_the_phone(phone, tmp_path):
	path, side = tmp_path / "大照片.png", 3800
	Image.frombytes("RGB", (side, side), os.urandom(side * side * 3)).save(path, compress_level=0)
	assert path.stat().st_size > 40 * MEGABYTE
	choose(phone, path)
	expect(shown(phone)).to_have_count(1, timeout=60_000)
	assert shown(phone).evaluate("(picture) => picture.naturalWidth") <= LONGEST_SIDE
	assert shown(phone).evaluate(SIZE_OF) <= LARGEST


def test_tenth_photo_is_refused_and_nine_are_kept(phone):
	choose(phone, *map(small_photo, range(1, MOST + 2)))
	phone.expect_words(f"最多 {MOST} 张照片。")
	expect(shown(phone)).to_have_count(MOST)
	expect(phone.page.locator("input[type=file]")).to_have_count(0)
	phone.page.get_by_role("button", name="移除照片1", exact=True).tap()
	expect(shown(phone)).to_have_count(MOST - 1)
	choose(phone, small_photo(1))
	expect(shown(phone)).to_have_count(MOST)
