"""What the clocks do by themselves: the sweep every minute, the check of calendars every day, and recounts."""

import frappe
from frappe.utils import getdate, now_datetime

from yumen_governance.permissions.roles import ADMINISTRATOR
from yumen_governance.time_limits import outbox, watchdog
from yumen_governance.time_limits.as_system import as_system, reading_what_is_committed
from yumen_governance.time_limits.awake import stay_awake
from yumen_governance.time_limits.clocks import calendars, recounting, sweeping
from yumen_governance.time_limits.outbox import alarms
from yumen_governance.time_limits.outbox.tasks import deliver_messages

TRIES = 5
# Nobody looks at a backlog that needs longer; the next minute goes on with it
MOST_BATCHES = 200


def sweep() -> int:
	"""Make every step happen that is due, in short transactions; may run any number of times, also side by side.

	:return: how many clocks were handled
	"""
	handled = 0
	with as_system(), reading_what_is_committed():
		for _batch in range(MOST_BATCHES):
			if not (count := _sweep_batch()):
				break
			handled += count
		watchdog.finished(watchdog.SWEEP, handled=handled)
		alarms.tell_of_stalls(now_datetime())
		frappe.db.commit()
	return handled


def catch_up() -> None:
	"""Do what a lost or stuck job left undone: sweep and deliver when neither was done for two minutes; recount."""
	with as_system():
		if watchdog.is_late(watchdog.SWEEP):
			sweep()
		if watchdog.is_late(watchdog.DELIVERY):
			deliver_messages()
		recount_clocks()


def recount_clocks() -> None:
	"""Count the open clocks again for calendars that were changed; one that is killed is begun again."""
	pending = recounting.pending_calendars()
	if not pending:
		return
	last = ""
	while last is not None:
		last = recounting.recount(last)
		frappe.db.commit()
	recounting.settle(pending)
	frappe.db.commit()


def keep_scheduler_awake() -> bool:
	"""See to it that the scheduler goes on while nobody logs in; runs every day.

	:return: whether something had to be done
	"""
	done = stay_awake(now_datetime())
	frappe.db.commit()
	return done


def check_calendars() -> int | None:
	"""Tell administrators once of a year whose calendar is missing.

	:return: the year, None when all is well
	"""
	year = calendars.missing_year(getdate())
	if year:
		outbox.post(
			outbox.Notice(
				event_type="Calendar Missing",
				doctype=calendars.DOCTYPE,
				name=None,
				audience=outbox.role(ADMINISTRATOR),
				values={"year": year},
				key=f"calendar missing {year}",
			)
		)
		frappe.db.commit()
	return year


def _sweep_batch() -> int:
	"""One batch; what meets another transaction is tried again, what fails is done clock by clock."""
	for _try in range(TRIES):
		try:
			count = sweeping.sweep(watchdog.now_of_database())
			frappe.db.commit()
			return count
		except (frappe.QueryDeadlockError, frappe.QueryTimeoutError):
			frappe.db.rollback()
		except Exception:
			frappe.db.rollback()
			return _sweep_singly()
	return 0


def _sweep_singly() -> int:
	"""Each clock in a transaction of its own, so that one that fails holds up no other."""
	now, handled = watchdog.now_of_database(), 0
	for name in sweeping.due_clocks(now):
		try:
			handled += sweeping.sweep(now, only=[name])
		except (frappe.QueryDeadlockError, frappe.QueryTimeoutError):
			frappe.db.rollback()
		except Exception:
			frappe.db.rollback()
			if sweeping.postpone(name, now) == 1:
				frappe.log_error(f"Case Clock {name}", frappe.get_traceback(), "Case Clock", name)
		frappe.db.commit()
	return handled
