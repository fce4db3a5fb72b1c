"""What was recovered in a case: by units, and by agreements that were performed."""

import frappe
from frappe.query_builder.functions import Sum
from frappe.utils import flt

CASE = "Dispute Case"
# DocType: its field of what was recovered, in yuan
PARTS = {"Case Task": "amount_recovered", "Performance Instalment": "amount_performed"}


def recount(case: str) -> float:
	"""Write on a case the sum of what its units recovered and what was performed under its agreements (yuan)."""
	total = flt(sum(_sum(doctype, fieldname, case) for doctype, fieldname in PARTS.items()), 2)
	frappe.db.set_value(CASE, case, "amount_recovered", total, update_modified=False)
	return total


def _sum(doctype: str, fieldname: str, case: str) -> float:
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table).select(Sum(table[fieldname])).where(table.dispute_case == case)
	return flt(query.run()[0][0])
