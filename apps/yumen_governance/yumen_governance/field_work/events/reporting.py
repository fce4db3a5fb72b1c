"""Reporting an event from the field: the one door for whatever on a phone becomes an event."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

import frappe

from yumen_governance.events.handling.steps import EVENT
from yumen_governance.events.intake import rules as intake_rules
from yumen_governance.events.intake import taking_in
from yumen_governance.events.intake.pictures import Picture
from yumen_governance.field_work.events import places
from yumen_governance.permissions.case import refusal

# Whoever reports uses the first of these sources that is open to them
SOURCES = ("Field App", "Grid Member", "Department Report")
# Of what is sent, what isn't a value of the event as it stands
READ = ("standard_address", "grid", "longitude", "latitude", "address", "text", "title", "visit")
LONGEST_TITLE = 60
END_OF_SENTENCE = re.compile(r"[\n。！？!?；;]")


def report(
	values: Mapping,
	photos: Sequence[Picture],
	key: str,
	user: str,
	now: datetime,
	place: Mapping | None = None,
) -> str:
	"""Report an event, or one that was settled on the spot where it comes with a result; return its name.

	:param values: category, text; title, where it isn't the first sentence; address, standard_address, grid, longitude,
		latitude; reporter_name and reporter_phone (sealed); result
	:param key: the same report under the same key again is the same event
	:param place: address, grid and point where they are on record; else they are read from the values
	"""
	if not frappe.has_permission(EVENT, "create", user=user):
		frappe.throw(refusal(EVENT), frappe.PermissionError)
	rest = {name: value for name, value in values.items() if name not in READ}
	place = place or places.of(values, user)
	sent = {
		**rest,
		**place,
		"source": _source(user),
		"title": _title(values, place),
		"description": values.get("text"),
		"idempotency_key": key,
		"pictures": [{"file_name": each.file_name, "content": each.content} for each in photos],
	}
	return taking_in.take_in(sent, user, now).event


def _source(user: str) -> str:
	open_to_them = intake_rules.usable_sources(SOURCES, user)
	return next((name for name in SOURCES if name in open_to_them), SOURCES[0])


def _title(values: Mapping, place: Mapping) -> str:
	"""The words of the person, else the first sentence of the text, else what it is and where."""
	text = str(values.get("title") or "").strip()
	if not text:
		text = END_OF_SENTENCE.split(str(values.get("text") or "").strip(), maxsplit=1)[0]
	if not text:
		category = frappe.db.get_value("Event Category", str(values.get("category") or ""), "category_name")
		text = " ".join(filter(None, [category, place.get("address")]))
	return text[:LONGEST_TITLE]
