"""The hall of the demo city: who sits at which window, two weeks of past visits, screens without a key yet, booked rooms.

Past tickets are rows written at once, the same at each loading; what happens today is left to whoever tries the hall.
"""

import random
from datetime import date, datetime, time, timedelta

import frappe
from frappe.utils import get_datetime, getdate

from yumen_governance.demo.dataset import mail_of
from yumen_governance.demo.stories import handler_of
from yumen_governance.grid_management.many_rows import insert_rows
from yumen_governance.service_centre import windows
from yumen_governance.service_centre.queue.life import GRADES, PRIORITIES, TICKET
from yumen_governance.service_centre.rooms.booking import Wish, book

LOADED = "governance_demo_hall_loaded"
DAYS = 10
OPENS, CLOSES = time(8, 30), time(17, 30)
# Window: who sits there first, and how many visits a day has
STAFF = {
	"W01": ("window_clerk", "window_clerk2"),
	"W04": ("window_clerk",),
	"W08": ("arbitration_handler",),
	"W09": ("arbitration_handler",),
	"W10": ("court_liaison",),
	"W11": ("court_liaison",),
	"W12": ("court_liaison",),
	"W16": ("window_clerk2",),
	"W17": ("window_clerk2",),
	"W19": ("court_liaison",),
}
HANDLERS = {"W07": "劳动监察大队", "W16": "信访局"}
VISITS = {"W01": 14, "W04": 6, "W07": 6, "W08": 5, "W16": 9}
SCREENS = (("大厅东门显示屏", "Hall Display", None), ("综合受理窗口评价屏", "Rating Screen", "W01"))
# Room, hour, minutes, purpose on the next day of work
BOOKINGS = (
	("第1调解室", 9, 90, "Mediation"),
	("第1调解室", 15, 60, "Mediation"),
	("第3调解室", 10, 60, "Consultation"),
)


def ensure_hall() -> None:
	"""Put people at the windows, and tell of past visits once."""
	ensure_staff()
	if frappe.db.get_default(LOADED):
		return
	ensure_screens()
	insert_rows(TICKET, past_tickets(getdate()))
	book_rooms(next_day_of_work(getdate()))
	frappe.db.set_default(LOADED, "1")


def ensure_staff() -> None:
	for window, keys in STAFF.items():
		_put_at(window, [mail_of(key) for key in keys])
	for window, unit in HANDLERS.items():
		_put_at(window, [handler_of(unit)])


def _put_at(window: str, users: list[str]) -> None:
	doc = frappe.get_doc("Service Window", window)
	new = [user for user in users if user not in {row.user for row in doc.staff}]
	if new:
		doc.extend("staff", [{"user": user} for user in new])
		doc.save()


def ensure_screens() -> None:
	for name, kind, window in SCREENS:
		if not frappe.db.exists("Hall Screen", name):
			screen = {"screen_name": name, "screen_kind": kind, "service_window": window}
			frappe.get_doc({"doctype": "Hall Screen", **screen}).insert()


def past_tickets(today: date) -> list[dict]:
	"""Return the tickets of the last days of work before a day."""
	kinds = {row.service_window: row for row in _kinds()}
	rows, day = [], today
	for _day in range(DAYS):
		day = _before(day)
		for window, count in VISITS.items():
			rows += _day_of(window, kinds[window], day, count)
	return rows


def _kinds() -> list[dict]:
	row, kind = frappe.qb.DocType("Ticket Kind Window"), frappe.qb.DocType("Ticket Kind")
	query = frappe.qb.from_(row).inner_join(kind).on(kind.name == row.parent)
	return query.select(row.service_window, kind.name, kind.letter, kind.expected_minutes).run(as_dict=True)


def _day_of(window: str, kind, day: date, count: int) -> list[dict]:
	dice = random.Random(f"{window} {day}")
	minutes = (CLOSES.hour - OPENS.hour) * 60
	arrivals = sorted(dice.sample(range(minutes), count))
	free, rows = datetime.combine(day, OPENS), []
	for number, minute in enumerate(arrivals, start=1):
		taken = datetime.combine(day, OPENS) + timedelta(minutes=minute)
		ticket = _ticket(dice, kind, taken, max(taken + timedelta(minutes=1), free))
		free = ticket["done_on"] or ticket["called_on"]
		shown = f"{kind.letter}{number:03}"
		rows.append(
			{
				"name": f"{day:%Y%m%d}-{shown}",
				"shown_number": shown,
				"number": number,
				"day": day,
				"service_window": window,
				"clerk": windows.staff_of(window)[0],
				**ticket,
			}
		)
	return rows


def _ticket(dice: random.Random, kind, taken: datetime, called: datetime) -> dict:
	came = dice.random() > 0.08
	length = max(2, round(dice.gauss(kind.expected_minutes, kind.expected_minutes / 3)))
	begun = called + timedelta(minutes=1)
	return {
		"ticket_kind": kind.name,
		"priority": dice.choice(PRIORITIES) if dice.random() < 0.12 else "",
		"status": "Done" if came else "Gone",
		"taken_on": taken,
		"turn_on": taken,
		"waiting_since": taken,
		"called_on": called,
		"last_called_on": called,
		"call_count": 1 if came else 2,
		"served_on": begun if came else None,
		"done_on": begun + timedelta(minutes=length) if came else None,
		"satisfaction": dice.choices(GRADES, (60, 25, 10, 4, 1))[0] if came and dice.random() < 0.7 else "",
	}


def book_rooms(day: date) -> None:
	"""Book some rooms as a mediator."""
	user = frappe.session.user
	frappe.set_user(mail_of("mediator"))
	try:
		for room, hour, minutes, purpose in BOOKINGS:
			start = get_datetime(f"{day} {hour:02}:00:00")
			book(Wish(room, start, start + timedelta(minutes=minutes), purpose))
	finally:
		frappe.set_user(user)


def next_day_of_work(day: date) -> date:
	"""Return the first weekday after a day."""
	day += timedelta(days=1)
	return day if day.weekday() < 5 else next_day_of_work(day)


def _before(day: date) -> date:
	day -= timedelta(days=1)
	return day if day.weekday() < 5 else _before(day)
