"""The permission matrix over REST: each role of the demo city, each DocType, list and report view."""

import pytest

from yumen_governance.permissions.matrix import MATRIX
from yumen_governance.permissions.rights import rights_of

# A DocType of one record has no list; the framework answers 500 to whoever asks for it.
LISTED = [doctype for doctype in MATRIX if not doctype.endswith("Settings")]
REPORT_VIEW = "/api/method/frappe.desk.reportview.get"


@pytest.fixture(scope="module")
def people(person, accounts):
	return {role: person(role) for role in accounts if role != "administrator"}


@pytest.mark.parametrize("doctype", LISTED)
def test_rest_lists_a_doctype_to_its_readers_only(people, doctype):
	for role, person in people.items():
		reads = bool({"read", "select"} & rights_of(doctype, role_name(role)))
		status = person.get(f"/api/resource/{doctype}", limit_page_length=1).status_code
		assert status == (200 if reads else 403), role


@pytest.mark.parametrize("doctype", LISTED)
def test_report_view_of_a_doctype_is_for_its_readers_only(people, doctype):
	for role, person in people.items():
		reads = bool({"read", "select"} & rights_of(doctype, role_name(role)))
		answer = person.post(REPORT_VIEW, doctype=doctype, fields='["name"]', page_length=1)
		assert answer.status_code == (200 if reads else 403), role


def role_name(account: str) -> str:
	"""The role of a demo account: its key in words; other_… and …2 have the role of their namesake."""
	return account.removeprefix("other_").rstrip("0123456789").replace("_", " ").title()
