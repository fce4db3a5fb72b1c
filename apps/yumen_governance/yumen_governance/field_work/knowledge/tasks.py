"""What happens by itself with the knowledge of grids, every day."""

import frappe

from yumen_governance.field_work.knowledge import filling


def keep_rows() -> int:
	"""Give new grids and items their rows, and leave out those of closed grids.

	:return: how many rows were made
	"""
	made = filling.keep_rows()
	frappe.db.commit()
	return made
