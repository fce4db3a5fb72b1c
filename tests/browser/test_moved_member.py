"""A member is given another grid while their phone is away: at the next contact it has the new grid's records alone."""

import uuid

import pytest
from playwright.sync_api import expect

from tests.browser.grid_app import phone_of
from tests.browser.offline_phone import RECORDS, kept_in
from tests.browser.phone import Phone
from tests.people import Person

# No other story signs in as this member
MEMBER = "member620981101202001@yumen.example"
OLD, NEW = "620981101202001", "620981102201002"
POST = "/api/resource/Grid Member"


@pytest.fixture
def administrator(person) -> Person:
	return person("governance_administrator")


@pytest.fixture
def move(administrator):
	"""move(grid) gives the member another grid; after the story they have their own again."""
	name = administrator.list("Grid Member", filters={"user": MEMBER})[0]["name"]

	def moved(grid: str) -> None:
		administrator.ok(administrator.put(f"{POST}/{name}", grid=grid))

	moved(OLD)
	yield moved
	moved(OLD)


@pytest.fixture
def phone(chromium, address, backstage, move):
	opened = phone_of(chromium, address, backstage.account(MEMBER, uuid.uuid4().hex))
	yield opened
	opened.close()


def test_a_member_with_another_grid_loses_the_records_of_the_old_one(phone, move, administrator):
	(old, old_title), (new, new_title) = (grid_of(administrator, grid) for grid in (OLD, NEW))
	homes = {path: heads_in(administrator, path) for path in (old, new)}
	phone.expect_words(old_title)
	assert paths_on(phone, old) and not paths_on(phone, new)
	expect_to_find(phone, homes[old], True)
	expect_to_find(phone, homes[new], False)
	phone.page.context.set_offline(True)
	move(NEW)
	expect_to_find(phone, homes[old], True)
	phone.page.context.set_offline(False)
	expect_to_find(phone, homes[new], True)
	expect_to_find(phone, homes[old], False)
	assert paths_on(phone, new) and not paths_on(phone, old)
	phone.page.get_by_role("link", name="更多").tap()
	phone.expect_words(new_title)
	expect(phone.page.get_by_text(old_title)).to_have_count(0)


def grid_of(administrator: Person, grid: str) -> tuple[str, str]:
	"""The path and the name of a grid."""
	fields = ["grid_path", "grid_name"]
	(row,) = administrator.list("Grid", filters={"name": grid}, fields=fields)
	return row["grid_path"], row["grid_name"]


def heads_in(administrator: Person, path: str) -> str:
	"""The head of a household that lives in a grid."""
	filters = {"grid_path": path, "status": "Active"}
	return administrator.list("Household", filters=filters, fields=["head_name"])[0]["head_name"]


def paths_on(phone: Phone, path: str) -> list[str]:
	"""The records on the phone that lie in a grid."""
	return [row["name"] for row in kept_in(phone, RECORDS, "about") if row["path"].startswith(path)]


def expect_to_find(phone: Phone, head: str, is_there: bool) -> None:
	"""Whether a household is found by its head's name, on a page that is open since before."""
	if not phone.page.url.endswith("/registry"):
		phone.open("/grid/registry")
	search = phone.page.get_by_role("searchbox")
	search.fill(head)
	found = phone.page.get_by_role("main").get_by_role("listitem").filter(has_text=head)
	expect(found).not_to_have_count(0) if is_there else expect(found).to_have_count(0)
