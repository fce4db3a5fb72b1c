"""Public figures: what came in lately, by class and township, and how it was settled. Nothing below five is told.

Only of the classes that residents report in: those about persons in care are nobody else's business.
"""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, time, timedelta

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from frappe.utils import cint

from yumen_governance.events.handling.steps import EVENT
from yumen_governance.frontend import LANGUAGE
from yumen_governance.public_portal.disclosure import disclosable, share, total
from yumen_governance.public_portal.doctype.public_portal_settings.public_portal_settings import settings

CACHE = "portal:statistics"
SECONDS = 600
SETTLED = ("Feedback", "Closed")
SATISFIED = ("Very Satisfied", "Satisfied")
CLASS_CODE, TOWNSHIP_CODE = 2, 9


def statistics(now: datetime) -> dict:
	"""Return the figures of the last days (Public Portal Settings), counted at most every ten minutes."""
	known = frappe.cache.get_value(CACHE, expires=True)
	if not known:
		known = _count(now, cint(settings().statistics_days) or 90)
		frappe.cache.set_value(CACHE, known, expires_in_sec=SECONDS)
	return known


def _count(now: datetime, days: int) -> dict:
	"""Count whole days that are over: from figures that change by the hour, one could tell what came in between."""
	last = datetime.combine(now.date(), time.min)
	offered = {row.category[:CLASS_CODE] for row in settings().categories}
	found = _rows(last - timedelta(days=days), last)
	rows = [row for row in found if (row.category or "")[:CLASS_CODE] in offered]
	classes, townships = Counter(), Counter()
	for row in rows:
		classes[(row.category or "")[:CLASS_CODE]] += row.number
		townships[(row.grid or "")[:TOWNSHIP_CODE]] += row.number
	by_class = _named(classes, "Event Category", "category_name")
	by_township = _named(townships, "Grid", "grid_name")
	totals = total(by_class), total(by_township)
	whole = _sum(rows, lambda row: True)
	return {
		"days": days,
		"until": str((last - timedelta(days=1)).date()),
		"received": None if None in totals else whole,
		"settled": share(_sum(rows, lambda row: row.stage in SETTLED), whole),
		"satisfied": share(
			_sum(rows, lambda row: row.satisfaction in SATISFIED), _sum(rows, lambda row: row.satisfaction)
		),
		"by_class": _told(by_class),
		"by_township": _told(by_township),
	}


def _sum(rows: list, chosen: Callable) -> int:
	return sum(row.number for row in rows if chosen(row))


def _rows(since: datetime, until: datetime) -> list:
	event = frappe.qb.DocType(EVENT)
	return (
		frappe.qb.from_(event)
		.select(event.category, event.grid, event.stage, event.satisfaction, Count("*").as_("number"))
		.where((event.reported_on >= since) & (event.reported_on < until) & (event.stage != "Void"))
		.groupby(event.category, event.grid, event.stage, event.satisfaction)
	).run(as_dict=True)


def _named(counts: Counter, doctype: str, title: str) -> Counter:
	"""Return counts under the names of their records; what has none is one more count, and no rest to be reckoned."""
	found = frappe.get_all(doctype, {"name": ["in", list(counts) or [""]]}, ["name", title], as_list=True)
	names, named = dict(found), Counter()
	for code, count in counts.items():
		named[names.get(code) or _("All Others", LANGUAGE)] += count
	return named


def _told(counts: Counter) -> list[dict]:
	"""Return counts, the most first; None stands for what isn't told."""
	told = disclosable(counts)
	return [
		{"label": label, "count": count}
		for label, count in sorted(told.items(), key=lambda item: -(item[1] or 0))
	]
