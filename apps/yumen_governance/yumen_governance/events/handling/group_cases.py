"""Group cases: who speaks for the group, what it is about in money, and the flags that make it an emergency."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import flt

from yumen_governance.events.handling import notices

# 信访工作条例, art. 20
MOST_REPRESENTATIVES = 5
FLAGS = ("mass_incident", "skip_level_petition")
MOST_URGENT = "Very Urgent"


class GroupCaseError(frappe.ValidationError):
	pass


def prepare(event) -> None:
	"""Check a group case, and make a flagged event an emergency, before its transition is taken.

	:raises GroupCaseError: too many representatives, or more recovered than was claimed
	"""
	if len(event.representatives) > MOST_REPRESENTATIVES:
		frappe.throw(
			_("At most {0} people speak for a group; {1} are named.").format(
				MOST_REPRESENTATIVES, len(event.representatives)
			),
			GroupCaseError,
		)
	if flt(event.amount_recovered) > flt(event.amount_claimed) > 0:
		frappe.throw(_("More was recovered than was claimed. Please check the amounts."), GroupCaseError)
	event.is_emergency = int(any(event.get(flag) for flag in FLAGS))
	if event.is_emergency and not event.emergency_since:
		event.urgency = MOST_URGENT


def note_emergency(event, now: datetime) -> None:
	"""Note since when a reported event is an emergency; a draft becomes one when it is reported."""
	if not event.is_emergency:
		event.emergency_since = None
	elif not event.emergency_since and event.stage != "Intake":
		event.emergency_since = now
		event.flags.emergency_begins = True


def follow(event) -> None:
	"""Tell the centre and the township of a new emergency, in the transaction that makes it one."""
	if event.flags.pop("emergency_begins", None):
		notices.emergency(event)
