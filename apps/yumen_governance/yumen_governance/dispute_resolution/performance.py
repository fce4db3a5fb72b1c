"""What was performed under the agreements of a case."""

import frappe
from frappe.query_builder.functions import Sum
from frappe.utils import flt


def performed_amount(case: str) -> float:
	"""Return what was performed under all agreements of a case, in yuan."""
	row = frappe.qb.DocType("Performance Instalment")
	query = frappe.qb.from_(row).select(Sum(row.amount_performed)).where(row.dispute_case == case)
	return flt(query.run()[0][0], 2)
