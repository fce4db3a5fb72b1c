"""What happens to care records every day by itself."""

import frappe
from frappe.utils import getdate

from yumen_governance.permissions.care import CARE_DOCTYPES
from yumen_governance.registry.care import erasure, reviews, team


def make_ended_records_anonymous() -> int:
	"""Make anonymous what has passed its retention, a batch a transaction.

	:return: how many records
	"""
	done = 0
	while made := erasure.make_due_anonymous(getdate()):
		done += made
		frappe.db.commit()
	return done


def remind_of_reviews() -> int:
	"""Tell officers of reviews that are due, a batch a transaction.

	:return: of how many records
	"""
	done = 0
	for doctype in CARE_DOCTYPES:
		while told := reviews.remind_of_due(doctype, getdate()):
			done += told
			frappe.db.commit()
	return done


def bring_helpers_roles_in_line() -> None:
	"""Give and take the role of helpers whose term began or ended."""
	team.grant_and_take({*team.entitled_accounts(), *team.holders_of_role()})
	frappe.db.commit()
