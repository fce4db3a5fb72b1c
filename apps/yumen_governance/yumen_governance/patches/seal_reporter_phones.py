"""Telephone numbers of reporters that were stored in the open are sealed, batch by batch; may be stopped and run again."""

import json

import frappe

from yumen_governance.events.doctype.governance_event.governance_event_shape import SHAPE
from yumen_governance.events.intake import related
from yumen_governance.registry.plain_values import without_plain_values
from yumen_governance.registry.sealed_document import traces
from yumen_governance.registry.sealing import keyring
from yumen_governance.registry.sealing.envelope import seal
from yumen_governance.seed import sources

EVENT, PHONE = "Governance Event", "reporter_phone"
BATCH = 500


def execute() -> None:
	"""Seal the numbers, take them out of the change logs, and make what new events are found by."""
	keyring.ensure()
	sources.seed()
	related.create_table()
	for step in (_seal_next, _clean_next_versions, _index_next):
		after = ""
		while after := step(after):
			frappe.db.commit()
		frappe.db.commit()


def _seal_next(after: str) -> str | None:
	"""Seal the next numbers; return the name of the last event of the batch, None after the last batch."""
	rows = frappe.db.sql(
		f"""select name, {PHONE} phone from `tab{EVENT}`
		where name > %s and {PHONE} != '' and coalesce(sealed, '') = '' order by name limit {BATCH}""",
		after,
		as_dict=True,
	)
	made = [_sealed(row) for row in rows]
	if not made:
		return None
	first = ", ".join(f"%s as `{column}`" for column in made[0])
	others = f" union all select {', '.join(['%s'] * len(made[0]))}" * (len(made) - 1)
	frappe.db.sql(
		f"""update `tab{EVENT}` event join (select {first}{others}) made on event.name = made.name
		set event.{PHONE} = made.{PHONE}, event.{PHONE}_index = made.{PHONE}_index, event.sealed = made.sealed""",
		[value for row in made for value in row.values()],
	)
	return rows[-1].name


def _sealed(row) -> dict[str, str | None]:
	way = SHAPE.seals[PHONE]
	phone = way.normalise(row.phone)
	return {"name": row.name, "sealed": seal(EVENT, row.name, {PHONE: phone}), **traces(PHONE, way, phone)}


def _clean_next_versions(after: str) -> str | None:
	"""Mask numbers in what the framework's change log kept of events."""
	rows = frappe.get_all(
		"Version",
		{"ref_doctype": EVENT, "name": [">", after]},
		["name", "data"],
		order_by="name",
		limit=BATCH,
	)
	for row in rows:
		clean = without_plain_values(row.data)
		if clean != row.data and json.loads(clean):
			frappe.db.set_value("Version", row.name, "data", clean, update_modified=False)
	return rows[-1].name if rows else None


def _index_next(after: str) -> str | None:
	"""Store the keys by which the next events are found as related."""
	rows = frappe.get_all(
		EVENT,
		{"name": [">", after], "stage": ["!=", "Void"]},
		["name", "title", "description", "address", "longitude", "latitude", "grid_path", "creation"],
		order_by="name",
		limit=BATCH,
	)
	related.insert([key for row in rows for key in related.rows_of(row, row.creation)])
	return rows[-1].name if rows else None
