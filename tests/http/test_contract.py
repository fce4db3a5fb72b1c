"""The contract holds: whatever is sent to a function, the server doesn't fail, shows no code, and keeps nothing of what it refused.

Schemathesis makes the inputs from the contract itself, so that a new function is tried with its first commit.
"""

import os
from urllib.parse import urlsplit

import pytest
import requests

from tests.http import contract

ADDRESS = os.environ.get("TEST_URL", "")
OPERATIONS = contract.operations(ADDRESS) if ADDRESS else {}
OPEN = [name for name, each in OPERATIONS.items() if not each.definition.raw["security"]]
FOR_STAFF = sorted(set(OPERATIONS) - set(OPEN))
# Roles that reach most functions, each with so many inputs
STAFF = {"governance_administrator": 3, "dispatcher": 2, "grid_leader": 2}
VISITORS = 12


@pytest.fixture(scope="module")
def rows(address):
	with contract.Rows(urlsplit(address).hostname).watched() as watched:
		yield watched


@pytest.fixture
def kept(rows):
	"""kept(statuses) holds that a function which refused everything has written nothing."""
	before, statuses = rows.known or rows.counted(), []
	rows.known = None
	yield statuses
	if statuses and all(status >= 400 for status in statuses):
		after = rows.counted()
		assert after == before, contract.changed(before, after)
		rows.known = after


@pytest.fixture
def visitor(address):
	"""A session without an account that comes from another address each time, as a crowd would."""
	host, session = urlsplit(address), requests.Session()
	session.headers.update({"Host": host.netloc, "Accept": "application/json"})
	yield session, f"http://127.0.0.1:{host.port}"
	session.close()


def test_contract_lists_open_and_guarded_functions(visitor):
	session, base = visitor
	served = session.get(f"{base}{contract.PATH}", timeout=30)
	assert served.headers["Content-Type"].startswith("application/json")
	assert (
		session.get(
			f"{base}{contract.PATH}", headers={"If-None-Match": served.headers["ETag"]}, timeout=30
		).status_code
		== 304
	)
	assert "portal.tip_off.post" in OPEN and "intake.take_in.post" in FOR_STAFF


@pytest.mark.parametrize("name", OPEN)
def test_open_function_stands_whatever_visitors_send(visitor, kept, name):
	session, base = visitor
	numbers = iter(range(1_000_000))

	def tried(case) -> None:
		number = next(numbers)
		session.headers["X-Forwarded-For"] = f"198.18.{hash(name) % 250}.{number % 250}"
		response = case.call(base_url=base, session=session, timeout=60)
		kept.append(response.status_code)
		contract.check(case, response)

	contract.examples(OPERATIONS[name], VISITORS)(tried)


@pytest.mark.parametrize("name", FOR_STAFF)
def test_function_for_staff_stands_whatever_they_send(person, kept, name):
	for role, most in STAFF.items():
		contract.examples(OPERATIONS[name], most)(sent_by(person(role), kept))


def sent_by(someone, kept: list[int]):
	"""A trial of what somebody with a session sends."""

	def tried(case) -> None:
		response = case.call(base_url=someone.base, session=someone.session, timeout=60)
		kept.append(response.status_code)
		contract.check(case, response)

	return tried


@pytest.mark.parametrize("name", FOR_STAFF)
def test_function_for_staff_refuses_whoever_has_no_session(visitor, kept, name):
	session, base = visitor
	verb, path = OPERATIONS[name].method.upper(), OPERATIONS[name].path
	answer = session.request(verb, f"{base}{path}", timeout=30)
	kept.append(answer.status_code)
	assert answer.status_code in (401, 403), answer.text[:500]


@pytest.mark.parametrize(
	"body", ("{", "[1]", "null", "\ud800".encode("utf-8", "surrogatepass"), b"\xff\xfe", "1" * 100)
)
def test_body_that_is_no_object_is_the_senders_fault(visitor, kept, body):
	session, base = visitor
	path = "/api/method/yumen_governance.api.portal.track"
	data = body if isinstance(body, bytes) else body.encode()
	answer = session.post(
		f"{base}{path}", data=data, headers={"Content-Type": "application/json"}, timeout=30
	)
	kept.append(answer.status_code)
	assert 400 <= answer.status_code < 500, answer.text[:500]
	assert "Traceback" not in answer.text
