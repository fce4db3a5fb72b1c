"""Working Calendars, kinds of clock, Time Limit Rules, and the actions by which the ladder stands in timelines.

Holidays and make-up working days are those of the package chinesecalendar, which follows the yearly notices of the
State Council. Of the time limits, that of signing (2 hours, 4 working hours), of the call back (3 working days) and
the default of 2 hours for what is very urgent are the centre's habits; none of them stands in a law.
"""

from collections.abc import Iterable
from datetime import date

import chinese_calendar
import frappe
from chinese_calendar.constants import Holiday
from frappe.utils import now_datetime

from yumen_governance.grid_management.many_rows import insert_rows
from yumen_governance.seed import ensure
from yumen_governance.time_limits import watchdog
from yumen_governance.time_limits.awake import stay_awake
from yumen_governance.time_limits.clocks.rules import (
	EMERGENCY,
	FIRST_RESPONSE,
	FOLLOW_UP,
	HANDLE,
	JOINT_ACTION,
	SIGN,
	THE_CALL,
	THE_CATEGORY,
)

EVENT, CALENDAR = "Governance Event", "Working Calendar"
OCCASIONS = {holiday.value: holiday.chinese for holiday in Holiday}
SHIFTS = (("8:30:00", "12:00:00"), ("14:30:00", "18:00:00"))
KINDS = {
	SIGN: "自分流交办起，至承办方签收",
	FIRST_RESPONSE: "自上报起，至有人着手办理",
	HANDLE: "自上报起，至办理结果审核通过；其到期时间即事项的到期时间",
	FOLLOW_UP: "自办结起，至回访当事人",
	EMERGENCY: "自列为紧急事项起，至报送处置结果",
	JOINT_ACTION: "自网格吹哨起，至被召集单位签收报到；每个单位各计一条",
}
# What the ladder does that is no transition, as it stands in timelines
DEEDS = ("Deadline Notice", "Yellow Order", "Red Order", "Listed Order", "Tag for Assessment")

REMIND_HANDLER = {"after_percent": 80, "does": "Notify", "tell_handler": 1}
YELLOW = {"after_percent": 100, "does": "Yellow Order", "tell_handler": 1, "tell_leader": 1}
RED = {"after_percent": 150, "does": "Red Order", "tell_leader": 1, "tell_level_above": 1, "tell_centre": 1}
LISTED = {"after_percent": 200, "does": "Listed Order", "tell_level_above": 1, "tell_centre": 1}
LADDER = (REMIND_HANDLER, YELLOW, RED, LISTED)
SIGN_LADDER = (REMIND_HANDLER, YELLOW, RED)
RESPONSE_LADDER = (
	REMIND_HANDLER,
	{"after_percent": 100, "does": "Notify", "tell_leader": 1, "tell_centre": 1},
)
CALL_LADDER = (
	REMIND_HANDLER,
	{"after_percent": 100, "does": "Notify", "tell_handler": 1, "tell_leader": 1},
	{"after_percent": 200, "does": "Notify", "tell_leader": 1, "tell_centre": 1},
)
CENTRE_LADDER = (
	{"after_percent": 80, "does": "Notify", "tell_centre": 1},
	{"after_percent": 100, "does": "Notify", "tell_centre": 1},
)

WHILE_OPEN = {
	"Triage": "Starts",
	"Assigned": "Starts",
	"Handling": "Starts",
	"Review": "Runs",
	"Suspended": "Pauses",
}
WHILE_CALLED = {
	**dict.fromkeys(("Triage", "Assigned", "Handling", "Review"), "Runs"),
	"Suspended": "Pauses",
}
UNTIL_BEGUN = {"Triage": "Starts", "Assigned": "Runs", "Suspended": "Pauses"}
ONE_EXTENSION = {"max_extensions": 1, "extension_length": 10, "extension_unit": "Working Days"}
BASIS = "国办发〔2020〕53号：限时办理；具体时限由中心规定"

