"""What happens to patrols every day by itself."""

import frappe
from frappe.utils import getdate, now_datetime

from yumen_governance.field_work.patrols import closing, due


def make_patrol_tasks() -> int:
	"""Make the patrol tasks of today's periods; return how many are new."""
	made = due.make_tasks(getdate())
	frappe.db.commit()
	return made


def close_forgotten_rounds() -> int:
	"""Close the rounds of earlier days that nobody ended, from the set hour on, a batch a transaction; return how many."""
	now, closed = now_datetime(), 0
	if not closing.is_time(now):
		return 0
	while batch := closing.close(now):
		closed += batch
		frappe.db.commit()
	return closed
