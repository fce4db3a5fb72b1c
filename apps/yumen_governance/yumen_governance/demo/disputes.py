"""A handful of disputes in different stages, made by the code that the desk uses, as the people who would do it."""

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import now_datetime

from yumen_governance.demo.dataset import mail_of, phone, read
from yumen_governance.dispute_resolution import moves, tasks_of_case
from yumen_governance.dispute_resolution.opening import open_case
from yumen_governance.dispute_resolution.steps import open_step
from yumen_governance.dispute_resolution.tasks_of_case import Order
from yumen_governance.registry.identifiers import with_check_digit

CASE = "Dispute Case"
LOADED = "governance_demo_disputes_loaded"
LEADER = "centre_director"
# A region that is not allocated
REGION = "990000"
FIELDS = (
	*("title", "dispute_type", "case_source", "grid", "address", "facts", "claim", "amount_claimed"),
	*("is_group_case", "people_count", "skip_level_petition", "domestic_violence", "risk_violence"),
)
PARTY_FIELDS = ("side", "party_kind", "party_name", "legal_representative", "address", "is_representative")


def ensure_disputes() -> None:
	"""Insert the disputes once; a second call finds the mark that was set in the same transaction."""
	if frappe.db.get_default(LOADED):
		return
	user = frappe.session.user
	try:
		for row in read("disputes"):
			_make(row)
	finally:
		frappe.set_user(user)
	frappe.db.set_default(LOADED, "1")


def _make(row: dict) -> None:
	by, now = mail_of(row["by"]), now_datetime()
	frappe.set_user(by)
	values = {name: row[name] for name in FIELDS if name in row}
	case = open_case(None, values, [_party(party) for party in row["parties"]], by, now)
	frappe.set_user(mail_of(LEADER))
	if row["reach"] == "Accepted":
		apply_workflow(frappe.get_doc(CASE, case.name), "Accept")
	for task in row.get("tasks", ()):
		unit = frappe.db.get_value("Functional Unit", {"unit_name": task["unit"]})
		order = Order(unit, task["role"], task["asked"])
		tasks_of_case.assign(case.name, order, mail_of(LEADER), now)
	if row.get("method"):
		open_step(case.name, row["method"], mail_of(LEADER), now)
	if row["reach"] == "Case Closed":
		moves.resolve(case.name, row["outcome"], row["outcome_note"], now)
		apply_workflow(frappe.get_doc(CASE, case.name), "Close Case")


def _party(row: dict) -> dict:
	values = {name: row[name] for name in PARTY_FIELDS if name in row}
	values["phone"] = phone(row["phone"])
	if "born" in row:
		serial = 2 * (row["phone"] % 400) + (row.get("sex", "1") == "1")
		values["id_number"] = with_check_digit(f"{REGION}{row['born']}{serial:03}")
	return values
