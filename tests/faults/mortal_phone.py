"""A phone whose browser is killed without a word, and opened again on what it had written down."""

import io
import os
import random
import re
import signal
import time
from contextlib import suppress
from pathlib import Path

from PIL import Image
from playwright.sync_api import BrowserContext, Page, Playwright, expect

PIN = "582947"
FLAGS = ("--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP *.localhost 127.0.0.1")
PATIENCE = 60_000
# The phone's clock some milliseconds off
OTHER_TIME = """(() => {{
	const Real = Date;
	globalThis.Date = class extends Real {{
		constructor(...given) {{ super(...(given.length ? given : [Real.now() + {0}])); }}
		static now() {{ return Real.now() + {0}; }}
	}};
}})()"""


class MortalPhone:
	def __init__(self, playwright: Playwright, folder: Path, address: str):
		self.playwright, self.folder, self.address = playwright, folder, address
		self.context: BrowserContext
		self.page: Page

	def open(self, online: bool = True, late: float = 0) -> None:
		"""Open the app in a new browser.

		:param late: seconds by which the phone's clock shows an earlier time
		"""
		self.context = self.playwright.chromium.launch_persistent_context(
			self.folder,
			executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
			args=FLAGS,
			viewport={"width": 390, "height": 844},
			is_mobile=True,
			has_touch=True,
			locale="zh-CN",
			timezone_id="Asia/Shanghai",
		)
		self.context.set_default_timeout(PATIENCE)
		if late:
			self.context.add_init_script(OTHER_TIME.format(-round(late * 1000)))
		self.context.set_offline(not online)
		self.page = self.context.pages[0]
		self.page.goto(f"{self.address}/grid")

	def sign_in(self, account: dict[str, str]) -> None:
		"""Be led to the log-in, fetch the grid's records, and set a PIN."""
		self.page.wait_for_load_state("networkidle")
		self.page.fill("#login_email", account["user"])
		self.page.fill("#login_password", account["password"])
		self.page.click(".form-login .btn-login")
		self.page.wait_for_url(re.compile("/grid/?$"))
		self.go("/grid/pin")
		for field in ("新密码", "再输一次"):
			self.page.get_by_label(field).fill(PIN)
		self.page.get_by_role("button", name="设置离线密码").tap()
		expect(self.page.get_by_text("离线密码已设置")).to_be_visible(timeout=PATIENCE)
		self.go("/grid/more")
		expect(self.page.get_by_text("资料更新于")).to_be_visible(timeout=PATIENCE)
		self.page.wait_for_function("navigator.serviceWorker.controller")

	def unlock(self) -> None:
		"""Open what the phone keeps without a network."""
		self.page.get_by_label("离线密码").fill(PIN)
		self.page.get_by_role("button", name="打开", exact=True).tap()
		expect(self.page.get_by_role("navigation", name="主要页面")).to_be_visible(timeout=PATIENCE)

	def go(self, path: str) -> None:
		"""Go to a page as a link would, or by the address where the app isn't open yet."""
		link = self.page.locator(f"a[href='{path}']").first
		if link.count():
			link.tap()
		else:
			self.page.goto(f"{self.address}{path}")

	def report(self, text: str, photos: int) -> None:
		"""Report an event; returns when the app says that it is kept."""
		self.page.get_by_role("navigation", name="主要页面").get_by_role("link", name="上报").tap()
		form = self.page.locator("main form")
		form.wait_for()
		anew = self.page.get_by_role("button", name="重新填写")
		if anew.count():
			anew.tap()
		form.get_by_role("searchbox", name="搜索类别").fill("ljqy")
		form.get_by_role("button", name="垃圾清运收费").first.tap()
		form.locator("textarea").first.fill(text)
		form.locator("input[type=file]").last.set_input_files([photo(number) for number in range(photos)])
		expect(form.locator("li img")).to_have_count(photos, timeout=PATIENCE)
		form.get_by_label(re.compile("地址或附近")).fill("祁连家园南门")
		form.locator("button[type=submit]").tap()
		self.page.wait_for_url("**/grid/events/*")

	def unsent(self) -> int:
		"""What the badge says."""
		badge = self.page.get_by_role("link", name="条未发送")
		return int(badge.inner_text().split()[0]) if badge.count() else 0

	def kill(self) -> None:
		"""Kill the browser, all of its processes at once."""
		own = f"--user-data-dir={self.folder}"
		for process in Path("/proc").glob("[0-9]*"):
			with suppress(OSError):
				if own in (process / "cmdline").read_bytes().decode(errors="replace").split("\0"):
					os.kill(int(process.name), signal.SIGKILL)
		with suppress(Exception):
			self.context.close()
		time.sleep(0.3)
		for lock in self.folder.glob("Singleton*"):
			lock.unlink(missing_ok=True)

	def close(self) -> None:
		self.context.close()


def photo(number: int) -> dict:
	"""A picture of some 20 KB that no other is like."""
	noise = Image.frombytes("L", (160, 160), random.randbytes(160 * 160)).resize((320, 320))
	stored = io.BytesIO()
	noise.convert("RGB").save(stored, "JPEG", quality=80)
	return {"name": f"{number}.jpg", "mimeType": "image/jpeg", "buffer": stored.getvalue()}
