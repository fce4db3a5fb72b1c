"""The ways that the demo events took through the workflow, and when each step was taken.

Pure Python: nothing here reads or writes the site.
"""

from datetime import datetime, timedelta

_HANDLED = ("Report", "Accept", "Dispatch", "Sign", "Start", "Submit Result")
_CLOSED = (*_HANDLED, "Approve Result", "Follow Up", "Close")

ROUTES = {
	"Draft": (),
	"Reported": _HANDLED[:1],
	"Accepted": _HANDLED[:2],
	"Dispatched": _HANDLED[:3],
	"Signed": _HANDLED[:4],
	"In Progress": _HANDLED[:5],
	"In Progress after send back": (*_HANDLED, "Send Back"),
	"Return Requested": (*_HANDLED[:4], "Request Return"),
	"Extension Requested": (*_HANDLED[:5], "Request Extension"),
	"Suspended": (*_HANDLED[:5], "Suspend"),
	"Pending Review": _HANDLED,
	"Settled": ("Settle on Spot",),
	"Resolved": _CLOSED[:7],
	"Followed Up": _CLOSED[:8],
	"Closed": _CLOSED,
	"Closed after reopen": (*_CLOSED[:8], "Sign", "Start", "Submit Result", *_CLOSED[6:]),
	"Rejected": ("Report", "Reject"),
	"Cancelled": ("Report", "Cancel"),
}

HOURS_BEFORE = {
	"Report": 0.1,
	"Settle on Spot": 0.6,
	"Accept": 0.4,
	"Reject": 0.9,
	"Cancel": 1.5,
	"Dispatch": 0.3,
	"Sign": 1.2,
	"Start": 1.6,
	"Submit Result": 22,
	"Send Back": 3,
	"Approve Result": 4,
	"Follow Up": 20,
	"Request Return": 2,
	"Request Extension": 20,
	"Suspend": 26,
	"Close": 23,
}

OFFICE_OPENS, OFFICE_CLOSES = 8, 19


def schedule(actions: tuple[str, ...], days: float, now: datetime, number: int = 0) -> list[datetime]:
	"""Return when the event was registered and when each action was taken, all before now.

	:param days: how long ago the event was registered
	:param number: the event's number, which varies the hour of the day and the pace
	"""
	now = now.replace(microsecond=0)
	start = _start(days, now, number)
	room = (now - start).total_seconds() / 3600 * 0.85
	needed = sum(HOURS_BEFORE[action] for action in actions)
	own_pace = 0.55 + number * 7 % 10 / 10
	pace = min(own_pace, room / needed) if needed else own_pace
	times = [start]
	for action in actions:
		planned = times[-1] + timedelta(hours=HOURS_BEFORE[action] * pace)
		moved = _office_hours(planned, now)
		times.append(moved if pace == own_pace else planned)
	return _in_order(times, now)


def _start(days: float, now: datetime, number: int) -> datetime:
	"""Return a moment of the office day that lies so many days back, or simply that long ago today."""
	day = (now - timedelta(days=days)).replace(hour=OFFICE_OPENS, minute=0, second=number * 13 % 60)
	moment = day + timedelta(minutes=15 + number * 97 % 540)
	return moment if moment < now and days >= 1 else now - timedelta(days=days, minutes=number % 7)


def _office_hours(moment: datetime, now: datetime) -> datetime:
	"""Move a moment of the night to the next morning, if that morning has come."""
	moved = moment
	if moment.hour >= OFFICE_CLOSES:
		moved = moment + timedelta(days=1)
	if moved is not moment or moment.hour < OFFICE_OPENS:
		moved = moved.replace(hour=OFFICE_OPENS, minute=20 + moment.minute // 2)
	return moved if moved < now else moment


def _in_order(times: list[datetime], now: datetime) -> list[datetime]:
	"""Keep the steps after one another and behind now, whatever moved them."""
	latest = [now - timedelta(minutes=2 * (len(times) - index)) for index in range(len(times))]
	kept = [min(time, limit) for time, limit in zip(times, latest, strict=True)]
	return [max(kept[: index + 1]) + timedelta(seconds=index) for index in range(len(kept))]
