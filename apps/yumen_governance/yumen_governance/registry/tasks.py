"""What the registry's privacy does every day by itself."""

from datetime import date

import frappe
from frappe.utils import getdate, now_datetime

from yumen_governance.registry import access_report, retention
from yumen_governance.registry.doctype.sensitive_access_log.chain import HEAD


def report_access() -> list[date]:
	"""Write the access report of yesterday, and of days that were missed; each in a transaction of its own.

	:return: the days that were reported
	"""
	days = access_report.missing_days(getdate())
	for day in days:
		access_report.make_report(day)
		frappe.db.commit()
	return days


def forget_old_accesses() -> int:
	"""Remove rows of the access log whose time is over, and return how many."""
	since, total = retention.kept_since(now_datetime()), 0
	for name in frappe.get_all(HEAD, pluck="name", order_by="name"):
		while removed := retention.remove_oldest(name, since):
			total += removed
			frappe.db.commit()
		frappe.db.commit()
	return total
