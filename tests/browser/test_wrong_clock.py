"""A phone whose clock is three hours off: what was done there has the right time on the server, and due times are right."""

from datetime import datetime, timedelta

import frappe
import pytest

from tests.browser.grid_app import expect_all_sent, signed_in
from tests.browser.offline_phone import PIN, report, set_pin, type_pin
from tests.browser.phone import Phone
from tests.people import EVENT
from tests.run_number import run_number

OFF = """(() => {
	const off = %d * 3600 * 1000, Right = Date;
	globalThis.Date = class extends Right {
		constructor(...told) {
			super(...(told.length ? told : [Right.now() + off]));
		}
		static now() {
			return Right.now() + off;
		}
	};
})();"""
# Between tapping and looking, on a busy machine
PATIENCE = timedelta(minutes=2)


@pytest.fixture(params=(3, -3), ids=("ahead", "behind"))
def phone(request, chromium, address, accounts):
	opened = Phone(chromium, address, service_workers="allow")
	opened.page.context.add_init_script(OFF % request.param)
	signed_in(opened, accounts["grid_member"])
	opened.page.wait_for_function("navigator.serviceWorker.controller")
	yield opened
	opened.close()


def server_now(backstage) -> datetime:
	with backstage.inside():
		return frappe.utils.now_datetime()


def test_what_was_done_has_the_right_time_on_the_server(phone, backstage):
	run = run_number()
	set_pin(phone)
	phone.page.context.set_offline(True)
	report(phone, f"钟不准时的上报 {run} 一")
	phone.page.goto(f"{phone.address}/grid")
	type_pin(phone, PIN)
	phone.expect_words("当前没有网络")
	before = server_now(backstage)
	report(phone, f"钟不准时的上报 {run} 二")
	phone.page.context.set_offline(False)
	expect_all_sent(phone)
	with backstage.inside():
		rows = frappe.get_all(
			EVENT, {"description": ["like", f"%{run}%"]}, ["noticed_on", "reported_on"], order_by="name"
		)
	assert len(rows) == 2
	for row in rows:
		assert abs(row.noticed_on - before) < PATIENCE
		assert abs(row.reported_on - before) < PATIENCE


def test_due_times_on_the_screen_are_those_of_the_server(phone, backstage, person):
	text = f"钟不准时的期限 {run_number()}"
	set_pin(phone)
	report(phone, text)
	expect_all_sent(phone)
	(event,) = person("dispatcher").list(EVENT, filters={"description": text})
	with backstage.inside():
		due = frappe.utils.now_datetime() + timedelta(hours=2, minutes=30)
		frappe.db.set_value(EVENT, event["name"], "due_on", due)
	phone.open(f"/grid/events/{event['name']}")
	phone.expect_words("剩余 2小时")
	phone.page.context.set_offline(True)
	phone.page.reload()
	type_pin(phone, PIN)
	phone.expect_words("当前没有网络", "剩余 2小时")
	phone.page.context.set_offline(False)
