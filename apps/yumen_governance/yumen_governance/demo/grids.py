"""Three townships and streets, six communities and villages, eighteen third-level grids."""

import frappe

from yumen_governance.demo.dataset import CITY, read


def ensure_grids() -> None:
	"""Insert the grids of the demo city that are missing."""
	for row in read("grids"):
		_ensure(row, CITY)


def _ensure(row: dict, parent: str) -> None:
	code = parent + row["code"]
	if not frappe.db.exists("Grid", code):
		values = {key: value for key, value in row.items() if key not in ("code", "name", "children")}
		grid = frappe.new_doc("Grid", grid_code=code, grid_name=row["name"], parent_grid=parent, is_active=1)
		grid.update(values).insert()
	for child in row.get("children", ()):
		_ensure(child, code)
