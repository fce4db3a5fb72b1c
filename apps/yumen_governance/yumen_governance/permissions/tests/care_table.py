"""Who sees a special-group record: one literal table of roles and people, and records to try it on."""

import frappe
from frappe.utils import add_days, getdate

from yumen_governance.permissions import roles
from yumen_governance.permissions.care import HELPER, VISIT
from yumen_governance.tests.care import (
	CORRECTION,
	DRUG,
	MENTAL,
	RESETTLEMENT,
	YOUTH,
	end_care,
	helper_row,
	make_care_record,
	make_care_unit,
	make_care_visit,
)
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import (
	actor,
	invented_id,
	make_grid,
	make_grid_member,
	make_resident,
	make_unit,
	make_user,
)

RIGHTS = (
	"read",
	"write",
	"create",
	"delete",
	"report",
	"export",
	"import",
	"print",
	"email",
	"share",
	"submit",
)
OFFICER = {"read", "write", "create"}
# DocType: what each role may do with it at all; a role not named may do nothing
TABLE = {
	RESETTLEMENT: {roles.RESETTLEMENT_OFFICER: OFFICER, HELPER: {"read"}},
	CORRECTION: {roles.CORRECTION_OFFICER: OFFICER, HELPER: {"read"}},
	MENTAL: {roles.MENTAL_HEALTH_OFFICER: OFFICER, HELPER: {"read"}},
	DRUG: {roles.DRUG_RECOVERY_OFFICER: OFFICER, HELPER: {"read"}},
	YOUTH: {roles.YOUTH_PROTECTION_OFFICER: OFFICER, HELPER: {"read"}},
	VISIT: dict.fromkeys((*roles.CARE_OFFICERS, HELPER), OFFICER),
	"Legal Purpose": {
		roles.ADMINISTRATOR: {"read", "write", "create", "report", "print"},
		roles.AUDITOR: {"read", "report"},
		roles.PRIVACY_OFFICER: {"read", "report"},
		**{role: {"read"} for role in (*roles.CARE_OFFICERS, HELPER)},
	},
	"Care Statistic": {
		role: {"report"} for role in (roles.AUDITOR, roles.ADMINISTRATOR, *roles.CARE_OFFICERS)
	},
}
GROUND = "帮助刑满释放人员安置生活、就业和融入社会"
EVERY_ROLE = (*roles.ALL, "System Manager", "All", "Guest")
STAFF = ("administrator", "dispatcher", "clerk", "auditor", "registry_clerk", "privacy_officer", "technician")
# Person: what they read, and what they change, of the records that setUp makes
PEOPLE = {
	"officer": ({"mine", "ended"}, {"mine", "ended"}),
	"officer_elsewhere": ({"elsewhere"}, {"elsewhere"}),
	"officer_above": ({"mine", "ended", "elsewhere"}, {"mine", "ended", "elsewhere"}),
	"officer_without_unit": (set(), set()),
	"officer_of_another_group": (set(), set()),
	"handler_of_the_unit": (set(), set()),
	"helper": ({"mine"}, set()),
	"helper_of_the_past": (set(), set()),
	"helper_of_the_future": (set(), set()),
	"member_of_the_grid": (set(), set()),
	"leader_of_the_grid": (set(), set()),
	**dict.fromkeys(
		(
			"administrator",
			"dispatcher",
			"clerk",
			"auditor",
			"registry_clerk",
			"privacy_officer",
			"technician",
		),
		(set(), set()),
	),
}

# Action: what it is told
ASKED = {"end": ("end_reason", "ended_on"), "take_back_end": (), "review": ("conclusion",)}
# Person: who of the people of the tests; the others get an account of their own, with the officer's role
ACCOUNTS = {
	"officer": "resettlement_officer",
	"officer_of_another_group": "drug_recovery_officer",
	"handler_of_the_unit": "handler",
	"helper": "member",
	"helper_of_the_past": "other_handler",
	"helper_of_the_future": "other_leader",
	"member_of_the_grid": "other_member",
	"leader_of_the_grid": "leader",
	**{name: name for name in STAFF},
}


class CareMatrixTestCase(GovernanceTestCase):
	"""A bureau with two offices; the unit of the tests is one, with a record in care and one that ended."""

	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		frappe.set_user("Administrator")
		cls.people = {
			person: actor(ACCOUNTS[person]) if person in ACCOUNTS else make_user(roles.RESETTLEMENT_OFFICER)
			for person in PEOPLE
		}
		cls.make_units()
		cls.grid = make_grid(make_grid().name).name
		make_grid_member(cls.grid, "Grid Leader", actor("leader"))
		make_grid_member(cls.grid, user=actor("other_member"))
		cls.records = cls.make_records()
		cls.visits = {
			key: make_care_visit(record, cls.people["officer_elsewhere" if key == "elsewhere" else "officer"])
			for key, record in cls.records.items()
		}
		end_care(cls.records["ended"])
		cls.names = {record.name: key for key, record in cls.records.items()}
		cls.record = cls.records["mine"]

	@classmethod
	def make_units(cls):
		bureau = make_unit(cls.people["officer_above"], is_group=1).name
		cls.unit = make_care_unit()
		unit = frappe.get_doc("Functional Unit", cls.unit)
		unit.parent_unit = bureau
		unit.append("handlers", {"user": cls.people["handler_of_the_unit"]})
		unit.save()
		cls.elsewhere = make_unit(cls.people["officer_elsewhere"], parent_unit=bureau).name

	@classmethod
	def make_records(cls) -> dict:
		today, people = getdate(), cls.people
		helpers = [
			helper_row(RESETTLEMENT, people["helper"]),
			helper_row(RESETTLEMENT, people["helper_of_the_past"], to_date=add_days(today, -1)),
			helper_row(RESETTLEMENT, people["helper_of_the_future"], from_date=add_days(today, 1)),
		]
		return {
			"mine": cls.made(cls.unit, helpers=helpers, goals="Find work"),
			"ended": cls.made(cls.unit, people["helper"]),
			"elsewhere": cls.made(cls.elsewhere, user=people["officer_elsewhere"]),
		}

	@classmethod
	def made(cls, unit: str, helper: str | None = None, **values):
		number = invented_id()
		make_resident(cls.grid, id_number=number)
		return make_care_record(RESETTLEMENT, unit, number, helper, **values)

	def seen(self, names) -> set[str]:
		return {self.names[name] for name in names if name in self.names}
