"""What happens to positions every day by itself."""

import frappe
from frappe.utils import now_datetime

from yumen_governance.field_work.positions import keeping


def forget_positions() -> int:
	"""Delete positions whose time is over, a batch a transaction; return how many trails there were."""
	since, total = keeping.kept_since(now_datetime()), 0
	while removed := keeping.forget(since):
		total += removed
		frappe.db.commit()
	return total