# title, which is the name as well: kind, urgency, number, unit, stages, ladder, and what is particular
RULES = {
	"签收时限（普通）": (SIGN, None, 4, "Working Hours", {"Assigned": "Starts"}, SIGN_LADDER, {}),
	"签收时限（紧急）": (SIGN, "Urgent", 2, "Hours", {"Assigned": "Starts"}, SIGN_LADDER, {}),
	"签收时限（特急）": (
		SIGN,
		"Very Urgent",
		1,
		"Hours",
		{"Assigned": "Starts"},
		SIGN_LADDER,
		{},
	),
	"首次响应时限（普通）": (
		FIRST_RESPONSE,
		None,
		1,
		"Working Days",
		UNTIL_BEGUN,
		RESPONSE_LADDER,
		{"once": 1},
	),
	"首次响应时限（紧急）": (
		FIRST_RESPONSE,
		"Urgent",
		4,
		"Hours",
		UNTIL_BEGUN,
		RESPONSE_LADDER,
		{"once": 1},
	),
	"首次响应时限（特急）": (
		FIRST_RESPONSE,
		"Very Urgent",
		2,
		"Hours",
		UNTIL_BEGUN,
		RESPONSE_LADDER,
		{"once": 1},
	),
	"办理时限（按事件类别）": (
		HANDLE,
		None,
		None,
		None,
		WHILE_OPEN,
		LADDER,
		{"legal_basis": BASIS, **ONE_EXTENSION},
	),
	"回访时限": (
		FOLLOW_UP,
		None,
		3,
		"Working Days",
		{"Feedback": "Starts"},
		CENTRE_LADDER,
		{"stops_when_asked_for": "satisfaction", "only_if_set": "follow_up_on"},
	),
	"应急处置时限": (
		EMERGENCY,
		None,
		2,
		"Hours",
		{"Triage": "Starts", "Assigned": "Starts", "Handling": "Starts", "Suspended": "Pauses"},
		(YELLOW, RED),
		{"only_if_set": "is_emergency", "once": 1},
	),
	"网格吹哨答复时限": (
		JOINT_ACTION,
		None,
		None,
		None,
		WHILE_CALLED,
		CALL_LADDER,
		{"length_from": THE_CALL},
	),
}


def seed() -> None:
	"""Make the calendars of the years that are known, the kinds of clock and their rules, and start the watchdog."""
	seed_calendars(range(min(chinese_calendar.holidays).year, max(chinese_calendar.holidays).year + 1))
	for kind, description in KINDS.items():
		ensure("Clock Kind", kind, {"kind_name": kind, "description": description})
	for deed in DEEDS:
		ensure("Workflow Action Master", deed, {"workflow_action_name": deed})
	for title, row in RULES.items():
		if _has_fields(row[-1]):
			ensure("Time Limit Rule", title, rule_values(title, *row))
	stay_awake(now_datetime())
	watchdog.expect(watchdog.SWEEP)
	watchdog.expect(watchdog.DELIVERY)


def seed_calendars(years: Iterable[int]) -> None:
	"""Make the calendars; those that never were on this site, with all their days, in one statement a table."""
	calendars = {str(year): calendar_values(year) for year in years}
	planted = frappe.get_all("Seeded Record", {"reference_doctype": CALENDAR}, pluck="reference_name")
	known = {*planted, *frappe.get_all(CALENDAR, pluck="name")}
	new = {name: values for name, values in calendars.items() if name not in known}
	insert_rows(CALENDAR, [{"name": name, "year": values["year"]} for name, values in new.items()])
	for doctype, tables in {
		"Working Calendar Day": ("holidays", "workdays"),
		"Working Calendar Shift": ("shifts",),
	}.items():
		insert_rows(
			doctype, [row for name in new for table in tables for row in _rows(name, table, new[name][table])]
		)
	for name, values in calendars.items():
		ensure(CALENDAR, name, values)


def _rows(calendar: str, table: str, rows: list[dict]) -> list[dict]:
	place = {"parent": calendar, "parenttype": CALENDAR, "parentfield": table}
	return [{**place, "idx": number, **row} for number, row in enumerate(rows, 1)]


def calendar_values(year: int) -> dict:
	"""Return the Working Calendar record of a year."""
	return {
		"year": year,
		"holidays": [
			_day(day, name) for day, name in _of(chinese_calendar.holidays, year) if day.weekday() < 5
		],
		"workdays": [_day(day, name) for day, name in _of(chinese_calendar.workdays, year)],
		"shifts": [{"opens": opens, "closes": closes} for opens, closes in SHIFTS],
	}


def _of(days: dict[date, str], year: int) -> list[tuple[date, str]]:
	return sorted((day, name) for day, name in days.items() if day.year == year)


def _day(day: date, name: str) -> dict:
	return {"day": day.isoformat(), "day_name": OCCASIONS.get(name, name)}


def rule_values(
	title: str,
	kind: str,
	urgency: str | None,
	length: int | None,
	unit: str | None,
	stages,
	ladder,
	particular,
) -> dict:
	"""Return the Time Limit Rule record of a row of RULES."""
	return {
		"title": title,
		"kind": kind,
		"applies_to": EVENT,
		"is_active": 1,
		"rule_order": 100,
		"urgency": urgency,
		"length_from": "This Rule" if length else THE_CATEGORY,
		"length": length or 0,
		"unit": unit,
		"method": "Working Time",
		"stages": [{"stage": stage, "effect": effect} for stage, effect in stages.items()],
		"steps": [dict(step) for step in ladder],
		**particular,
	}


def _has_fields(particular: dict) -> bool:
	"""Whether the case has the fields that a rule names; the office may have taken one away."""
	named = [particular[key] for key in ("only_if_set", "stops_when_asked_for") if key in particular]
	return all(frappe.get_meta(EVENT).has_field(name) for name in named)
