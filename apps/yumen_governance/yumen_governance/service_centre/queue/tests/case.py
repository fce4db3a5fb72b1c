"""A hall of its own for each test: a type of window, two windows of it and one of another, their clerks and kinds of tickets."""

from datetime import timedelta

import frappe
from frappe.utils import now_datetime

from yumen_governance.service_centre import windows
from yumen_governance.service_centre.queue import kinds, serving, shifts, taking
from yumen_governance.service_centre.queue.life import TICKET
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, make_window, next_number

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def make_kind(*names: str, **values):
	"""Insert a kind of ticket that these windows call, with a letter that no other kind has."""
	taken = set(frappe.get_all("Ticket Kind", pluck="letter"))
	letter = next(a + b for a in reversed(LETTERS) for b in LETTERS if a + b not in taken)
	kind = {"kind_name": f"Kind {next_number()}", "letter": letter, "expected_minutes": 10}
	rows = [{"service_window": name} for name in names]
	return frappe.get_doc({"doctype": "Ticket Kind", **kind, "windows": rows, **values}).insert()


class HallTestCase(GovernanceTestCase):
	"""`here` and `beside` are windows of `kind`, kept by the two clerks; `far` is another, kept by nobody yet."""

	def setUp(self):
		super().setUp()
		self.addCleanup(kinds.forget)
		self.now = now_datetime().replace(hour=10, minute=0, second=0, microsecond=0)
		self.clerk, self.other = actor("clerk"), actor("other_clerk")
		self.here = make_window(self.clerk, self.other).name
		self.beside = make_window(self.other).name
		self.far = make_window(actor("handler")).name
		self.kind = make_kind(self.here, self.beside).name
		self.far_kind = make_kind(self.far).name
		windows.forget()

	def later(self, minutes: float):
		return self.now + timedelta(minutes=minutes)

	def take(self, minutes: float = 0, kind: str | None = None, priority: str = ""):
		"""Take a ticket so many minutes after ten."""
		return taking.take(kind or self.kind, priority, self.later(minutes))

	def open(self, user: str | None = None, window: str | None = None, minutes: float = 0, **values):
		return shifts.open_window(window or self.here, user or self.clerk, self.later(minutes), **values)

	def next(self, minutes: float = 0, user: str | None = None, **values):
		"""The number that somebody calls next, None when nobody waits; the visit begins at once."""
		user = user or self.clerk
		ticket = serving.call_next(user, self.later(minutes), **values)
		if ticket:
			serving.serve(user, ticket.name, self.later(minutes))
		return ticket and ticket.name

	def status(self, ticket) -> str:
		return frappe.db.get_value(TICKET, getattr(ticket, "name", ticket), "status")

	def value(self, ticket, field: str):
		return frappe.db.get_value(TICKET, getattr(ticket, "name", ticket), field)
