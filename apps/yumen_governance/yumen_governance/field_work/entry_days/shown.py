"""Plans and summaries as a phone and a form show them; set-based, and with what only this reader may know of a household."""

from collections.abc import Iterable
from itertools import chain

import frappe
from frappe import _
from frappe.utils import getdate

from yumen_governance.field_work.entry_days.facts import known_to
from yumen_governance.grid_management.related_rows import child_rows, titles_of
from yumen_governance.permissions import case
from yumen_governance.permissions.scope import Scope
from yumen_governance.permissions.visits import leads

PLAN, EVENT = "Entry Day Plan", "Governance Event"
VISIT_COLUMNS = (
	*("household", "head_name", "address", "grid", "seen_on", "reason", "event", "purpose"),
	*("outcome", "visit", "note"),
)
ACTIVITY_COLUMNS = (*("activity", "done", "findings", "done_on", "decision", "decision_note", "event"),)


def finish_plans(rows: list[dict], scope: Scope) -> list[dict]:
	"""Add to plans their households and activities, labels, and what the reader may do."""
	names = [row["name"] for row in rows]
	visits = child_rows("Planned Visit", PLAN, names, VISIT_COLUMNS)
	activities = child_rows("Planned Activity", PLAN, names, ACTIVITY_COLUMNS)
	_name_events(list(chain(*visits.values())), scope)
	_name_activities(list(chain(*activities.values())))
	_tell_reader(chain(*visits.values()), scope.user)
	titles = titles_of("Grid", "grid_name", (row["grid"] for row in rows))
	for row in rows:
		row["grid_title"] = titles.get(row["grid"], "")
		row["status_label"] = _(row["status"])
		row["is_mine"] = int(row["user"] == scope.user)
		row["may_lead"] = int(leads(scope.user, row["grid_path"]))
		row["visits"], row["activities"] = visits[row["name"]], activities[row["name"]]
	return rows


def finish_summaries(rows: list[dict], scope: Scope) -> list[dict]:
	"""Add names of grids and people to summaries."""
	titles = titles_of("Grid", "grid_name", (row["grid"] for row in rows))
	for row in rows:
		row["grid_title"] = titles.get(row["grid"], "")
		row["status_label"] = _(row["status"])
	return rows


def for_form(plan, user: str) -> dict:
	"""Return what the form shows beside the plan itself: what only this reader knows, and what they may do."""
	visits = [{"household": row.household} for row in plan.visits]
	_tell_reader(visits, user)
	return {
		"known": {row["household"]: row["known_to_you"] for row in visits if row["known_to_you"]},
		"may_lead": leads(user, plan.grid_path),
		"is_mine": user == plan.user,
		"has_begun": getdate(plan.entry_day) <= getdate(),
	}


def _name_events(rows: list[dict], scope: Scope) -> None:
	"""Say why a household is there, and what its event is called where the reader may open it."""
	titles = _open_events({row["event"] for row in rows if row["event"]}, scope)
	for row in rows:
		row["event_title"] = titles.get(row["event"], "")
		row["reason_label"] = _(row["reason"])


def _open_events(names: set[str], scope: Scope) -> dict[str, str]:
	if not names:
		return {}
	event, seen = frappe.qb.DocType(EVENT), case.readable(EVENT, scope)
	query = frappe.qb.from_(event).select(event.name, event.title).where(event.name.isin(names))
	return dict((query if seen is None else query.where(seen)).run())


def _name_activities(rows: list[dict]) -> None:
	opens = dict(frappe.get_all("Entry Activity", fields=["name", "opens"], as_list=True))
	for row in rows:
		row["label"] = row["activity"]
		row["opens"] = opens.get(row["activity"]) or ""
		row["decision_label"] = _(row["decision"]) if row["decision"] else ""


def _tell_reader(rows: Iterable[dict], user: str) -> None:
	"""Say beside a household what this reader, and perhaps nobody else, has to do with it."""
	known = known_to([user]) if user != "Administrator" else {}
	words = _("You are named in the care or a case of somebody here.")
	for row in rows:
		row["known_to_you"] = [words] if row["household"] in known else []
