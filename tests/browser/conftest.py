"""Real Chromium, one window per person."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.desk import Desk

PATIENCE = 30_000
FLAGS = (
	"--no-sandbox",
	"--disable-gpu",
	"--disable-background-networking",
	"--host-resolver-rules=MAP *.localhost 127.0.0.1",
)
PICTURES = Path(__file__).parents[2] / ("docs" if os.environ.get("UPDATE_PICTURES") else "logs")


@pytest.fixture(scope="session")
def chromium():
	expect.set_options(timeout=PATIENCE)
	with sync_playwright() as playwright:
		browser = playwright.chromium.launch(
			executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS
		)
		yield browser
		browser.close()


@pytest.fixture
def desk_of(chromium: Browser, address, accounts):
	"""desk_of("dispatcher") is that demo person's own browser window, logged in."""
	windows = []

	def opened(role: str) -> Desk:
		context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
		context.set_default_timeout(PATIENCE)
		windows.append(context)
		return Desk(context.new_page(), address, **accounts[role])

	yield opened
	for context in windows:
		context.close()


@pytest.fixture(scope="session")
def pictures() -> Path:
	return PICTURES
