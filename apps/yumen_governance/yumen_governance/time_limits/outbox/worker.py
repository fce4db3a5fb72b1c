"""The worker's round: expand what was posted, then deliver channel by channel."""

from collections.abc import Callable
from datetime import datetime

from frappe.utils import now_datetime

from yumen_governance.time_limits.outbox.delivering import deliver_due
from yumen_governance.time_limits.outbox.expanding import active_channels, expand_due


def deliver_some(commit: Callable[[], None], now: datetime | None = None) -> int:
	"""Expand and deliver one batch of everything that waits.

	:return: how many notices and deliveries were handled
	"""
	done = expand_due(now or now_datetime())
	commit()
	return done + sum(deliver_due(channel, commit, now) for channel in active_channels())


def deliver_here(now: datetime | None = None) -> None:
	"""Expand and deliver all that waits in the transaction of the caller, for data that is made in one go."""
	while deliver_some(lambda: None, now):
		continue
