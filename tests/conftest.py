"""What the tests of a running bench share: its address and the demo people who use it."""

import json
import os
from pathlib import Path

import pytest

from tests.people import Person


@pytest.fixture(scope="session")
def address() -> str:
	return os.environ["TEST_URL"]


@pytest.fixture(scope="session")
def accounts() -> dict[str, dict[str, str]]:
	return json.loads(Path(os.environ["TEST_ACCOUNTS"]).read_text())


@pytest.fixture(scope="session")
def person(address, accounts):
	"""person("dispatcher") is that demo person, logged in through REST."""
	known: dict[str, Person] = {}

	def logged_in(role: str) -> Person:
		if role not in known:
			known[role] = Person(address, **accounts[role])
		return known[role]

	return logged_in
