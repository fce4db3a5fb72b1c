"""The daily report on the Sensitive Access Log: figures, what was unusual, and whether the log is whole."""

import json
from datetime import date, timedelta

import frappe
from frappe import _
from frappe.query_builder.functions import Count, Sum
from frappe.utils import formatdate
from pypika import Case

from yumen_governance.grid_management.code_written import write
from yumen_governance.grid_management.notices import tell
from yumen_governance.permissions.office import holders_of
from yumen_governance.permissions.roles import AUDITOR, PRIVACY_OFFICER
from yumen_governance.registry.access_findings import LOG, SEEN, Day, findings_of
from yumen_governance.registry.doctype.sensitive_access_log import chain

REPORT = "Access Report"
# Days without a report that are made up for, when the scheduler stood still
MOST_DAYS_BACK = 31


def missing_days(today: date) -> list[date]:
	"""Return the days before today that have no report yet, the oldest first; yesterday at the least."""
	made = set(frappe.get_all(REPORT, pluck="report_date"))
	first = min([*made, today - timedelta(days=1)])
	days = [today - timedelta(days=back) for back in range(MOST_DAYS_BACK, 0, -1)]
	return [day for day in days if day >= first and day not in made]


def make_report(day: date):
	"""Write the report of one day and tell the Auditors; a day has one report, however often it is asked for.

	:return: the Access Report, None when the day has one
	"""
	if frappe.db.exists(REPORT, {"report_date": day}):
		return None
	found = [finding.row() for finding in findings_of(Day(day))]
	report = frappe.new_doc(REPORT)
	report.update({"report_date": day, **figures_of(day), "unusual": len(found), "findings": found})
	report.update(_state_of_chain())
	write(report)
	_tell(report)
	return report


def figures_of(day: date) -> dict[str, int]:
	"""Return the sums of a day."""
	log = frappe.qb.DocType(LOG)
	allowed, seen = log.outcome == "Allowed", log.action.isin(SEEN)
	columns = {
		"accesses": _number(allowed & seen),
		"reveals": _number(allowed & (log.action == "Reveal")),
		"refusals": _number(log.outcome == "Refused"),
		"people": Count(log.user).distinct(),
		"records": Count(Case().when(allowed & seen, log.reference_name)).distinct(),
		"exports": _number(allowed & (log.action == "Export")),
		"exported_rows": Sum(Case().when(allowed & (log.action == "Export"), log.row_count).else_(0)),
	}
	row = (
		frappe.qb.from_(log)
		.select(*(term.as_(name) for name, term in columns.items()))
		.where(Day(day).of(log))
		.run(as_dict=True)[0]
	)
	return {name: int(row[name] or 0) for name in columns}


def _number(criterion):
	return Sum(Case().when(criterion, 1).else_(0))


def _state_of_chain() -> dict:
	"""Look whether the log is whole since the report before, and remember where its chains end now."""
	last = frappe.get_all(REPORT, pluck="closings", order_by="report_date desc", limit=1)
	known = json.loads(last[0] or "{}") if last else {}
	broken = [f"{found.chain}/{found.sequence}: {_(found.reason)}" for found in chain.breaks(since=known)]
	return {
		"chain_state": "Broken" if broken else "Whole",
		"chain_note": "\n".join(broken),
		"closings": json.dumps(chain.closings()),
	}


def _tell(report) -> None:
	day, unusual = report.report_date, report.unusual
	broken = report.chain_state == "Broken"
	roles = (AUDITOR, PRIVACY_OFFICER) if broken else (AUDITOR,)

	def subject(language: str) -> str:
		if broken:
			return _("The access log was tampered with: report of {0}", language).format(formatdate(day))
		return _("Access report of {0}: {1} accesses, {2} unusual", language).format(
			formatdate(day), report.accesses, unusual
		)

	tell(holders_of(*roles), subject, REPORT, report.name)
