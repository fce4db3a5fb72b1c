"""Health of the site for a monitor without an account: ok or not, and how long ago each job finished."""

import frappe
from frappe.rate_limiter import rate_limit

from yumen_governance.time_limits import watchdog

SERVICE_UNAVAILABLE = 503


@frappe.whitelist(allow_guest=True, methods=["GET"])
@rate_limit(limit=120, seconds=60)
def health() -> dict:
	"""Tell whether deadlines are being watched.

	HTTP 503 when a job that must never stop didn't finish for three of its intervals, or when the clocks of
	application and database differ by more than a minute.

	:answers 503: something that must never stop has stopped
	:return: `ok`, `ages` in seconds by job, and `skew` in seconds
	"""
	found = watchdog.health()
	if not found.ok:
		frappe.local.response.http_status_code = SERVICE_UNAVAILABLE
	return {"ok": found.ok, "ages": found.ages, "skew": found.skew}
