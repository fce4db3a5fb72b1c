"""Parts that shapes have in common: ways of sealing, and problems of phones, positions and dates."""

from collections.abc import Iterator, Mapping
from datetime import date

from frappe import _
from frappe.utils import flt, getdate

from yumen_governance.registry.identifiers import (
	id_problem,
	normalise_document,
	normalise_id_number,
	normalise_phone,
	phone_problem,
)
from yumen_governance.registry.sealing.masks import mask_address, mask_id_number, mask_phone
from yumen_governance.registry.shape import Problem, Record, Seal

RECTIFIED = "Rectified"

ADDRESS = Seal("address", mask_address)
DOCUMENT_NUMBER = Seal("id_number", mask_id_number, normalise_document)
ID_NUMBER = Seal("id_number", mask_id_number, normalise_id_number)
PHONE = Seal("phone", mask_phone, normalise_phone)


def phone_problems(record: Mapping, *fieldnames: str) -> Iterator[Problem]:
	"""Say which of these telephone numbers are none."""
	for fieldname in fieldnames:
		number = record.get(fieldname)
		if number and (message := phone_problem(number)):
			yield Problem(fieldname, mask_phone(number), message)


def id_problems(record: Mapping, fieldname: str, today: date) -> Iterator[Problem]:
	"""Say what is wrong with a citizen ID."""
	number = record.get(fieldname)
	if number and (message := id_problem(number, today)):
		yield Problem(fieldname, mask_id_number(number), message)


def position_problems(record: Mapping) -> Iterator[Problem]:
	"""Say what is wrong with longitude and latitude (decimal degrees); both may be missing."""
	longitude, latitude = flt(record.get("longitude")), flt(record.get("latitude"))
	if not longitude and not latitude:
		return
	if not 73 <= longitude <= 136:
		yield Problem("longitude", str(longitude), _("A longitude in China lies between 73 and 136 degrees."))
	if not 3 <= latitude <= 54:
		yield Problem("latitude", str(latitude), _("A latitude in China lies between 3 and 54 degrees."))


def future_problems(record: Mapping, today: date, *fieldnames: str) -> Iterator[Problem]:
	"""Say which of these dates lie in the future and can't."""
	for fieldname in fieldnames:
		value = record.get(fieldname)
		if value and getdate(value) > today:
			yield Problem(fieldname, str(value), _("This date can't lie in the future."))


def order_problems(record: Mapping, earlier: str, later: str) -> Iterator[Problem]:
	"""Say whether a date comes before the one that it must follow."""
	first, second = record.get(earlier), record.get(later)
	if first and second and getdate(second) < getdate(first):
		yield Problem(later, str(second), _("This can't be before {0}.").format(str(first)))


def close_on(record: Record, begun: str, today: date) -> None:
	"""Keep the days on which a matter began and was closed; an open one has none of the latter.

	:param begun: the field of the day on which it began
	"""
	closed = record.get("status") == RECTIFIED
	record.update(
		{
			begun: record.get(begun) or today,
			"closed_on": (record.get("closed_on") or today) if closed else None,
		}
	)


def closing_problems(record: Mapping, begun: str, today: date) -> Iterator[Problem]:
	"""Say what a matter that is closed lacks, and whether its dates agree.

	:param begun: the field of the day on which it began
	"""
	if record.get("status") == RECTIFIED and not record.get("result"):
		yield Problem("result", "", _("Say what came of it before closing."))
	yield from order_problems(record, begun, "rectify_by")
	yield from order_problems(record, begun, "closed_on")
	yield from future_problems(record, today, begun, "closed_on")
