"""What became of the messages about a record: how many persons were told, how many could not be."""

import frappe
from frappe.query_builder.functions import Count
from pypika import Case

from yumen_governance.time_limits.outbox.rows import DEAD, DELIVERED, DELIVERY, DIGESTED, NOTICE, WAITING


def of_record(doctype: str, name: str) -> dict[str, int]:
	"""Return the number of persons told, of those only a failure stands for, and of those still to be told.

	One person counts once, whatever the channels and messages.
	"""
	row = frappe.qb.DocType(DELIVERY)
	about = (row.reference_doctype == doctype) & (row.reference_name == name)
	people = (
		frappe.qb.from_(row)
		.select(_any(row, DELIVERED, DIGESTED).as_("told"), _any(row, DEAD).as_("failed"))
		.where(about)
		.groupby(row.receiver)
	).run(as_dict=True)
	return {
		"told": sum(bool(person.told) for person in people),
		"failed": sum(bool(person.failed and not person.told) for person in people),
		"waiting": sum(not person.failed and not person.told for person in people)
		+ _unexpanded(doctype, name),
	}


def _any(row, *states: str):
	return Count(Case().when(row.status.isin(states), 1))


def _unexpanded(doctype: str, name: str) -> int:
	filters = {"reference_doctype": doctype, "reference_name": name, "status": WAITING}
	return frappe.db.count(NOTICE, filters)
