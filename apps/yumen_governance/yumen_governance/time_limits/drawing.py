"""The picture of a Workflow in Frappe's Workflow Builder, with everything that the Workflow's rows say.

The builder of early v15 writes every row anew out of its picture, by those fields alone that it knows: stages, what a
transition asks for, conditions and effects would be gone. So the picture is drawn here with all of them, and what the
builder saves is read from the picture. Later v15 keeps all fields itself, and is left alone.
"""

import json
from collections import Counter
from itertools import pairwise

import frappe

STATES, TRANSITIONS = "states", "transitions"
STATE, ACTION = "state", "action"
TYPES = {STATES: STATE, TRANSITIONS: ACTION}
# By what a row is the same one in an older picture
KEYS = {STATE: ("state", "allow_edit"), ACTION: ("from", "action", "to", "allowed")}
DOC_STATUS = ("Draft", "Submitted", "Cancelled")
# Places in pixels: states side by side, who edits one below the other, ways out of a state above it
COLUMN, EDITOR, WAY = 420, 70, 48
BUILDER_ID = "workflow_builder_id"


def read(doc, method: str | None = None) -> None:
	"""Give the rows of a Workflow that the builder has saved what the builder left out."""
	before = doc.get_doc_before_save()
	if not before or _kept_by_frappe() or doc.workflow_data == before.workflow_data:
		return
	known = {element["id"]: element["data"] for element in picture(before) if "data" in element}
	for table, drawn in _elements(doc.workflow_data).items():
		rows = doc.get(table)
		if len(rows) == len(drawn):
			for row, element in zip(rows, drawn, strict=True):
				_complete(row, _of_same_state(known.get(element["id"], {}), row) | element["data"])


def draw(doc, method: str | None = None) -> None:
	"""Draw the picture of a Workflow anew from its rows; what has a place keeps it."""
	if not _kept_by_frappe():
		doc.workflow_data = json.dumps(picture(doc), ensure_ascii=False, separators=(",", ":"))


def picture(doc) -> list[dict]:
	"""Return the elements of the builder: a node for each row, and lines from state to action to state."""
	old = {
		_key(element): element["position"]
		for drawn in _elements(doc.workflow_data).values()
		for element in drawn
	}
	names = list(dict.fromkeys(row.state for row in doc.states))
	states, seen = [], Counter()
	for number, row in enumerate(doc.states, 1):
		place = {"x": names.index(row.state) * COLUMN, "y": seen[row.state] * EDITOR}
		states.append(_node(str(number), STATE, row, place, old))
		seen[row.state] += 1
	return states + _ways(doc, names, {node["data"]["state"]: node["id"] for node in reversed(states)}, old)


def _ways(doc, names: list[str], state_ids: dict[str, str], old: dict) -> list[dict]:
	elements, seen = [], Counter()
	for number, row in enumerate(doc.transitions, 1):
		seen[row.state] += 1
		place = {"x": names.index(row.state) * COLUMN + COLUMN // 2, "y": -seen[row.state] * WAY}
		node = _node(f"action-{number}", ACTION, row, place, old)
		ends = (state_ids[row.state], node["id"], state_ids[row.next_state])
		elements += [node, *(_line(*line) for line in pairwise(ends))]
	return elements


def _node(name: str, kind: str, row, place: dict, old: dict) -> dict:
	data = {df.fieldname: row.get(df.fieldname) for df in _fields(row)}
	if kind == STATE:
		data["doc_status"] = DOC_STATUS[int(row.doc_status or 0)]
	else:
		data |= {"from": data.pop("state"), "to": data.pop("next_state")}
	node = {
		"id": name,
		"type": kind,
		"data": {key: value for key, value in data.items() if value is not None},
	}
	return {**node, "position": old.get(_key(node), place)}


def _line(source: str, target: str) -> dict:
	ends = {"source": source, "target": target, "sourceHandle": "right", "targetHandle": "left"}
	return {
		"id": f"edge-{source}-{target}",
		"type": "transition",
		**ends,
		"updatable": True,
		"animated": True,
	}


def _complete(row, data: dict) -> None:
	"""Take from the picture what a row says; where it leads, the builder has told itself."""
	for df in _fields(row):
		if df.fieldname in data and df.fieldname not in ("doc_status", "state", "next_state"):
			row.set(df.fieldname, data[df.fieldname])


def _of_same_state(data: dict, row) -> dict:
	"""Leave out what was drawn of a state that is gone, whose number another one has now."""
	return data if row.state in (data.get("state"), data.get("from")) else {}


def _fields(row) -> list:
	return [df for df in row.meta.fields if df.fieldtype not in frappe.model.no_value_fields]


def _elements(workflow_data: str | list | None) -> dict[str, list[dict]]:
	elements = frappe.parse_json(workflow_data or "[]")
	return {
		table: [element for element in elements if element["type"] == kind] for table, kind in TYPES.items()
	}


def _key(element: dict) -> tuple:
	return (element["type"], *(element["data"].get(name) for name in KEYS[element["type"]]))


def _kept_by_frappe() -> bool:
	return frappe.get_meta("Workflow Document State").has_field(BUILDER_ID)
