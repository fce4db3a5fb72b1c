"""A Time Limit Rule as it once read, for the clocks that began by it. Written by code (time_limits/clocks/versions.py)."""

import frappe

from yumen_governance.grid_management.code_written import WrittenOnce


class TimeLimitRuleVersion(WrittenOnce):
	def on_trash(self):
		"""Goes with its rule, which the framework keeps while a clock was counted by it."""
		if not self.flags.written_by_code:
			self.refuse_change()


def on_doctype_update():
	"""One row for a version of a rule."""
	frappe.db.add_unique("Time Limit Rule Version", ["rule", "version"], "one_row_a_version")
