"""Who comes to a window: the number checked, the registered person found, and whether they came with this matter before."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from yumen_governance.events.intake.likeness import likeness, pairs
from yumen_governance.registry.identifiers import (
	birth_date_of,
	id_problem,
	normalise_id_number,
	normalise_phone,
	phone_problem,
	sex_of,
)
from yumen_governance.registry.sealing.blind_index import blind_all
from yumen_governance.registry.sealing.envelope import unseal
from yumen_governance.registry.sensitive_access import record_access
from yumen_governance.service_centre.doctype.service_request.service_request_shape import SHAPE

REQUEST, RESIDENT = "Service Request", "Resident"
SEXES = {"1": "Male", "2": "Female"}
# So long somebody's earlier matters count
LOOKED_BACK = timedelta(days=730)
MOST = 20
# In percent of the pairs of characters that two texts have in common: of one item, and of two
ALIKE_IN_ITEM, ALIKE = 30, 50
FIELDS = (
	"name",
	"matter",
	"details",
	"service_item",
	"service_window",
	"workflow_state",
	"stage",
	"registered_on",
	"result_type",
	"confidentiality",
)


class VisitorError(frappe.ValidationError):
	pass


def identify(request) -> None:
	"""Check the numbers that came in, find the registered person, and put the numbers out of sight.

	:raises VisitorError: says what is wrong with a number
	"""
	plain = request.plain_values()
	request.update(plain)
	if plain != {"id_number": "", "phone": "", **request.revealed()}:
		_refuse_wrong_numbers(request)
	if request.is_new() or request.has_value_changed("id_number_index") or not request.resident:
		plain = take_from_registry(request, plain)
	request.flags.plain = plain
	request.seal(plain)


def _refuse_wrong_numbers(request) -> None:
	problems = [
		_("{0}: {1}").format(_(request.meta.get_label(problem.fieldname)), problem.message)
		for problem in SHAPE.every_problem(request, getdate())
	]
	if problems:
		frappe.throw("<br>".join(problems), VisitorError)


def take_from_registry(request, plain: dict[str, str]) -> dict[str, str]:
	"""Fill in what the ID number tells, and what the registry knows of this person; return the plain values."""
	number = plain["id_number"]
	if not number:
		return plain
	request.sex = SEXES.get(sex_of(number))
	person = registered(number)
	request.resident = person.name if person else None
	if not person:
		return plain
	request.visitor_name = request.visitor_name or person.resident_name
	request.grid = request.grid or person.grid
	kept = unseal(RESIDENT, person.name, person.sealed)
	request.address = request.address or kept.get("address_detail") or None
	plain = {**plain, "phone": plain["phone"] or kept.get("phone") or ""}
	request.phone = plain["phone"]
	return plain


def registered(number: str):
	"""Return the registered person with this normalised ID number, None when nobody has it."""
	return frappe.db.get_value(
		RESIDENT,
		{"id_number_index": ["in", blind_all("id_number", number)], "status": "Active"},
		["name", "resident_name", "sex", "grid", "sealed"],
		as_dict=True,
	)


def remember_earlier(request) -> None:
	"""Note on a new request the latest one of the same person about the same matter."""
	if not request.is_new():
		return
	plain = request.flags.plain or {}
	rows = requests_of(plain.get("id_number"), plain.get("phone"), now_datetime())
	same = next((row for row in rows if is_same(request, row)), None)
	request.earlier_request = same.name if same else None
	request.is_repeated = int(bool(same))


def requests_of(number: str | None, phone: str | None, now: datetime) -> list[frappe._dict]:
	"""Return the requests of the last two years by whoever has this ID number, else this phone; the latest first.

	Whoever may see them: the reader's rights are the caller's to ask.
	"""
	by = ("id_number", number) if number else ("phone", phone)
	if not by[1]:
		return []
	filters = {f"{by[0]}_index": ["in", blind_all(*by)], "registered_on": [">=", now - LOOKED_BACK]}
	return frappe.get_all(REQUEST, filters, list(FIELDS), order_by="registered_on desc", limit=MOST)


def is_same(request: Mapping, row: Mapping) -> bool:
	"""Tell whether two requests of one person are about the same matter, by their items and words."""
	share = 100 * likeness(pairs(_text(request)), pairs(_text(row)))
	titles = 100 * likeness(pairs(request.get("matter") or ""), pairs(row.get("matter") or ""))
	one_item = request.get("service_item") == row.get("service_item")
	return max(share, titles) >= (ALIKE_IN_ITEM if one_item else ALIKE)


def _text(request: Mapping) -> str:
	return f"{request.get('matter') or ''} {request.get('details') or ''}"


def known(values: Mapping, user: str, now: datetime) -> dict:
	"""Return what is known of a visitor while the form is filled in.

	Of earlier requests that the person may not read, only when, where and about which item is told; of sealed ones nothing.

	:param values: id_number, phone, service_item, matter, details, name of the request if it is stored
	:return: problems by field, the registered person, and the earlier requests
	"""
	number, phone = normalise_id_number(values.get("id_number")), normalise_phone(values.get("phone"))
	problems = _problems(number, phone, getdate(now))
	sound = "" if "id_number" in problems else number
	rows = requests_of(sound, "" if "phone" in problems else phone, now)
	rows = [row for row in rows if row.name != values.get("name")]
	return {
		"problems": problems,
		"person": _person(sound) if sound else None,
		"earlier": _faces(rows, values, user),
	}


def _problems(number: str, phone: str, today: date) -> dict[str, str]:
	found = {
		"id_number": id_problem(number, today) if number else None,
		"phone": phone_problem(phone) if phone else None,
	}
	return {fieldname: message for fieldname, message in found.items() if message}


def _person(number: str) -> dict:
	"""What the ID card in the clerk's hand tells, and who of the registry has it; asking is written down."""
	told = {"sex": SEXES.get(sex_of(number)), "born": str(birth_date_of(number))}
	if not (person := registered(number)):
		return told
	record_access(RESIDENT, person.name, "ID Number", action="Search", row_count=1)
	grid = frappe.db.get_value("Grid", person.grid, "grid_name") if person.grid else None
	return {
		**told,
		"resident": person.name,
		"visitor_name": person.resident_name,
		"grid": person.grid,
		"grid_name": grid,
	}


def _faces(rows: list, values: Mapping, user: str) -> list[dict]:
	names = [row.name for row in rows]
	readable = (
		set(frappe.get_list(REQUEST, {"name": ["in", names]}, pluck="name", user=user)) if rows else set()
	)
	shown = [row for row in rows if row.name in readable or row.confidentiality != "Sealed"]
	windows = {row.service_window for row in shown}
	titles = dict(
		frappe.get_all("Service Window", {"name": ["in", windows]}, ["name", "window_name"], as_list=True)
	)
	return [_face(row, row.name in readable, titles, is_same(values, row)) for row in shown]


def _face(row, may_open: bool, windows: dict[str, str], same: bool) -> dict:
	face = {
		"service_item": row.service_item,
		"window": windows.get(row.service_window),
		"state": row.workflow_state,
		"registered_on": str(row.registered_on)[:16],
		"same": same,
	}
	own = {"name": row.name, "matter": row.matter, "result_type": row.result_type}
	return {**face, **own} if may_open else face
