"""Two people write the same rows at the same moment: the database ends one's transaction, and it is tried again.

It is the same request that tries again, so that it stays the work of the same person. The framework answers such a
request with a failure of the server instead.
"""

import random
import time
from collections.abc import Callable
from typing import TypeVar

import frappe
from frappe import _

MOST_TRIES = 5
LONGEST_PAUSE = 0.1

Result = TypeVar("Result")


class BusyError(frappe.ValidationError):
	"""Nothing was stored; the same request may do better in a moment."""

	http_status_code = 503


def tried_again(work: Callable[[], Result]) -> Result:
	"""Do all that a request does, again while the database chooses it as the victim of a deadlock.

	Whoever waited for a lock in vain has waited long enough, and is refused at once.

	:param work: the whole of the transaction: what came before it is undone as well
	:raises BusyError: after five tries, or when a lock wasn't free in time
	"""
	for number in range(1, MOST_TRIES + 1):
		try:
			return work()
		except frappe.QueryDeadlockError:
			frappe.db.rollback()
			frappe.clear_messages()
			time.sleep(random.uniform(0, LONGEST_PAUSE * number))
		except frappe.QueryTimeoutError:
			frappe.db.rollback()
			frappe.clear_messages()
			break
	return frappe.throw(
		_("Somebody else is writing the same records at this moment. Nothing was stored; please try again."),
		BusyError,
	)
