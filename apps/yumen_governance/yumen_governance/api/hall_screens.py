"""Screens of the hall over HTTP, without login: a key of the screen's own is asked for instead, and numbers are all that is told."""

import frappe
from frappe.rate_limiter import rate_limit
from frappe.utils import now_datetime

from yumen_governance.grid_management.contention import tried_again
from yumen_governance.service_centre.queue import rating, screens

# All screens of a hall may share one address
MOST, PERIOD = 3000, 60


@frappe.whitelist(allow_guest=True, methods=["POST"])
@rate_limit(limit=MOST, seconds=PERIOD)
def show(key: str) -> dict:
	"""Return what a hall display shows.

	:raises screens.ScreenKeyError: no display in use has this key
	"""
	now = now_datetime()
	return screens.shown(screens.screen_of(key, screens.DISPLAY, now), now)


@frappe.whitelist(allow_guest=True, methods=["POST"])
@rate_limit(limit=MOST, seconds=PERIOD)
def to_rate(key: str) -> dict:
	"""Return the visit that can be rated at a window now, None without one.

	:raises screens.ScreenKeyError: no rating screen in use has this key
	"""
	now = now_datetime()
	screen = screens.screen_of(key, screens.RATING, now)
	return {"visit": rating.to_rate(screen.service_window, now), "version": frappe.utils.get_build_version()}


@frappe.whitelist(allow_guest=True, methods=["POST"])
@rate_limit(limit=MOST, seconds=PERIOD)
def rate(key: str, ticket: str, grade: str) -> None:
	"""Store what a visitor gives.

	:raises screens.ScreenKeyError: no rating screen in use has this key
	:raises rating.RatingError: no such grade, rated already, or not at this window
	"""
	now = now_datetime()
	screen = screens.screen_of(key, screens.RATING, now)
	tried_again(lambda: rating.rate(screen.service_window, ticket, grade, now))


@frappe.whitelist(methods=["POST"])
def make_link(screen: str) -> str:
	"""Give a screen a new key and return the path that opens it; the one before is no longer valid.

	:raises frappe.PermissionError: the person may not change screens
	"""
	doc = frappe.get_doc(screens.SCREEN, screen)
	doc.check_permission("write")
	return screens.make_link(doc, now_datetime())
