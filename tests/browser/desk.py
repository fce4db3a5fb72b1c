"""A person in front of the Frappe desk: what they click, type and see."""

import re
from contextlib import suppress
from urllib.parse import quote

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

# A link field asks the server half a second after the last key, and then replaces its choices.
SEARCH_DELAY = 700
# Whether a link shows a title for a name that it holds, or shows the name itself
IS_CHOSEN = """(control, text) => {
	const field = control.fieldobj;
	return !field?.is_title_link?.() || field.get_value() !== text;
}"""
# What a call is rejected with that was broken off because its page was left
BROKEN_OFF = "undefined"
# The framework's page for printing looks for a footer, which a format of one's own needn't have
PRINT_PAGE = "/printview?"
SCREEN = ".page-container:visible"
VISIBLE_TITLE = f"{SCREEN} .form-page .frappe-control[data-fieldname=title]:visible"


class Desk:
	def __init__(self, page: Page, address: str, user: str, password: str):
		self.page, self.address, self.user = page, address, user
		self.script_errors = []
		page.on("pageerror", self.note_script_error)
		if not self.is_signed_in():
			self.sign_in(password)
		self.settle()

	def is_signed_in(self) -> bool:
		"""Open the desk, if the window has a session from before and it still holds."""
		if not self.page.context.cookies():
			return False
		answer = self.page.goto(f"{self.address}/app")
		return answer.ok and self.page.evaluate("window.frappe?.boot?.user?.name") == self.user

	def sign_in(self, password: str) -> None:
		self.page.goto(f"{self.address}/login")
		self.page.fill("#login_email", self.user)
		self.page.fill("#login_password", password)
		self.page.click(".form-login .btn-login")
		self.page.wait_for_url(re.compile(r"/app"))

	def note_script_error(self, error) -> None:
		"""Keep what failed in a script of the page."""
		if error.message != BROKEN_OFF and PRINT_PAGE not in (error.stack or ""):
			self.script_errors.append(error)

	def settle(self) -> None:
		"""Wait until no request of the desk is under way."""
		self.page.wait_for_load_state("networkidle")

	def idle(self) -> None:
		"""Wait until the desk has answered what was done inside it."""
		self.page.wait_for_timeout(150)
		self.page.wait_for_function("!frappe.request.ajax_count && !$('#freeze:visible').length")

	def go(self, *route: str) -> None:
		"""Go where a click inside the desk would lead, without loading the page anew."""
		self.page.evaluate("route => frappe.set_route(route)", list(route))
		self.idle()

	def open(self, path: str) -> None:
		self.page.goto(f"{self.address}/app/{path}")
		self.settle()

	def open_event(self, name: str) -> None:
		self.open(f"governance-event/{quote(name)}")
		expect(
			self.page.locator(
				f".page-container:visible [data-fieldname=title] input:visible, {VISIBLE_TITLE}"
			).first
		).to_be_visible()

	def fill(self, values: dict[str, str], within: Locator | None = None) -> None:
		"""Type `values` by field name into the visible form, or into the part of the page given."""
		place = within or self.page.locator(".page-container:visible .form-page")
		for fieldname, value in values.items():
			self.fill_control(
				place.locator(f".frappe-control[data-fieldname={fieldname}]:visible").first, value
			)

	def fill_control(self, control: Locator, value: str) -> None:
		kind = control.get_attribute("data-fieldtype")
		if kind == "Select":
			control.locator("select").select_option(label=value)
		elif kind == "Link" and value:
			self.choose_link(control, value)
		else:
			control.locator("input, textarea").first.fill(value)
			control.locator("input, textarea").first.blur()

	def choose_link(self, control: Locator, text: str) -> None:
		"""Type into a link field and take the choice; on a busy machine late choices may push it away under the mouse."""
		field = control.locator("input").first
		for _try in range(4):
			field.click()
			field.press("Control+a")
			field.press_sequentially(text, delay=20)
			self.page.wait_for_timeout(SEARCH_DELAY)
			self.idle()
			choice = control.locator("[role=option], li").filter(has_text=text).first
			with suppress(PlaywrightTimeout):
				choice.click(timeout=8_000)
				expect(field).not_to_have_value("")
				if control.evaluate(IS_CHOSEN, text):
					return
		raise AssertionError(f"{text} can't be chosen")

	def save(self) -> None:
		self.page.locator(".page-container:visible .primary-action:visible").click()
		self.settle()

	def act(self, action: str, **answers: str) -> None:
		"""Take a workflow action by its Chinese label, and answer what its dialog asks for."""
		self.idle()
		self.open_actions()
		self.choose_action(action)
		if answers:
			self.answer(**answers)
		self.idle()
		self.settle()

	def open_actions(self) -> None:
		self.page.locator(f"{SCREEN} .actions-btn-group > button:visible").click()

	def choose_action(self, action: str) -> None:
		"""Click an action in the open menu."""
		self.page.locator(f"{SCREEN} .actions-btn-group .dropdown-item:visible").filter(
			has_text=re.compile(rf"^\s*{action}\s*$")
		).click()

	def dialog(self) -> Locator:
		return self.page.locator(".modal.show .modal-content")

	def answer(self, **answers: str) -> None:
		"""Fill the dialog and confirm it."""
		expect(self.dialog()).to_be_visible()
		self.fill(answers, within=self.dialog())
		self.dialog().locator(".btn-primary:visible, .btn-modal-primary:visible").first.click()

	def close_dialog(self) -> None:
		self.dialog().locator(".btn-modal-close:visible").click()
		expect(self.dialog()).to_have_count(0)

	def close_message(self) -> None:
		"""Press Escape when the dialog has come to rest: while it slides in, it doesn't hear the key."""
		message = self.page.locator(".modal.show")
		expect(message).to_have_css("opacity", "1")
		expect(message.locator(".modal-dialog")).to_have_css("transform", "none")
		self.page.wait_for_timeout(300)
		self.page.keyboard.press("Escape")
		expect(message).to_have_count(0)

	def expect_state(self, label: str) -> None:
		pill = self.page.locator(".page-container:visible .page-head .indicator-pill:visible")
		expect(pill.filter(has_text=label).first).to_be_visible()

	def event_name(self) -> str:
		self.page.wait_for_url(re.compile(r"/app/governance-event/GE-"))
		return self.page.url.rsplit("/", 1)[1]

	def expect_bell(self) -> None:
		"""The bell lights without a reload."""
		expect(self.page.locator(".notifications-unseen:visible")).to_be_visible(timeout=15_000)

	def expect_told(self, title: str, words: str = "") -> None:
		"""The bell tells of an event; while the worker that brings it is busy, the person looks again."""
		told = self.page.locator(".notifications-list:visible .recent-item").filter(has_text=title)
		for _look in range(8):
			self.page.locator(".dropdown-notifications > a:visible").first.click()
			with suppress(AssertionError):
				expect(told.filter(has_text=words).first).to_be_visible(timeout=4_000)
				self.page.keyboard.press("Escape")
				return
			self.page.reload()
			self.settle()
		raise AssertionError(f"the bell tells nothing of {title}")

	def picture(self, path, height: int = 900) -> None:
		"""Take a picture of the screen as it is seen in a window `height` pixels high."""
		self.page.set_viewport_size({"width": 1440, "height": height})
		self.settle()
		self.page.screenshot(path=str(path))
