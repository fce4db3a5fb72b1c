"""What the public's door does by itself: notices go out and come down, reads are written down, old guesses are forgotten."""

from datetime import timedelta

import frappe
from frappe.utils import now_datetime

from yumen_governance.public_portal import guesses, notices, reading

GUESS_DAYS = 2


def keep_notices() -> int:
	"""Bring notices in line with their dates and write down how often they were read; runs every few minutes.

	:return: how many notices changed
	"""
	changed = notices.keep_status(now_datetime()) + reading.fold()
	frappe.db.commit()
	reading.folded()
	return changed


def forget_guesses() -> int:
	"""Forget counts of wrong codes that lock nobody any more; runs every day.

	:return: how many
	"""
	forgotten = guesses.forget(now_datetime() - timedelta(days=GUESS_DAYS))
	frappe.db.commit()
	return forgotten
