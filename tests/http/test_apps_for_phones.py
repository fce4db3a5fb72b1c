"""The shells of the apps for phones, as any browser asks for them."""

import re
from urllib.parse import urlsplit

import pytest
import requests

from tests.people import Person


@pytest.fixture
def visitor(address):
	"""Somebody without an account: visitor("/portal") is the answer."""
	host = urlsplit(address)

	def asks(path: str, **options) -> requests.Response:
		headers = {"Host": host.netloc}
		return requests.get(f"http://127.0.0.1:{host.port}{path}", headers=headers, timeout=30, **options)

	return asks


@pytest.mark.parametrize("path", ("/portal", "/portal/signs"))
def test_public_page_opens_for_everybody(visitor, path):
	page = visitor(path)
	assert page.status_code == 200, page.text[:500]
	assert "玉门社会治理" in page.text
	assert '"csrf_token": null' in page.text
	addresses = re.findall(r'(?:src|href)="(/assets/[^"]+)"', page.text)
	assert any(address.endswith(".js") for address in addresses)
	for address in addresses:
		assert visitor(address).status_code == 200, address


def test_field_app_asks_for_a_login(visitor):
	answer = visitor("/grid", allow_redirects=False)
	assert answer.status_code in (301, 302)
	assert answer.headers["Location"].endswith("/login?redirect-to=/grid")


def test_field_app_opens_for_a_member(address, accounts):
	# a session of its own: from now on the server wants its token with whatever that session sends
	page = Person(address, **accounts["grid_member"]).get("/grid")
	assert page.status_code == 200
	assert re.search(r'"csrf_token": "\w{20,}"', page.text)
	assert "no-store" in page.headers.get("Cache-Control", "")


def test_shell_that_a_phone_keeps_knows_nobody(visitor, address, accounts):
	own = Person(address, **accounts["grid_member"]).get("/grid-shell")
	for page in (visitor("/grid-shell"), own):
		assert page.status_code == 200
		assert 'id="boot">{}</script>' in page.text
		assert accounts["grid_member"]["user"] not in page.text


@pytest.mark.parametrize("door", ("portal", "grid"))
def test_service_worker_stands_at_the_root(visitor, door):
	worker = visitor(f"/{door}-sw.js")
	assert worker.status_code == 200
	assert worker.headers["Content-Type"].startswith("text/javascript")
	assert worker.headers["Cache-Control"] == "no-cache"
	assert f"/assets/yumen_governance/frontend/{door}/" in worker.text
