"""The guide to the centre's hall: what each window is for, what to bring, how long it takes by which law, who waits now."""

from collections import defaultdict
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import flt, to_timedelta

from yumen_governance.frontend import LANGUAGE
from yumen_governance.service_centre.appointments.slots import WEEKDAYS
from yumen_governance.service_centre.queue.estimate import Hall
from yumen_governance.service_centre.queue.life import IN_LINE, SETTINGS
from yumen_governance.service_centre.queue.reading import is_called_at
from yumen_governance.service_centre.windows import ITEM, WINDOW

CACHE, NOW_CACHE = "portal:hall", "portal:hall_now"
SECONDS, NOW_SECONDS = 300, 10
ITEM_FIELDS = (
	*("name", "item_name", "window_type", "description", "time_limit", "time_limit_unit"),
	*("fee", "fee_note", "legal_basis", "needs_identity"),
)


def guide() -> dict:
	"""Return the windows in use and the services of each type of window."""
	known = frappe.cache.get_value(CACHE, expires=True)
	if not known:
		known = {"windows": _windows(), "services": _services()}
		frappe.cache.set_value(CACHE, known, expires_in_sec=SECONDS)
	return known


def forget(doc=None, method: str | None = None) -> None:
	"""Let the guide learn of a change at once (Service Window, Service Item and their types, on_change)."""
	frappe.cache.delete_value(CACHE)


def waiting(now: datetime) -> dict[str, dict]:
	"""Return by window whether it is open, how many wait for it, and how long somebody new would wait.

	`minutes` is None where nobody can say, as no window that calls such numbers is open.
	"""
	known = frappe.cache.get_value(NOW_CACHE, expires=True)
	if known is None:
		known = _waiting(now)
		frappe.cache.set_value(NOW_CACHE, known, expires_in_sec=NOW_SECONDS)
	return known


def _waiting(now: datetime) -> dict[str, dict]:
	hall, found = Hall(now), {}
	minutes = {name: hall.expectation(name, now).minutes for name in hall.kinds}
	for window in frappe.get_all(WINDOW, {"is_active": 1}, pluck="name"):
		mine = {name for name, kind in hall.kinds.items() if window in kind.windows}
		waits = [minutes[name] for name in mine if minutes[name] is not None]
		line = [row for row in hall.tickets if row.status in IN_LINE and is_called_at(row, window, mine)]
		found[window] = {
			"is_open": window in hall.free_in,
			"waiting": len(line),
			"minutes": min(waits) if waits else None,
		}
	return found


def _windows() -> list[dict]:
	window, unit, kind = (
		frappe.qb.DocType(each) for each in (WINDOW, "Functional Unit", "Service Window Type")
	)
	rows = (
		frappe.qb.from_(window)
		.left_join(unit)
		.on(unit.name == window.unit)
		.inner_join(kind)
		.on(kind.name == window.window_type)
		.select(window.name, window.window_number, window.window_name, window.counter, window.window_type)
		.select(unit.unit_name.as_("unit"), kind.note.as_("purpose"))
		.where((window.is_active == 1) & (kind.is_active == 1))
		.orderby(window.window_number)
	).run(as_dict=True)
	hours = _hours([row.name for row in rows])
	return [{**row, "hours": hours.get(row.name, [])} for row in rows]


def _hours(windows: list[str]) -> dict[str, list[str]]:
	"""Return the opening hours of each window in words, days with the same hours together."""
	rows = frappe.get_all(
		"Service Window Hours",
		{"parent": ["in", windows or [""]], "parenttype": WINDOW},
		["parent", "weekday", "opens", "closes"],
		order_by="parent, opens",
		limit=0,
	)
	by_day: dict[str, dict] = defaultdict(lambda: defaultdict(list))
	for row in rows:
		by_day[row.parent][row.weekday].append(f"{_clock(row.opens)}—{_clock(row.closes)}")
	return {window: _grouped(days) for window, days in by_day.items()}


def _grouped(days: dict[str, list[str]]) -> list[str]:
	together: dict[str, list[str]] = {}
	for weekday in WEEKDAYS:
		if weekday in days:
			together.setdefault("，".join(days[weekday]), []).append(weekday)
	return [f"{_days(weekdays)} {text}" for text, weekdays in together.items()]


def _days(weekdays: list[str]) -> str:
	"""Say which days: the first and the last where three or more follow one another."""
	names = [_(weekday, LANGUAGE) for weekday in weekdays]
	span = WEEKDAYS.index(weekdays[-1]) - WEEKDAYS.index(weekdays[0])
	if len(names) > 2 and span == len(names) - 1:
		return _("{0} to {1}", LANGUAGE).format(names[0], names[-1])
	return "、".join(names)


def _clock(value) -> str:
	minutes = int(to_timedelta(value).total_seconds()) // 60
	return f"{minutes // 60}:{minutes % 60:02}"


def _services() -> list[dict]:
	items = frappe.get_all(
		ITEM, {"is_active": 1}, list(ITEM_FIELDS), order_by="window_type, sort_order, name", limit=0
	)
	documents, bookable = _documents([item.name for item in items]), _bookable()
	return [
		{
			"name": item.name,
			"title": item.item_name,
			"window_type": item.window_type,
			"description": item.description or "",
			"limit": _limit(item),
			"fee": _fee(item),
			"legal_basis": item.legal_basis or "",
			"documents": documents.get(item.name, []),
			"takes_appointments": item.window_type in bookable,
		}
		for item in items
	]


def _bookable() -> set[str]:
	if not frappe.get_cached_doc(SETTINGS).appointments_open:
		return set()
	return set(frappe.get_all("Service Window Type", {"is_active": 1, "takes_appointments": 1}, pluck="name"))


def _limit(item) -> str:
	if not item.time_limit:
		return ""
	words = {
		"Working Hours": _("{0} working hours", LANGUAGE),
		"Hours": _("{0} hours", LANGUAGE),
		"Working Days": _("{0} working days", LANGUAGE),
		"Calendar Days": _("{0} calendar days", LANGUAGE),
		"Months": _("{0} months", LANGUAGE),
	}
	return words[item.time_limit_unit].format(item.time_limit)


def _fee(item) -> str:
	if flt(item.fee):
		return _("{0} yuan", LANGUAGE).format(f"{flt(item.fee):g}")
	return item.fee_note or _("Free of charge", LANGUAGE)


def _documents(items: list[str]) -> dict[str, list[dict]]:
	rows = frappe.get_all(
		"Service Item Document",
		{"parent": ["in", items or [""]], "parenttype": ITEM},
		["parent", "document_name", "is_required", "note"],
		order_by="parent, idx",
		limit=0,
	)
	found: dict[str, list[dict]] = {}
	for row in rows:
		paper = {"name": row.document_name, "is_required": bool(row.is_required), "note": row.note or ""}
		found.setdefault(row.parent, []).append(paper)
	return found
