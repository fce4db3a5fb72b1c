"""Screens of the hall that run without login: each has a key of its own, which can be taken back, and shows numbers only.

A display account was the other way. It would be a person with a password on a public machine, whose session ends over
night; a key has no rights anywhere else, survives midnight and a power cut, and is stored as a digest only.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import get_build_version, getdate

from yumen_governance.service_centre.queue import shifts
from yumen_governance.service_centre.queue.kinds import kinds
from yumen_governance.service_centre.queue.life import AT_WINDOW, IN_LINE, MISSED, SETTINGS
from yumen_governance.service_centre.queue.reading import live_tickets
from yumen_governance.service_centre.windows import WINDOW

SCREEN, DISPLAY, RATING = "Hall Screen", "Hall Display", "Rating Screen"
PAGES = {DISPLAY: "hall-display", RATING: "window-rating"}
KEY_BYTES = 24
SEEN_EVERY = timedelta(minutes=1)
MISSED_SHOWN = 8


class ScreenKeyError(frappe.PermissionError):
	pass


def make_link(screen, now: datetime) -> str:
	"""Give a screen a new key, which ends the one before, and return the path that opens it; it can't be read again.

	The key stands behind a #, so that no server log ever holds it.
	"""
	key = secrets.token_urlsafe(KEY_BYTES)
	screen.db_set({"token_hash": _digest(key), "linked_on": now})
	return f"/{PAGES[screen.screen_kind]}#{key}"


def screen_of(key: str, kind: str, now: datetime):
	"""Return the screen in use that has a key, and note that it was seen.

	:raises ScreenKeyError: no screen of this kind has it
	"""
	fields = ["name", "service_window", "speaks", "last_seen_on"]
	found = frappe.db.get_value(
		SCREEN, {"token_hash": _digest(key), "screen_kind": kind, "is_active": 1}, fields, as_dict=True
	)
	if not found:
		frappe.throw(_("This screen has no valid link. Please have a new one made."), ScreenKeyError)
	if not found.last_seen_on or now - found.last_seen_on > SEEN_EVERY:
		frappe.db.set_value(SCREEN, found.name, "last_seen_on", now, update_modified=False)
	return found


def shown(screen, now: datetime) -> dict:
	"""Return what a hall display shows: numbers and windows, never a person."""
	settings = frappe.get_cached_doc(SETTINGS)
	tickets, titles = live_tickets(getdate(now)), _windows()
	called = sorted(
		(row for row in tickets if row.status in AT_WINDOW and row.service_window in titles),
		key=lambda row: row.last_called_on,
		reverse=True,
	)
	return {
		"day": str(getdate(now)),
		"now": now,
		"title": settings.display_title,
		"note": settings.display_note or "",
		"version": get_build_version(),
		"speaks": bool(screen.speaks),
		"speech_rate": settings.speech_rate,
		"calls": [_call(row, titles[row.service_window]) for row in called[: settings.calls_shown]],
		"missed": [row.shown_number for row in tickets if row.status == MISSED][-MISSED_SHOWN:],
		"waiting": _waiting(tickets),
		"windows_open": len(shifts.windows_on_duty(getdate(now))),
	}


def _call(ticket, window) -> dict:
	return {
		"number": ticket.shown_number,
		"window": window.window_number,
		"title": window.window_name,
		"counter": window.counter or "",
		"count": ticket.call_count,
		"on": ticket.last_called_on,
	}


def _waiting(tickets: list[dict]) -> list[dict]:
	line = [row.ticket_kind for row in tickets if row.status in IN_LINE]
	return [
		{"kind": kind.name, "letter": kind.letter, "count": line.count(kind.name)}
		for kind in kinds().values()
		if kind.name in line
	]


def _windows() -> dict[str, dict]:
	fields = ["name", "window_number", "window_name", "counter"]
	return {row.name: row for row in frappe.get_all(WINDOW, {"is_active": 1}, fields)}


def _digest(key: str) -> str:
	return hashlib.sha256(key.encode()).hexdigest()
