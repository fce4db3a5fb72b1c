"""How long positions are kept: a year at most, less by Privacy Settings; then they are deleted, not anonymised."""

from datetime import datetime, timedelta

import frappe
from frappe.utils import cint

from yumen_governance.field_work.positions.trails import TRAIL
from yumen_governance.registry.doctype.privacy_settings.privacy_settings import MOST_POSITION_DAYS

BATCH = 5000


def kept_since(now: datetime) -> datetime:
	"""Return since when positions are kept; never longer than a year, whatever is stored."""
	days = cint(frappe.db.get_single_value("Privacy Settings", "keep_positions_days"))
	return now - timedelta(days=min(days or MOST_POSITION_DAYS, MOST_POSITION_DAYS))


def forget(since: datetime) -> int:
	"""Delete trails that ended before a moment, at most some thousands; return how many. The caller commits."""
	trail = frappe.qb.DocType(TRAIL)
	frappe.qb.from_(trail).delete().where(trail.ended_on < since).limit(BATCH).run()
	return frappe.db._cursor.rowcount
