"""The web server in front of the site: default site, static files, who is let in."""

from urllib.parse import urlsplit

import pytest
import requests


@pytest.fixture
def server(address) -> str:
	return f"http://127.0.0.1:{urlsplit(address).port}"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "no-such-site.localhost"])
def test_address_that_names_no_site_is_the_default_site(server, accounts, host):
	answer = requests.post(
		f"{server}/api/method/login",
		headers={"Host": host},
		json={"usr": accounts["auditor"]["user"], "pwd": accounts["auditor"]["password"]},
	)
	assert answer.status_code == 200


def test_desk_assets_are_served(server, address):
	login = requests.get(f"{server}/login", headers={"Host": urlsplit(address).netloc})
	assert login.status_code == 200
	bundle = login.text.split("/assets/frappe/dist/", 1)[1].split('"')[0]
	assert requests.get(f"{server}/assets/frappe/dist/{bundle}").status_code == 200


def test_private_files_are_not_served_as_static(server):
	assert requests.get(f"{server}/private/files/x.txt").status_code in (403, 404)
	assert requests.get(f"{server}/files/../site_config.json").status_code == 404
	assert requests.get(f"{server}/files/%2e%2e/%2e%2e/site_config.json").status_code == 404


def test_wrong_password_is_refused(server, accounts):
	answer = requests.post(
		f"{server}/api/method/login", json={"usr": accounts["auditor"]["user"], "pwd": "wrong"}
	)
	assert answer.status_code == 401
