"""A member in front of a phone without a network: what they do there, what it keeps, and what of it has arrived."""

import json
import re

from tests.browser.grid_app import bar
from tests.browser.phone import Phone
from tests.people import EVENT, Person

PIN = "582947"
RECORDS, OUTBOX = "grid-records", "grid-outbox"
# Every value that the phone's databases hold, as text; bytes as the letters that they would be
KEPT = """async () => {
	const told = [];
	for (const { name } of await indexedDB.databases()) {
		const base = await new Promise((done) => (indexedDB.open(name).onsuccess = (event) => done(event.target.result)));
		for (const store of base.objectStoreNames) {
			const all = base.transaction(store).objectStore(store).getAll();
			await new Promise((done) => (all.onsuccess = done));
			told.push(...all.result.map((value) => [name, store, value]));
		}
		base.close();
	}
	const text = (_field, value) => (value instanceof Uint8Array ? new TextDecoder().decode(value) : value);
	return JSON.stringify(told, text);
}"""


def report(phone: Phone, text: str) -> None:
	"""Report an event by the form."""
	bar(phone, "上报")
	form = phone.page.locator("main form")
	form.get_by_role("searchbox", name="搜索类别").fill("ljqy")
	form.get_by_role("button", name="垃圾清运收费").first.tap()
	form.locator("textarea").first.fill(text)
	form.get_by_label(re.compile("地址或附近")).fill("祁连家园南门")
	form.locator("button[type=submit]").tap()
	phone.page.wait_for_url("**/grid/events/*")


def set_pin(phone: Phone) -> None:
	phone.open("/grid/pin")
	for field in ("新密码", "再输一次"):
		phone.page.get_by_label(field).fill(PIN)
	phone.tap("设置离线密码")
	phone.expect_words("离线密码已设置")


def type_pin(phone: Phone, typed: str) -> None:
	phone.page.get_by_label("离线密码").fill(typed)
	phone.page.get_by_role("button", name="打开", exact=True).tap()


def kept(phone: Phone) -> list:
	return json.loads(phone.page.evaluate(KEPT))


def kept_in(phone: Phone, base: str, *without: str) -> list:
	"""What lies in one of the phone's databases, without some of its stores."""
	return [value for name, store, value in kept(phone) if name == base and store not in without]


def sign_in_again(phone: Phone, account: dict[str, str]) -> None:
	"""Sign in where the app says that nobody is."""
	phone.open("/grid")
	phone.tap("登录", role="link")
	come_in(phone, account)


def come_in(phone: Phone, account: dict[str, str]) -> None:
	"""Sign in on the page for it, and wait until the grid's records are on the phone."""
	phone.page.wait_for_url(re.compile("/login"))
	phone.settle()
	phone.page.fill("#login_email", account["user"])
	phone.page.fill("#login_password", account["password"])
	phone.page.click(".form-login .btn-login")
	phone.page.wait_for_url(re.compile("/grid/?$"))
	bar(phone, "更多")
	phone.expect_words("资料更新于")


def arrived(leader: Person, run: str) -> list[str]:
	"""The words of the events on the server that say this."""
	filters = {"description": ("like", f"%{run}%")}
	rows = leader.list(EVENT, filters=filters, fields=["description"], order_by="name", limit_page_length=100)
	return [row["description"] for row in rows]
