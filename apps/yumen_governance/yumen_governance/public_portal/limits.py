"""How often something may be tried, by address or by telephone number; wrong codes have a home of their own (guesses.py)."""

from datetime import datetime, timedelta

import frappe
from frappe import _

from yumen_governance.public_portal.doctype.public_portal_settings.public_portal_settings import settings
from yumen_governance.registry.sealing.blind_index import blind_all

TIP_OFF = "Public Tip-off"
# The kind of value that a sender is, to the blind index and to the right to reveal it
SENDER = "tip_off_sender"


class TooManyError(frappe.ValidationError):
	http_status_code = 429


def tip_offs_per_address() -> int:
	"""Return how many tip-offs an address may send an hour (of `rate_limit`)."""
	return settings().tip_offs_per_address or 60


def check_phone(phone: str, now: datetime) -> None:
	"""Refuse a further tip-off of a phone that sent as many as it may in a day.

	:raises TooManyError: says when it may again
	"""
	since = {
		"reporter_phone_index": ["in", blind_all(SENDER, phone)],
		"creation": [">", now - timedelta(days=1)],
	}
	if frappe.db.count(TIP_OFF, since) >= (settings().tip_offs_per_phone or 20):
		frappe.throw(_("So many tip-offs came from this phone today. Please go on tomorrow."), TooManyError)


def take_phone_code(index: str) -> None:
	"""Count a code sent to a phone.

	:param index: blind index of the number
	:raises TooManyError: it got as many as it may in an hour
	"""
	if _add(f"portal:codes:{index}", 3600) > (settings().phone_codes_per_hour or 5):
		frappe.throw(_("So many codes were sent to this phone. Please try again in an hour."), TooManyError)


def _add(key: str, seconds: int) -> int:
	"""Count one more, and begin to count anew so many seconds after the first."""
	made = frappe.cache.make_key(key)
	count = int(frappe.cache.incrby(made, 1))
	if count == 1:
		frappe.cache.expire(made, seconds)
	return count
