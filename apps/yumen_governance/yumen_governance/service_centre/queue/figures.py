"""Figures of visits: how long people waited and were served, and how content they were. Pure."""

from collections.abc import Iterable
from math import ceil
from statistics import median as middle

from yumen_governance.service_centre.queue.life import DONE, GONE, GRADES, MISSED

# Very Satisfied counts five, Very Dissatisfied one
MARKS = {grade: len(GRADES) - place for place, grade in enumerate(GRADES)}


def waited(ticket) -> float | None:
	"""Return how many minutes somebody waited until the call, since they took the number or were sent back into the line."""
	return minutes_between(ticket.waiting_since, ticket.called_on)


def served(ticket) -> float | None:
	"""Return how many minutes a visit lasted; None for one whose end nobody noted."""
	return minutes_between(ticket.served_on, ticket.done_on) if ticket.status == DONE else None


def minutes_between(start, end) -> float | None:
	"""Return the minutes from one moment to another; None when there is none, or they aren't in this order."""
	return (end - start).total_seconds() / 60 if start and end and end >= start else None


def median(values: Iterable[float | None]) -> float | None:
	"""Return the middle of what is known, in tenths; None when nothing is."""
	known = [value for value in values if value is not None]
	return round(middle(known), 1) if known else None


def nine_of_ten(values: Iterable[float | None]) -> float | None:
	"""Return what nine of ten stay within (the nearest rank), in tenths; None when nothing is known."""
	known = sorted(value for value in values if value is not None)
	return round(known[ceil(0.9 * len(known)) - 1], 1) if known else None


def content(tickets: Iterable) -> float | None:
	"""Return the mean of what visitors gave, five for very satisfied; None when nobody rated."""
	marks = [MARKS[ticket.satisfaction] for ticket in tickets if ticket.satisfaction in MARKS]
	return round(sum(marks) / len(marks), 2) if marks else None


def of(tickets: list) -> dict:
	"""Return the figures of some tickets that one window or clerk called."""
	waits = [waited(ticket) for ticket in tickets]
	visits = [served(ticket) for ticket in tickets]
	return {
		"tickets": len(tickets),
		"served": sum(ticket.status == DONE for ticket in tickets),
		"missed": sum(ticket.status == MISSED for ticket in tickets),
		"gone": sum(ticket.status == GONE for ticket in tickets),
		"requests": sum(bool(ticket.request) for ticket in tickets),
		"wait_median": median(waits),
		"wait_90": nine_of_ten(waits),
		"service_median": median(visits),
		"service_90": nine_of_ten(visits),
		"rated": sum(ticket.satisfaction in MARKS for ticket in tickets),
		"satisfaction": content(tickets),
	}
