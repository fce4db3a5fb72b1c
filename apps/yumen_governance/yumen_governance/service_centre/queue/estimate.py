"""How long somebody will wait: the queue is played through with the windows that are open and the last hour's visits.

Deciding reads nothing; `expectation` reads what it needs in a fixed number of queries.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import ceil

import frappe
from frappe.utils import getdate

from yumen_governance.service_centre.queue import shifts
from yumen_governance.service_centre.queue.kinds import Kind, kinds
from yumen_governance.service_centre.queue.life import AT_WINDOW, IN_LINE, SERVING, SETTINGS
from yumen_governance.service_centre.queue.reading import lasted, live_tickets

SHORTEST_VISIT = 1.0


@dataclass(frozen=True)
class Waiter:
	"""Somebody in line: by which windows they may be called, and how many minutes their visit will take."""

	windows: frozenset[str]
	minutes: float


@dataclass(frozen=True)
class Expectation:
	"""What somebody is told with their ticket; minutes is None while no window that could call them is open."""

	ahead: int
	minutes: int | None


def wait(waiter: Waiter, ahead: Iterable[Waiter], free_in: dict[str, float]) -> float | None:
	"""Return after how many minutes somebody is called; None when no open window calls them.

	:param ahead: who is called before, in their order
	:param free_in: after how many minutes each open window is free
	"""
	free_in = dict(free_in)
	for each in ahead:
		window = _first_free(each, free_in)
		if window:
			free_in[window] += each.minutes
	window = _first_free(waiter, free_in)
	return None if window is None else free_in[window]


def _first_free(waiter: Waiter, free_in: dict[str, float]) -> str | None:
	open_ones = sorted(waiter.windows & free_in.keys())
	return min(open_ones, key=free_in.__getitem__) if open_ones else None


def visit_minutes(kind: Kind, lengths: list[float], needed: int) -> float:
	"""Return how long a visit of a kind is expected to last: the mean of the last hour, if there were enough visits."""
	if not lengths or len(lengths) < needed:
		return max(float(kind.expected_minutes), SHORTEST_VISIT)
	return max(sum(lengths) / len(lengths), SHORTEST_VISIT)


class Hall:
	"""The hall at a moment, as far as waiting depends on it."""

	def __init__(self, now: datetime):
		self.now, self.day = now, getdate(now)
		self.kinds = kinds()
		self.tickets = live_tickets(self.day)
		needed = frappe.get_cached_doc(SETTINGS).visits_for_estimate
		lengths = lasted(self.day, now)
		self.minutes = {
			name: visit_minutes(kind, lengths.get(name, []), needed) for name, kind in self.kinds.items()
		}
		self.free_in = self._free_in()

	def expectation(self, kind: str, turn_on: datetime) -> Expectation:
		"""Return what somebody may expect who is in line for a kind since a moment."""
		mine = self._waiter(kind)
		line = [row for row in self.tickets if row.status in IN_LINE and row.turn_on <= turn_on]
		rivals = [row for row in line if self._of(row).windows & mine.windows]
		minutes = wait(mine, [self._of(row) for row in line], self.free_in)
		return Expectation(len(rivals), None if minutes is None else ceil(minutes))

	def _waiter(self, kind: str, window: str | None = None) -> Waiter:
		known = self.kinds.get(kind)
		windows = frozenset({window}) if window else known.windows if known else frozenset()
		return Waiter(windows, self.minutes.get(kind, SHORTEST_VISIT))

	def _of(self, ticket) -> Waiter:
		return self._waiter(ticket.ticket_kind, ticket.service_window)

	def _free_in(self) -> dict[str, float]:
		at_windows = {row.service_window: row for row in self.tickets if row.status in AT_WINDOW}
		return {window: self._rest_of(at_windows.get(window)) for window in shifts.windows_on_duty(self.day)}

	def _rest_of(self, ticket) -> float:
		if not ticket:
			return 0.0
		expected = self.minutes.get(ticket.ticket_kind, SHORTEST_VISIT)
		gone = (self.now - ticket.served_on).total_seconds() / 60 if ticket.status == SERVING else 0
		return max(expected - gone, SHORTEST_VISIT)
