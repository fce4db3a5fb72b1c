"""One person in each special group, with a plan, a helper from the grid and a first visit; all invented."""

from datetime import timedelta

import frappe
from frappe.utils import add_years, getdate

from yumen_governance.demo.dataset import accounts, mail_of, read
from yumen_governance.permissions import scope
from yumen_governance.registry.sealing.envelope import unseal

LOADED = "governance_demo_care_loaded"
COMMUNITY = "620981001001"


def ensure_care() -> None:
	"""Insert the records once; a second call finds the mark set in the same transaction."""
	if frappe.db.get_default(LOADED):
		return
	user, today, taken = frappe.session.user, getdate(), []
	try:
		for row in read("care"):
			taken.append(_resident(row["age"], today, taken))
			_add(row, taken[-1], today)
	finally:
		_become(user)
	frappe.db.set_default(LOADED, "1")


def _become(user: str) -> None:
	frappe.set_user(user)
	scope.forget()


def _resident(ages: list[int], today, taken: list[str]) -> str:
	youngest, oldest = ages
	born = ["between", [add_years(today, -oldest), add_years(today, -youngest)]]
	filters = {
		"grid": ["like", f"{COMMUNITY}%"],
		"status": "Active",
		"birth_date": born,
		"name": ["not in", taken or [""]],
	}
	return frappe.get_all("Resident", filters, pluck="name", order_by="name", limit=1)[0]


def _add(row: dict, resident: str, today) -> None:
	helper = _helper()
	_become(accounts()[row["officer"]])
	record = frappe.get_doc(
		{
			"doctype": row["doctype"],
			"id_number": _id_number(resident),
			"legal_purpose": row["purpose"],
			"responsible_unit": frappe.db.get_value("Functional Unit", {"unit_name": row["unit"]}),
			"started_on": today - timedelta(days=40),
			"goals": row["goals"],
			"needs": row["needs"],
			"measures": [
				{"measure": measure, "due_on": today + timedelta(days=days)}
				for measure, days in row["measures"]
			],
			"helpers": [{"user": helper, "role": row["role"]}],
		}
	).insert()
	_become(helper)
	purpose, findings = row["visit"]
	visit = {"care_doctype": record.doctype, "care_record": record.name, "way": "Home Visit"}
	said = {"purpose": purpose, "findings": findings, "visited_on": today - timedelta(days=7)}
	frappe.get_doc({"doctype": "Care Visit", **visit, **said}).insert()


def _helper() -> str:
	"""Return a member of the community whose account isn't one of those that stand for a role."""
	members = sorted(grid for grid in read("people")["members"] if grid.startswith(COMMUNITY))
	return mail_of(f"member{members[0]}")


def _id_number(resident: str) -> str:
	return unseal("Resident", resident, frappe.db.get_value("Resident", resident, "sealed"))["id_number"]
