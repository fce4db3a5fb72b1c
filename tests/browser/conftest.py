"""Real Chromium, one window per person."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.backstage import Backstage
from tests.browser.desk import Desk
from tests.people import EVENT, Person

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
PATIENCE = 30_000
RULES = "/api/resource/Time Limit Rule"
ROW_FIELDS = {
	"stage",
	"effect",
	"after_percent",
	"after_hours",
	"does",
	"tell_handler",
	"tell_leader",
	"tell_level_above",
	"tell_centre",
}
FLAGS = (
	"--no-sandbox",
	"--disable-gpu",
	"--disable-background-networking",
	"--host-resolver-rules=MAP *.localhost 127.0.0.1",
)
PICTURES = Path(__file__).parents[2] / ("docs" if os.environ.get("UPDATE_PICTURES") else "logs")


def limit_of(administrator: Person, category: str, hours: int) -> str:
	"""Let the administrator limit the handling of a category; the rule of an earlier story is used again."""
	title = f"{category}办理时限"
	code = administrator.list("Event Category", filters={"category_name": category})[0]["name"]
	known = administrator.list("Time Limit Rule", filters={"title": title})
	(seeded,) = administrator.list(
		"Time Limit Rule",
		filters={"applies_to": EVENT, "kind": "Handle", "length_from": "The Category"},
	)
	values = administrator.ok(administrator.get(f"{RULES}/{seeded['name']}")).json()["data"]
	rows = {table: [plain(row) for row in values[table]] for table in ("stages", "steps")}
	limit = {"length_from": "This Rule", "length": hours, "unit": "Working Hours", "method": "Working Time"}
	where = {"category_doctype": "Event Category", "category": code, "is_active": 1, "rule_order": 1}
	rule = {"title": title, "kind": "Handle", "applies_to": values["applies_to"], **limit, **where, **rows}
	if known:
		return administrator.ok(administrator.put(f"{RULES}/{known[0]['name']}", **rule)) and known[0]["name"]
	return administrator.ok(administrator.post(RULES, **rule)).json()["data"]["name"]


def plain(row: dict) -> dict:
	"""A row of a child table without what makes it that row."""
	return {key: value for key, value in row.items() if key in ROW_FIELDS}


@pytest.fixture(scope="session")
def chromium():
	expect.set_options(timeout=PATIENCE)
	with sync_playwright() as playwright:
		browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
		yield browser
		browser.close()


@pytest.fixture(scope="session")
def sessions() -> dict[str, list]:
	"""The cookies of whoever has signed in at the desk."""
	return {}


@pytest.fixture
def desk_of(chromium: Browser, address, accounts, sessions):
	"""desk_of("dispatcher") is that demo person's own browser window, logged in; no script may fail in it."""
	desks = []

	def opened(role: str) -> Desk:
		context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
		context.set_default_timeout(PATIENCE)
		context.add_cookies(sessions.get(role, []))
		desks.append(Desk(context.new_page(), address, **accounts[role]))
		sessions[role] = context.cookies()
		return desks[-1]

	yield opened
	for desk in desks:
		desk.page.context.close()
	assert not [error for desk in desks for error in desk.script_errors]


@pytest.fixture(scope="session")
def backstage(address) -> Backstage:
	return Backstage(urlsplit(address).hostname)


@pytest.fixture
def working_hours_for(person):
	"""working_hours_for("垃圾清运收费", 1) gives events of that category one working hour while the story lasts."""
	administrator = person("governance_administrator")
	made = []

	def limited(category: str, hours: int) -> None:
		made.append(limit_of(administrator, category, hours))

	yield limited
	for rule in made:
		administrator.ok(administrator.put(f"{RULES}/{rule}", is_active=0))


@pytest.fixture(scope="session")
def pictures() -> Path:
	return PICTURES
