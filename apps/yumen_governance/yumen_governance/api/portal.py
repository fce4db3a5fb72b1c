"""The public's door over HTTP: nobody needs an account, everything is limited in number, and Chinese is spoken."""

from collections.abc import Callable

import frappe
from frappe import _
from frappe.rate_limiter import rate_limit
from frappe.utils import cint, now_datetime

from yumen_governance.grid_management.contention import tried_again
from yumen_governance.public_portal import answers, limits, phones, tip_offs, tracking
from yumen_governance.public_portal import choices as portal_choices
from yumen_governance.public_portal import hall as portal_hall
from yumen_governance.public_portal import notices as portal_notices
from yumen_governance.public_portal import statistics as portal_statistics

HOUR = 60 * 60
READS, WRITES, CODES = 600, 60, 20


@frappe.whitelist(allow_guest=True, methods=["GET"])
@rate_limit(limit=READS, seconds=HOUR)
def choices() -> dict:
	"""Return what a tip-off is made of: categories, communities, units, words of an emergency, limits, the hall."""
	return portal_choices.choices()


@frappe.whitelist(allow_guest=True, methods=["POST"])
@rate_limit(limit=CODES, seconds=HOUR)
def send_phone_code(phone: str) -> dict:
	"""Send a code to a telephone by a text message.

	:return: `seconds` for which it is valid
	:raises PhoneError: 417, it is no telephone number
	:raises TooManyError: 429, it got too many codes
	"""
	phones.send_code(phone)
	return {"seconds": phones.SECONDS}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@rate_limit(limit=limits.tip_offs_per_address, seconds=HOUR)
def tip_off(report: dict | str) -> dict:
	"""Take in a tip-off; the same one under the same key again gets the same receipt.

	:param report: key (32 hex digits made by chance), category, text, longitude and latitude or grid, address, name, phone,
		phone_code, may_be_named, about_unit
	:files pictures: photos (JPEG, PNG, WebP, GIF, BMP)
	:return: `event`, its number, and `code`, by which it is tracked and which is told this once
	:raises TipOffError: 417, says what is missing or wrong
	:raises KeyConflictError: 409, the key was used for another tip-off
	:raises TooManyError: 429, the telephone sent too many
	"""
	sent = _object(report)
	receipt = tried_again(lambda: tip_offs.take_in(sent, _pictures(), now_datetime()))
	return {"event": receipt.event, "code": receipt.code}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@rate_limit(limit=READS, seconds=HOUR)
def track(code: str) -> dict:
	"""Return how a tip-off stands, by its tracking code; a POST, so that no log of addresses keeps the code.

	:raises UnknownCodeError: 404, there is none
	:raises TooManyError: 429, too many wrong codes from this address
	"""
	return _answered(code, lambda found: None)


@frappe.whitelist(allow_guest=True, methods=["POST"])
@rate_limit(limit=WRITES, seconds=HOUR)
def add_information(code: str, text: str = "") -> dict:
	"""Add words and pictures to a tip-off; return how it stands.

	:files pictures: photos (JPEG, PNG, WebP, GIF, BMP)
	:raises AnswerError: 417, it is closed, or there is nothing to add
	"""
	pictures = _pictures()
	return _answered(code, lambda found: answers.add(found, text, pictures, now_datetime()))


@frappe.whitelist(allow_guest=True, methods=["POST"])
@rate_limit(limit=WRITES, seconds=HOUR)
def rate(code: str, satisfaction: str, comment: str = "") -> dict:
	"""Say how satisfied the sender is; not satisfied, the tip-off is reopened once. Return how it stands.

	:param satisfaction: Very Satisfied, Satisfied, Neutral, Dissatisfied or Very Dissatisfied
	:raises AnswerError: 417, it isn't settled, or was rated already
	"""
	return _answered(code, lambda found: answers.rate(found, satisfaction, comment, now_datetime()))


@frappe.whitelist(allow_guest=True, methods=["POST"])
@rate_limit(limit=WRITES, seconds=HOUR)
def appeal(code: str, reason: str) -> dict:
	"""Bring a tip-off before the centre once more; return how it stands.

	:raises AnswerError: 417, an appeal isn't possible
	"""
	return _answered(code, lambda found: answers.appeal(found, reason, now_datetime()))


@frappe.whitelist(allow_guest=True, methods=["GET"])
@rate_limit(limit=READS, seconds=HOUR)
def notices(category: str | None = None, grid: str | None = None, start: int = 0) -> dict:
	"""Return the kinds of notices, and a page of those that are out."""
	found = portal_notices.notices(category, grid, cint(start), now_datetime())
	return {"categories": portal_notices.categories(), "notices": found, "page": portal_notices.PAGE}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@rate_limit(limit=READS, seconds=HOUR)
def read_notice(name: str) -> dict:
	"""Return a notice and count that it was read.

	:raises NoNoticeError: 404, it isn't out
	"""
	return portal_notices.read(name, frappe.local.request_ip or "", now_datetime())


@frappe.whitelist(allow_guest=True, methods=["GET"])
@rate_limit(limit=READS, seconds=HOUR)
def hall() -> dict:
	"""Return the windows of the centre's hall and their services: what for, papers, time limits with their law."""
	return portal_hall.guide()


@frappe.whitelist(allow_guest=True, methods=["GET"])
@rate_limit(limit=READS, seconds=HOUR)
def hall_now() -> dict:
	"""Return by window whether it is open, how many wait for it, and how many minutes somebody new would wait."""
	return portal_hall.waiting(now_datetime())


@frappe.whitelist(allow_guest=True, methods=["GET"])
@rate_limit(limit=READS, seconds=HOUR)
def statistics() -> dict:
	"""Return the public figures; a count of few people is None."""
	return portal_statistics.statistics(now_datetime())


def _answered(code: str, act: Callable) -> dict:
	def work() -> dict:
		found = tracking.find(code, frappe.local.request_ip or "", now_datetime())
		act(found)
		return tracking.view(found, now_datetime())

	return answered_by_code(work)


def answered_by_code(work: Callable[[], dict]) -> dict:
	"""Do what somebody asks by a code. A wrong one is answered (404), not raised, so that the count of wrong codes stays."""
	try:
		return tried_again(work)
	except tracking.UnknownCodeError as unknown:
		frappe.local.response.http_status_code = unknown.http_status_code
		frappe.local.response.exc_type = type(unknown).__name__
		return {}


def _object(value: dict | str) -> dict:
	"""Read what was sent as an object of names and values."""
	try:
		parsed = frappe.parse_json(value)
	except ValueError:
		parsed = None
	if not isinstance(parsed, dict):
		frappe.throw(_("A report is an object of field names and values."), tip_offs.TipOffError)
	return parsed


def _pictures() -> list[dict]:
	"""Return the pictures that came as files of a multipart request."""
	request = getattr(frappe.local, "request", None)
	files = request.files.getlist("pictures") if request and getattr(request, "files", None) else []
	return [{"file_name": file.filename, "content": file.stream.read()} for file in files]
