"""The rows of events that are taken in many at once: what a save of each would have written, in a few statements."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import frappe
from frappe.utils import sanitize_html

from yumen_governance.events.doctype.governance_event.governance_event_shape import SHAPE
from yumen_governance.events.handling.steps import EVENT
from yumen_governance.events.intake.places import location_of
from yumen_governance.registry.sealed_document import traces
from yumen_governance.registry.sealing.envelope import seal
from yumen_governance.time_limits.transitions import Step

TEXTS = ("title", "address", "description", "reporter_name", "external_ticket")
STORED = (
	"name",
	"creation",
	"modified",
	"owner",
	"modified_by",
	"title",
	"category",
	"grid",
	"grid_path",
	"address",
	"source",
	"external_ticket",
	"urgency",
	"reporter_name",
	"reporter_phone",
	"reporter_phone_index",
	"sealed",
	"description",
	"location",
	"longitude",
	"latitude",
	"workflow_state",
	"stage",
	"reported_on",
	"due_on",
	"routing_rule",
	"proposed_lead_grid",
	"proposed_lead_unit",
)


def prepare(record: dict) -> None:
	"""Clean the texts of a named record, seal its phone and store its place as the form would."""
	for name in TEXTS:
		if record.get(name) and ("<" in record[name] or ">" in record[name]):
			record[name] = sanitize_html(record[name])
	plain = {name: record.get(name) or "" for name in SHAPE.seals}
	for name, way in SHAPE.seals.items():
		record.update(traces(name, way, plain[name]))
	record["sealed"] = seal(EVENT, record["name"], plain)
	if record.get("longitude") is not None and record.get("latitude") is not None:
		record["location"] = location_of(record["longitude"], record["latitude"])


def insert_events(records: Sequence[Mapping], user: str, now: datetime) -> None:
	"""Insert events that were named, completed and prepared."""
	common = {"creation": now, "modified": now, "owner": user, "modified_by": user}
	nought = {"longitude": 0, "latitude": 0}
	rows = [[{**nought, **record, **common}.get(name) for name in STORED] for record in records]
	insert(f"tab{EVENT}", STORED, rows)


def insert_timeline(records: Sequence[Mapping], step: Step, user: str, now: datetime) -> list[str]:
	"""Insert the timeline rows of the step that events took, and return their names."""
	columns = (
		"name creation modified owner modified_by reference_doctype reference_name action acted_on actor actor_role "
		"from_state to_state"
	).split()
	rows = [
		[
			*(_hash(), now, now, user, user, EVENT, record["name"]),
			*(step.action, now, user, step.role, step.from_state, step.to_state),
		]
		for record in records
	]
	insert("tabTimeline Entry", columns, rows)
	return [row[0] for row in rows]


def insert(table: str, columns: Sequence[str], rows: Sequence[Sequence]) -> None:
	"""Insert rows into a table by one statement."""
	if not rows:
		return
	names = ", ".join(f"`{column}`" for column in columns)
	places = ", ".join([f"({', '.join(['%s'] * len(columns))})"] * len(rows))
	frappe.db.sql(
		f"insert into `{table}` ({names}) values {places}", [value for row in rows for value in row]
	)


def _hash() -> str:
	return frappe.generate_hash(length=20)
