"""The web server in front of the site: default site, static files, who is let in."""

from http.client import HTTPConnection
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


@pytest.mark.parametrize(
	"path",
	[
		"/files/../../site_config.json",
		"/files/%2e%2e/%2e%2e/site_config.json",
		"/files/..%2f..%2fsite_config.json",
		"/assets/../common_site_config.json",
		"/assets/..%2fcommon_site_config.json",
		"/private/files/secret.txt",
		"/site_config.json",
	],
)
def test_nothing_outside_the_public_folders_is_served(address, path):
	place = urlsplit(address)
	connection = HTTPConnection("127.0.0.1", place.port)
	connection.request("GET", path, headers={"Host": place.netloc})
	answer = connection.getresponse()
	assert answer.status in (403, 404)
	assert b"db_password" not in answer.read()


def test_site_header_cannot_name_a_folder_that_is_no_site(server):
	for name in ("../sites/assets", "assets", "."):
		answer = requests.get(f"{server}/api/method/ping", headers={"X-Frappe-Site-Name": name})
		assert answer.status_code == 200


def test_public_file_of_the_site_is_served(person):
	clerk = person("window_clerk")
	upload = clerk.session.post(
		f"{clerk.base}/api/method/upload_file", files={"file": ("告示.txt", "通知")}, data={"is_private": 0}
	)
	url = clerk.ok(upload).json()["message"]["file_url"]
	assert clerk.ok(clerk.get(url)).content.decode() == "通知"


def test_wrong_password_is_refused(server, accounts):
	answer = requests.post(
		f"{server}/api/method/login", json={"usr": accounts["auditor"]["user"], "pwd": "wrong"}
	)
	assert answer.status_code == 401
