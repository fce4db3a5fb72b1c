"""The invariant checker sees what it is there to see: each rule finds a violation that is planted, and rolled back."""

import uuid

import frappe
import pytest
from frappe.utils import add_to_date, now_datetime

from tests.faults import invariants
from tests.faults.reporting import post, report_of
from yumen_governance.events.intake import keys as intake_keys
from yumen_governance.events.tally.layout import TABLE as TALLY

EVENT = "Governance Event"


@pytest.fixture(scope="module")
def event(site, person) -> str:
	"""An event that was taken in."""
	clerk = person("window_clerk")
	return clerk.ok(post(clerk, report_of(clerk), uuid.uuid4().hex)).json()["message"]["event"]


@pytest.fixture(scope="module")
def before(event) -> set[str]:
	invariants.settle()
	return set(invariants.violations())


@pytest.fixture(autouse=True)
def unharmed() -> None:
	"""What is planted here is rolled back: nothing is looked at afterwards."""


@pytest.fixture
def found(before):
	"""found() are the violations that were not there before the test planted its own."""
	frappe.db.rollback()
	yield lambda acknowledged=None: set(invariants.found_in_this_transaction(acknowledged)) - before
	frappe.db.rollback()


def plant(doctype: str, name: str, **values) -> None:
	frappe.db.set_value(doctype, name, values, update_modified=False)


def insert(doctype: str, **values) -> str:
	doc = frappe.get_doc({"doctype": doctype, **values})
	doc.name = doc.name or frappe.generate_hash(length=20)
	doc.owner = doc.modified_by = "Administrator"
	doc.db_insert()
	return doc.name


def test_a_site_that_nobody_harmed_has_no_new_violation(found):
	assert found() == set()


def test_a_lost_event_is_seen(found):
	assert any("acknowledged" in each for each in found({"a key": "GE-2026-99999"}))


def test_one_event_for_two_answers_is_seen(found, event):
	assert any("2 keys" in each for each in found({"one": event, "two": event}))


def test_an_event_under_two_keys_is_seen(found, event):
	frappe.db.sql(
		f"insert into `{intake_keys.TABLE}` (source, idempotency_key, digest, event, taken_on) values ('Window', 'planted', '', %s, now())",
		event,
	)
	assert any("was taken in 2 times" in each for each in found())


def test_a_number_that_is_given_twice_is_seen(found, event):
	head, year, number = event.split("-")
	insert(EVENT, name=f"{head}-{year}-0{number}", title="x")
	assert any("given twice" in each for each in found())


def test_a_sequence_that_fell_back_is_seen(found, event):
	insert(EVENT, name=f"{event.rpartition('-')[0]}-9999999", title="x")
	assert any("next number" in each for each in found())


@pytest.mark.parametrize("doctype", ["Timeline Entry", "Case Clock"])
def test_half_an_event_is_seen(found, event, doctype):
	frappe.db.delete(doctype, {"reference_name": event})
	assert any(f"{event} has no {doctype}" in each for each in found())


def a_clock(**values) -> str:
	"""A clock of a case as it stands, whose ladder has steps."""
	table = frappe.qb.DocType("Case Clock")
	query = frappe.qb.from_(table).select(table.name).where(table.status == "Running")
	query = query.where(table.next_step_on > add_to_date(now_datetime(), minutes=10))
	name = query.limit(1).run()[0][0]
	if values:
		plant("Case Clock", name, **values)
	return name


def an_escalation(clock: str, **values) -> str:
	case = frappe.db.get_value("Case Clock", clock, ["reference_doctype", "reference_name"], as_dict=True)
	moment = now_datetime()
	return insert(
		"Case Escalation",
		clock=clock,
		step=90,
		**case,
		**{"step_on": moment, "escalated_on": moment, **values},
	)


def test_a_step_that_happened_twice_is_seen(found, monkeypatch):
	"""The index of the database keeps it out; the rule doesn't take its word for it."""
	sql = frappe.db.sql
	doubled = lambda query, *rest, **more: (  # noqa: E731 - a stand-in for one statement
		[("a clock", 1, 2)] if "group by clock, step" in query else sql(query, *rest, **more)
	)
	monkeypatch.setattr(frappe.db, "sql", doubled)
	assert any("happened 2 times" in each for each in found())


def test_a_step_before_its_time_is_seen(found):
	an_escalation(a_clock(), step_on=add_to_date(now_datetime(), days=1))
	assert any("before its time" in each for each in found())


def test_a_step_that_was_left_out_is_seen(found):
	past = add_to_date(now_datetime(), years=-1)
	name = a_clock(started_on=past, runs_since=past, due_on=past, allowed_seconds=3600, used_seconds=0)
	assert any("hasn't happened" in each and name in each for each in found())


def test_a_clock_that_waits_for_nothing_is_seen(found):
	name = a_clock(next_step_on=None)
	assert any(f"clock {name} waits for None" in each for each in found())


def test_a_wrong_counter_is_seen(found):
	frappe.db.sql(f"update `{TALLY}` set n = n + 1 where area = 'all' limit 1")
	assert any("are counted" in each for each in found())


def test_an_event_that_nobody_counted_is_seen(found, event):
	plant(EVENT, event, lead_unit="nobody's unit")
	assert any("isn't counted" in each for each in found())


def test_a_changed_row_of_the_access_log_is_seen(found):
	from yumen_governance.registry.sensitive_access import record_access

	row = record_access(None, None, "Phone", user="Administrator")
	assert found() == set()
	plant("Sensitive Access Log", row.name, what="Nothing")
	assert any("access log" in each for each in found())


def test_rows_of_no_case_are_seen(found, event):
	missing = {"reference_doctype": EVENT, "reference_name": "GE-0000-0"}
	planted = [
		insert("Timeline Entry", action="x", **missing),
		insert("Case Clock", kind="Handle", **missing),
		insert("Outgoing Notice", notice_key=frappe.generate_hash(), **missing),
		insert("Workflow Action", **missing),
		insert("Case Clock Change", parent="no clock", parenttype="Case Clock", parentfield="changes"),
		insert("Event Task", event="GE-0000-1"),
	]
	frappe.db.sql("insert into event_search_key values (1, '', now(), 'GE-0000-2')")
	frappe.db.sql("insert into registry_search_key values ('RES-0', 1, '')")
	text = " ".join(found())
	assert all(name in text for name in planted[:4])
	assert all(name in text for name in ("no clock", "GE-0000-1", "GE-0000-2", "RES-0"))


def test_work_of_a_person_in_another_name_is_seen(found, event):
	plant(EVENT, event, owner="Administrator")
	assert any(f"owner of {event} is Administrator" in each for each in found())
	plant(EVENT, event, owner="somebody@example.com", modified_by="Administrator")
	assert any(f"modified_by of {event} is Administrator" in each for each in found())


@pytest.mark.parametrize("actor", ["Administrator", "somebody@example.com"])
def test_a_line_of_the_timeline_in_another_name_is_seen(found, event, actor):
	name = insert("Timeline Entry", action="x", reference_doctype=EVENT, reference_name=event, actor=actor)
	assert any(f"Timeline Entry {name} by {actor}" in each for each in found())
