"""The mediators of the demo city, invented, and the committees in which they are; the first of each is its director."""

import frappe
from frappe.utils import add_days, getdate

from yumen_governance.demo.dataset import mail_of, phone, read

STUDIO_HEADS = {"CS-01": "和致远", "CS-02": "闻思远", "CS-03": "谷清扬"}
TERM_BEGAN = 400


def ensure_mediators() -> None:
	"""Insert the mediators who are missing, and put the committees in use that have no members yet."""
	data = read("mediators")
	for number, row in enumerate(data["mediators"], start=1):
		_ensure_mediator(row, number)
	for committee, names in data["committees"].items():
		_ensure_committee(committee, names, data["units"].get(committee))
	for studio, name in STUDIO_HEADS.items():
		_ensure_head(studio, name)


def _ensure_mediator(row: dict, number: int) -> None:
	if frappe.db.exists("Mediator", {"mediator_name": row["name"]}):
		return
	user = mail_of(row["key"]) if row.get("key") else None
	mediator = frappe.new_doc("Mediator", mediator_name=row["name"], sex=row["sex"])
	mediator.update({"phone": phone(8000 + number), "languages": row.get("languages")})
	mediator.user = user if user and frappe.db.exists("User", user) else None
	mediator.update({"is_chief": row.get("is_chief", 0), "studio": row.get("studio")})
	for each in row["types"]:
		mediator.append("specialities", {"dispute_type": each})
	for each in row.get("grids", ()):
		mediator.append("grids", {"grid": each})
	mediator.insert()


def _ensure_committee(name: str, members: list[str], unit_name: str | None) -> None:
	if not frappe.db.exists("Mediation Committee", name):
		return
	committee = frappe.get_doc("Mediation Committee", name)
	if committee.members:
		return
	for number, member in enumerate(members):
		mediator = frappe.db.get_value("Mediator", {"mediator_name": member})
		committee.append("members", {"mediator": mediator, "post": "Member" if number else "Director"})
	committee.unit = frappe.db.get_value("Functional Unit", {"unit_name": unit_name}) if unit_name else None
	committee.update({"term_from": add_days(getdate(), -TERM_BEGAN), "is_active": 1})
	committee.save()


def _ensure_head(studio: str, name: str) -> None:
	doc = frappe.get_doc("Chief Mediator Studio", studio)
	if not doc.head:
		doc.head = frappe.db.get_value("Mediator", {"mediator_name": name})
		doc.save()
