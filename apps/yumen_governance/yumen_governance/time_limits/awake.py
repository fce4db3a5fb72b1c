"""The framework's scheduler is kept from falling asleep while nobody logs in.

It does so when the newest entry of the Activity Log is older than `dormant_days`, and when there is none, as on a new site or
after the log was cleared; then jobs run once a day.
"""

from datetime import datetime, timedelta

import frappe
from frappe import _

from yumen_governance.time_limits.outbox.texts import LANGUAGE

LOG = "Activity Log"
# Well within the days after which the framework clears the log
OLDEST = timedelta(days=7)


def stay_awake(now: datetime) -> bool:
	"""Write an entry that jobs are running, unless there is a recent one; the caller commits.

	:return: whether one was written
	"""
	newest = frappe.db.get_value(LOG, {}, "creation", order_by="creation desc")
	if newest and now - newest < OLDEST:
		return False
	subject = _("Scheduled jobs are running", LANGUAGE)
	entry = {"doctype": LOG, "subject": subject, "status": "Success", "user": "Administrator"}
	frappe.get_doc(entry).insert(ignore_permissions=True)  # the system's own entry, nobody asked for it
	return True
