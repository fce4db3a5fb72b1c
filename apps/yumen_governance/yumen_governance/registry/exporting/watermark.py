"""The watermark of an export: who took it out of the system, when, and for what."""

from dataclasses import dataclass
from datetime import datetime

import frappe
from frappe import _

LONGEST = 200


@dataclass(frozen=True)
class Watermark:
	"""What stands in the first row, in the margins of each printed page, and faintly behind the table."""

	person: str
	user: str
	taken_on: datetime
	number: str | None = None
	purpose: str | None = None

	def sentence(self) -> str:
		"""Return the first row of the table."""
		parts = [
			_("Exported by {0} ({1})").format(self.person, self.user),
			_("on {0}").format(self._when()),
			_("request {0}").format(self.number) if self.number else None,
			_("for {0}").format(_(self.purpose)) if self.purpose else None,
			_("not to be passed on"),
		]
		return " · ".join(filter(None, parts))

	def short(self) -> str:
		"""Return the few words that stand faintly behind each page."""
		return f"{self.person} {self._when()} {_('not to be passed on')}"[:LONGEST]

	def _when(self) -> str:
		return self.taken_on.strftime("%Y-%m-%d %H:%M")


def watermark_of(user: str, taken_on: datetime, number: str | None = None, purpose: str | None = None):
	"""Return the watermark of what a user takes out.

	:param number: the Export Request; None for an export of the framework's own
	"""
	person = frappe.get_cached_value("User", user, "full_name") or user
	return Watermark(person, user, taken_on, number, purpose)
