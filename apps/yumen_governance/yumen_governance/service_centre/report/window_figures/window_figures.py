"""Figures of each window and day: tickets, waiting and serving times, missed calls, requests, satisfaction.

Two queries, whatever the number of days. Who works at windows sees their own; the centre sees all. A number that was
handed over counts where it ended.
"""

from datetime import date, timedelta

import frappe
from frappe import _
from frappe.query_builder.functions import Count, Date
from frappe.utils import getdate

from yumen_governance.permissions import roles
from yumen_governance.service_centre.queue import figures
from yumen_governance.service_centre.queue.life import TICKET
from yumen_governance.service_centre.windows import REQUEST, WINDOW, windows_of

LONGEST = 366
SEES_ALL = frozenset({roles.ADMINISTRATOR, roles.DISPATCHER, roles.CENTRE_DIRECTOR, roles.AUDITOR})
READ = (
	"day",
	"service_window",
	"status",
	"waiting_since",
	"called_on",
	"served_on",
	"done_on",
	"satisfaction",
)


def execute(filters: dict | None = None) -> tuple:
	"""Return columns, rows, no message, chart and summary, as Frappe's query report wants them.

	:param filters: from_day, to_day, service_window
	:raises frappe.ValidationError: more than a year, or the wrong way round
	"""
	filters = frappe._dict(filters or {})
	first, last = _days(filters)
	windows = _windows(filters.service_window)
	tickets = _tickets(first, last, list(windows))
	rows = _rows(tickets, _requests(first, last, list(windows)), windows)
	return _columns(), rows, None, _chart(rows), _summary(tickets)


def _days(filters) -> tuple[date, date]:
	last = getdate(filters.to_day)
	first = getdate(filters.from_day) if filters.from_day else last - timedelta(days=13)
	if not timedelta(0) <= last - first <= timedelta(days=LONGEST):
		frappe.throw(_("The days must lie within {0} days of each other.").format(LONGEST))
	return first, last


def _windows(chosen: str | None) -> dict[str, dict]:
	"""Return the windows that the person may see, by name, in their order."""
	rows = frappe.get_all(WINDOW, fields=["name", "window_number", "window_name"], order_by="window_number")
	user = frappe.session.user
	if user != "Administrator" and not SEES_ALL & set(frappe.get_roles(user)):
		own = windows_of(user)
		rows = [row for row in rows if row.name in own]
	return {row.name: row for row in rows if chosen in (None, "", row.name)}


def _tickets(first: date, last: date, windows: list[str]) -> list[dict]:
	if not windows:
		return []
	table = frappe.qb.DocType(TICKET)
	query = frappe.qb.from_(table).select(*(table[field] for field in READ))
	return query.where(table.day[first:last] & table.service_window.isin(windows)).run(as_dict=True)


def _requests(first: date, last: date, windows: list[str]) -> dict[tuple, int]:
	"""Count the requests registered at each window and day, with a ticket or without."""
	if not windows:
		return {}
	table = frappe.qb.DocType(REQUEST)
	day = Date(table.creation)
	query = frappe.qb.from_(table).select(day, table.service_window, Count("*"))
	query = query.where((table.creation >= first) & (table.creation < last + timedelta(days=1)))
	rows = query.where(table.service_window.isin(windows)).groupby(day, table.service_window).run()
	return {(found, window): count for found, window, count in rows}


def _rows(tickets: list[dict], requests: dict[tuple, int], windows: dict[str, dict]) -> list[dict]:
	grouped: dict[tuple, list[dict]] = {key: [] for key in requests}
	for ticket in tickets:
		grouped.setdefault((ticket.day, ticket.service_window), []).append(ticket)
	rows = [
		{
			**figures.of(held),
			"day": day,
			"number": windows[window].window_number,
			"window": windows[window].window_name,
			"requests": requests.get((day, window), 0),
		}
		for (day, window), held in grouped.items()
	]
	return sorted(rows, key=lambda row: (-row["day"].toordinal(), row["number"]))


def _columns() -> list[dict]:
	return [
		{"fieldname": "day", "label": _("Day"), "fieldtype": "Date", "width": 110},
		{"fieldname": "number", "label": _("Window Number"), "fieldtype": "Int", "width": 80},
		{"fieldname": "window", "label": _("Service Window"), "fieldtype": "Data", "width": 150},
		*(
			_number(name, label)
			for name, label in (("tickets", _("Tickets Called")), ("served", _("Served")))
		),
		*(_number(name, label) for name, label in (("missed", _("Missed")), ("gone", _("Gone")))),
		_number("requests", _("Requests")),
		_number("wait_median", _("Wait, Median (min)"), "Float", 140),
		_number("wait_90", _("Wait, 90 % within (min)"), "Float", 160),
		_number("service_median", _("Visit, Median (min)"), "Float", 140),
		_number("service_90", _("Visit, 90 % within (min)"), "Float", 160),
		_number("rated", _("Ratings")),
		_number("satisfaction", _("Satisfaction (of 5)"), "Float", 130),
	]


def _number(fieldname: str, label: str, fieldtype: str = "Int", width: int = 85) -> dict:
	precision = {"precision": 2 if fieldname == "satisfaction" else 1} if fieldtype == "Float" else {}
	return {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "width": width, **precision}


def _summary(tickets: list[dict]) -> list[dict]:
	found = figures.of(tickets)
	rows = (
		(_("Tickets Called"), found["tickets"], "Int"),
		(_("Served"), found["served"], "Int"),
		(_("Wait, Median (min)"), found["wait_median"], "Float"),
		(_("Wait, 90 % within (min)"), found["wait_90"], "Float"),
		(_("Visit, Median (min)"), found["service_median"], "Float"),
		(_("Satisfaction (of 5)"), found["satisfaction"], "Float"),
	)
	return [{"label": label, "value": value or 0, "datatype": datatype} for label, value, datatype in rows]


def _chart(rows: list[dict]) -> dict | None:
	if not rows:
		return None
	windows = list(dict.fromkeys(row["window"] for row in sorted(rows, key=lambda row: row["number"])))
	served = [sum(row["served"] for row in rows if row["window"] == window) for window in windows]
	data = {"labels": windows, "datasets": [{"name": _("Served"), "values": served}]}
	return {"data": data, "type": "bar", "height": 220, "colors": ["#318AD8"]}
