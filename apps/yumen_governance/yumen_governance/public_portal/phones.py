"""Verifying a telephone number by a code in a text message."""

import hmac
import secrets

import frappe
from frappe import _
from frappe.utils.password import get_encryption_key

from yumen_governance.public_portal import limits
from yumen_governance.registry.identifiers import normalise_phone, phone_problem
from yumen_governance.registry.sealing.blind_index import blind
from yumen_governance.time_limits import outbox
from yumen_governance.time_limits.outbox.wishes import FILE, SMS

SECONDS = 300
MOST_TRIES = 5
DIGITS = 6


class PhoneError(frappe.ValidationError):
	pass


def can_send() -> bool:
	"""Tell whether this site has a way to send text messages (or a file in their place, for developers)."""
	return bool(frappe.db.exists("Notification Channel", {"kind": ["in", [SMS, FILE]], "is_active": 1}))


def read(phone: str) -> str:
	"""Return a telephone number in its one way of writing.

	:raises PhoneError: it is none
	"""
	number = normalise_phone(phone)
	if problem := phone_problem(number) if number else _("Please give your telephone number."):
		frappe.throw(problem, PhoneError)
	return number


def send_code(phone: str) -> None:
	"""Send a code to a phone; the one before it ends.

	:raises PhoneError: it is no telephone number
	:raises TooManyError: it got too many codes
	"""
	number = read(phone)
	index = blind("phone", number)
	limits.take_phone_code(index)
	code = str(secrets.randbelow(10**DIGITS)).zfill(DIGITS)
	frappe.cache.set_value(_key(index), {"digest": _digest(index, code), "tries": 0}, expires_in_sec=SECONDS)
	to, key = outbox.reporter(phone=number), f"code:{_chance()}"
	outbox.post(outbox.Notice("Phone Code", None, None, to, key=key, secrets={"code": code}))


def check_code(phone: str, code: str) -> None:
	"""Check the code that a person typed; it counts once.

	:raises PhoneError: it is wrong, was used, or is too old
	"""
	index = blind("phone", read(phone))
	key = _key(index)
	sent = frappe.cache.get_value(key, expires=True)
	if not sent or sent["tries"] >= MOST_TRIES:
		frappe.throw(_("The code is no longer valid. Please ask for a new one."), PhoneError)
	if not hmac.compare_digest(sent["digest"], _digest(index, str(code or "").strip())):
		frappe.cache.set_value(key, {**sent, "tries": sent["tries"] + 1}, expires_in_sec=SECONDS)
		frappe.throw(_("This is not the code that was sent to your phone."), PhoneError)


def use_code(phone: str) -> None:
	"""End a code whose report was stored."""
	frappe.cache.delete_value(_key(blind("phone", phone)))


def _key(index: str) -> str:
	return f"portal:code:{index}"


def _digest(index: str, code: str) -> str:
	return hmac.digest(get_encryption_key().encode(), f"phone code\0{index}\0{code}".encode(), "sha256").hex()


def _chance() -> str:
	return frappe.generate_hash(length=20)
