"""A day without a network on a member's phone, its browser killed again and again, and then a bad network."""

import random
import time
from collections import Counter
from urllib.parse import urlsplit

import frappe
import pytest
from frappe.utils import now_datetime
from playwright.sync_api import sync_playwright

from tests.faults.bad_network import BadNetwork
from tests.faults.mortal_phone import MortalPhone
from tests.faults.processes import waited
from tests.faults.settings import KILLS, LATENCY, PATIENCE, PHOTOS, RECORDS

EVENT, ITEM, DEVICE = "Governance Event", "Field Item", "Field Device"
DAY = 24 * 60 * 60
MOST_PHOTOS = 6
LOST, DOUBLED = 0.1, 0.15
SECONDS_FOR_AN_ITEM = 20


@pytest.fixture
def network(address):
	carried = BadNetwork(urlsplit(address).port)
	yield carried
	carried.end()


@pytest.fixture
def phone(address, network, tmp_path):
	host = urlsplit(address).hostname
	with sync_playwright() as playwright:
		opened = MortalPhone(playwright, tmp_path / "phone", f"http://{host}:{network.port}")
		yield opened
		opened.kill()


@pytest.fixture
def known_device(accounts):
	"""Let the person's phone be one that they have had for days."""

	def set_back() -> None:
		frappe.db.rollback()
		user = accounts["grid_member"]["user"]
		name = frappe.get_all(DEVICE, {"user": user}, order_by="creation desc", limit=1, pluck="name")[0]
		earlier = frappe.utils.add_days(now_datetime(), -3)
		frappe.db.set_value(DEVICE, name, "creation", earlier, update_modified=False)
		frappe.db.commit()

	return set_back


def test_what_was_entered_on_a_day_without_a_network_arrives_once(
	site, phone, network, accounts, known_device, measured
):
	phone.open()
	phone.sign_in(accounts["grid_member"])
	known_device()
	phone.close()
	carried = network.carried()
	network.is_cut = True
	began = frappe.utils.add_to_date(now_datetime(), seconds=-DAY)
	entered = enter_all(phone)
	assert network.carried() == carried
	phone.kill()
	network.is_cut = False
	network.be_bad(LATENCY, LOST, DOUBLED)
	seconds = send_all(phone)
	measured("records, photos", f"{len(entered)}, {sum(entered.values())}")
	measured("killed while entering, while sending", f"{KILLS}, {KILLS}")
	measured("seconds to send", round(seconds))
	measured("requests", dict(network.seen))
	assert_arrived_once(entered, began)


def enter_all(phone: MortalPhone) -> dict[str, int]:
	"""Enter records over a day, the browser killed now and then; return how many photos each has.

	After each kill the badge says how many were acknowledged: none is lost, and none is there twice.
	"""
	run, photos = random.randrange(10**9), shared_out(PHOTOS, RECORDS)
	killed_after = set(random.sample(range(RECORDS), min(KILLS, RECORDS)))
	entered: dict[str, int] = {}
	open_at(phone, 0)
	for number, count in enumerate(photos):
		text = f"离线上报 {run} 第 {number} 条"
		phone.report(text, count)
		entered[text] = count
		if number in killed_after:
			phone.kill()
			open_at(phone, number)
			waited(lambda: phone.unsent() == len(entered), PATIENCE)
	return entered


def open_at(phone: MortalPhone, number: int) -> None:
	phone.open(online=False, late=DAY * (1 - number / RECORDS))
	phone.unlock()


def send_all(phone: MortalPhone) -> float:
	"""Let the phone send over the bad network, killed again and again; return how many seconds that took."""
	began = time.monotonic()
	for _kill in range(KILLS):
		phone.open()
		time.sleep(random.uniform(1, 4 + 4 * LATENCY))
		phone.kill()
	phone.open()
	phone.page.get_by_role("navigation", name="主要页面").wait_for()
	waited(lambda: phone.unsent() == 0, 60 + RECORDS * SECONDS_FOR_AN_ITEM)
	return time.monotonic() - began


def shared_out(photos: int, records: int) -> list[int]:
	"""So many photos on so many records, by chance."""
	counts = [0] * records
	for _photo in range(photos):
		counts[random.choice([place for place, count in enumerate(counts) if count < MOST_PHOTOS])] += 1
	return counts


def assert_arrived_once(entered: dict[str, int], began) -> None:
	"""Every record is there once, with its photos, in the order and at about the time at which it was entered."""
	frappe.db.rollback()
	fields = ["name", "description", "noticed_on"]
	rows = frappe.get_all(EVENT, {"description": ("in", list(entered))}, fields, order_by="creation, name")
	assert [row.description for row in rows] == list(entered)
	noticed = [row.noticed_on for row in rows]
	assert noticed == sorted(noticed)
	assert abs((noticed[0] - began).total_seconds()) < DAY / 12
	assert_photos({row.name: entered[row.description] for row in rows})


def assert_photos(expected: dict[str, int]) -> None:
	"""Each record has its photos, no two of which are the same."""
	of_events = {"attached_to_doctype": EVENT, "attached_to_name": ("in", list(expected))}
	files = frappe.get_all("File", of_events, ["attached_to_name", "content_hash"])
	counted = Counter(file.attached_to_name for file in files)
	assert {name: counted[name] for name in expected} == expected
	assert len({file.content_hash for file in files}) == len(files)
