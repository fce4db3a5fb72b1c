"""A person with a phone in front of the apps for phones: what they tap and read, and what a screen reader would miss."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

AXE = Path(__file__).parents[2] / "apps/yumen_governance/frontend/node_modules/axe-core/axe.min.js"
SERIOUS = ("serious", "critical")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}


class Phone:
	"""A small screen with touch; no script may fail on it."""

	def __init__(self, chromium: Browser, address: str, **options):
		self.address = address
		context = chromium.new_context(
			viewport={"width": 390, "height": 844},
			device_scale_factor=2,
			is_mobile=True,
			has_touch=True,
			locale="zh-CN",
			timezone_id="Asia/Shanghai",
			**{"service_workers": "block", **options},
		)
		context.set_default_timeout(30_000)
		self.page: Page = context.new_page()
		self.script_errors: list = []
		self.page.on("pageerror", lambda error: self.script_errors.append(error))

	def open(self, path: str) -> None:
		self.page.goto(f"{self.address}{path}")
		self.settle()

	def settle(self) -> None:
		self.page.wait_for_load_state("networkidle")

	def tap(self, words: str, role: str = "button") -> None:
		self.page.get_by_role(role, name=words).first.tap()
		self.settle()

	def choose(self, words: str) -> None:
		"""Tap a tile, whose radio button is hidden."""
		self.page.locator("label").filter(has_text=words).first.tap()

	def expect_words(self, *words: str) -> None:
		for each in words:
			expect(self.page.locator("body")).to_contain_text(each)

	def expect_accessible(self) -> None:
		"""No serious finding of axe on the page as it is, once its colours have come to rest."""
		self.page.wait_for_timeout(400)
		self.page.add_script_tag(path=str(AXE))
		found = self.page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
		serious = [
			f"{rule['id']}: {rule['help']} {[node['html'][:160] for node in rule['nodes'][:3]]}"
			for rule in found
			if rule["impact"] in SERIOUS
		]
		assert not serious, f"{self.page.url}\n" + "\n".join(serious)

	def picture(self, path: Path, whole: bool = True) -> None:
		"""Take a picture of the whole page, or of what the screen shows from the top."""
		self.page.evaluate("scrollTo(0, 0)")
		self.page.screenshot(path=str(path), full_page=whole)

	def close(self) -> None:
		self.page.context.close()
		assert not self.script_errors
