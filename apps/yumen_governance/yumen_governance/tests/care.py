"""Care records for tests: their officers, units and records."""

import frappe

from yumen_governance.permissions.care import CARE_DOCTYPES, VISIT
from yumen_governance.tests.case import GovernanceTestCase, acting_as
from yumen_governance.tests.factories import (
	actor,
	invented_id,
	make_grid,
	make_resident,
	make_unit,
	next_number,
)

RESETTLEMENT, CORRECTION, MENTAL, DRUG, YOUTH = CARE_DOCTYPES
# DocType: its officer among the people of the tests, a legal purpose of it, a role in its teams, a reason of end
KINDS = {
	RESETTLEMENT: ("resettlement_officer", "0101", "care_role-02", "care_end-01"),
	CORRECTION: ("correction_officer", "0201", "correction_group-02", "correction_end-01"),
	MENTAL: ("mental_health_officer", "0301", "care_participant-05", "care_end-01"),
	DRUG: ("drug_recovery_officer", "0401", "care_role-02", "care_end-01"),
	YOUTH: ("youth_protection_officer", "0501", "care_role-02", "care_end-01"),
}


def officer(doctype: str) -> str:
	"""Return the user name of the officer of a group."""
	return actor(KINDS[doctype][0])


def purpose(doctype: str) -> str:
	"""Return a legal purpose of a group."""
	return KINDS[doctype][1]


def helper_row(doctype: str, user: str | None, **values) -> dict:
	"""Return a row that names a helper."""
	return {"user": user, "role": KINDS[doctype][2], **values}


def make_care_unit() -> str:
	"""Insert a unit in which all five officers handle, and return its name."""
	return make_unit(*(officer(doctype) for doctype in CARE_DOCTYPES)).name


def make_care_record(doctype: str, unit: str, id_number: str, helper: str | None = None, **values):
	"""Insert a care record as its officer (or as `user`), with one helper when named."""
	record = {
		"doctype": doctype,
		"id_number": id_number,
		"legal_purpose": purpose(doctype),
		"responsible_unit": unit,
		"started_on": "2026-01-01",
		"helpers": [helper_row(doctype, helper)] if helper else [],
	}
	with acting_as(values.pop("user", officer(doctype))):
		return frappe.get_doc({**record, **values}).insert()


def make_care_visit(record, user: str, **values):
	"""Insert a visit as a person."""
	visit = {"care_doctype": record.doctype, "care_record": record.name}
	said = {"purpose": f"Purpose {next_number()}", "findings": f"Findings {next_number()}"}
	with acting_as(user):
		return frappe.get_doc({"doctype": VISIT, **visit, **said, **values}).insert()


def end_care(record, ended_on: str = "2026-02-01", reason: str | None = None, **values):
	"""End a record as its officer."""
	with acting_as(officer(record.doctype)):
		doc = frappe.get_doc(record.doctype, record.name)
		doc.end(KINDS[record.doctype][3] if reason is None else reason, ended_on, **values)
	record.reload()
	return record


class CareTestCase(GovernanceTestCase):
	"""One unit in which all five officers handle, and a grid for the residents."""

	end = staticmethod(end_care)
	make_visit = staticmethod(make_care_visit)

	def setUp(self):
		super().setUp()
		self.grid = make_grid(make_grid().name).name
		self.unit = make_care_unit()

	def make_person(self, **values):
		"""Insert a resident; return the record and the whole number."""
		number = values.pop("id_number", None) or invented_id()
		return make_resident(values.pop("grid", self.grid), id_number=number, **values), number

	def make_record(self, doctype: str = RESETTLEMENT, helper: str | None = None, **values):
		"""Insert a care record of a new person, or of the one with `id_number`."""
		number = values.pop("id_number", None) or self.make_person()[1]
		unit = values.pop("responsible_unit", self.unit)
		return make_care_record(doctype, unit, number, helper, **values)
