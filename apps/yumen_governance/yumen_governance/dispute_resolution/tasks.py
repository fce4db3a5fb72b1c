"""What the resolution of disputes does every day by itself; each may run twice or a day late."""

import frappe
from frappe import _
from frappe.utils import add_days, getdate, now_datetime

from yumen_governance.dispute_resolution import appointments
from yumen_governance.dispute_resolution.agreements import performance
from yumen_governance.grid_management.notices import tell
from yumen_governance.permissions.office import holders_of
from yumen_governance.permissions.roles import ADMINISTRATOR, CENTRE_DIRECTOR

DAYS_BEFORE = 60


def remind_of_ending_committees() -> list[str]:
	"""Tell administrators and the director of the centre once of each committee whose term ends within 60 days.

	:return: the committees they were told of
	"""
	committee, today = frappe.qb.DocType("Mediation Committee"), getdate()
	not_told = committee.reminded_of.isnull() | (committee.reminded_of != committee.term_to)
	rows = (
		frappe.qb.from_(committee)
		.select(committee.name, committee.committee_name, committee.term_to)
		.where((committee.is_active == 1) & (committee.term_to <= add_days(today, DAYS_BEFORE)) & not_told)
	).run(as_dict=True)
	for row in rows:
		_tell_of_ending(row)
	names = [row.name for row in rows]
	if names:
		frappe.qb.update(committee).set(committee.reminded_of, committee.term_to).where(
			committee.name.isin(names)
		).run()
		frappe.db.commit()
	return names


def _tell_of_ending(row) -> None:
	tell(
		holders_of(ADMINISTRATOR, CENTRE_DIRECTOR),
		lambda language: _("The term of {0} ends on {1}: it is elected anew", language).format(
			frappe.utils.escape_html(row.committee_name), row.term_to
		),
		"Mediation Committee",
		row.name,
	)


def take_back_roles_of_ended_committees() -> None:
	"""Take back the role of directors whose committee's term is over."""
	appointments.bring_in_line((), appointments.directors_of_ended_terms())
	frappe.db.commit()


def note_breached_agreements() -> int:
	"""Note the breach of every agreement of which an instalment's day has passed, each in a transaction of its own.

	What fails is written down, and tried again the next time; nothing is noted twice.

	:return: how many instalments were newly breached
	"""
	count = 0
	for name in performance.overdue(getdate()):
		try:
			count += len(performance.note_breach(name, now_datetime()))
		except (frappe.QueryDeadlockError, frappe.QueryTimeoutError):
			frappe.db.rollback()
		except Exception:
			frappe.db.rollback()
			frappe.log_error(title="Breach of an agreement", reference_doctype=performance.AGREEMENT)
		frappe.db.commit()
	return count
