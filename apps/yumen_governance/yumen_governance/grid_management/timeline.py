"""The timeline: one append-only row for every action on a case."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

import frappe

from yumen_governance.grid_management.code_written import write
from yumen_governance.grid_management.many_rows import insert_rows


@dataclass(frozen=True)
class Act:
	"""What somebody did to a case: the fields of a Timeline Entry that the case doesn't tell."""

	action: str
	actor: str
	actor_role: str | None
	acted_on: datetime
	from_state: str
	to_state: str
	opinion: str | None = None


def record(doc, before, act: Act):
	"""Write one Timeline Entry for an action on a case.

	:param doc: the case as it is saved
	:param before: the case as it was, for the grid and unit that it leaves
	:return: the inserted Timeline Entry
	"""
	entry = frappe.new_doc("Timeline Entry")
	entry.update({"reference_doctype": doc.doctype, "reference_name": doc.name, **asdict(act)})
	entry.update({"from_grid": before.get("lead_grid"), "from_unit": before.get("lead_unit")})
	entry.update({"to_grid": doc.get("lead_grid"), "to_unit": doc.get("lead_unit")})
	return write(entry)


def note(doc, action: str, user: str, role: str | None, now: datetime, opinion: str | None = None) -> None:
	"""Write an act that leaves the state of a case as it is.

	:param doc: a governed record
	:param action: one of the deeds that the app seeds as Workflow Actions
	:param role: the role in which the person acts, see `acting_role`
	"""
	state = doc.workflow_state
	record(doc, doc, Act(action, user, role, now, from_state=state, to_state=state, opinion=opinion))


def acting_role(user: str, roles: Iterable[str]) -> str | None:
	"""Return the first of these roles that a person holds; None when they hold none."""
	held = set(frappe.get_roles(user))
	return next((role for role in roles if role in held), None)


def record_many(rows: list[dict]) -> None:
	"""Write Timeline Entries of what the system did by itself, in one statement.

	:param rows: the fields of each entry, the same in all; without an actor, for nobody did it
	"""
	insert_rows("Timeline Entry", rows)
