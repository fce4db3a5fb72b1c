"""What grids in use lack: a leader, members, a boundary, a usual size. One row a grid, within one's territory."""

from collections import Counter

import frappe
from frappe import _
from frappe.query_builder.functions import Coalesce

from yumen_governance.grid_management.grid_rules import LEVELS
from yumen_governance.grid_management.grid_size import size_limits, size_problems
from yumen_governance.grid_management.grid_words import listing
from yumen_governance.grid_management.posts import LEADER
from yumen_governance.permissions.office import in_term
from yumen_governance.permissions.scope import any_of, scope_of

NO_LEADER, NO_MEMBER, NO_BOUNDARY, SIZE = "No Leader", "No Member", "No Boundary", "Unusual Size"
GAPS = (NO_LEADER, NO_MEMBER, NO_BOUNDARY, SIZE)


def execute(filters: dict | None = None) -> tuple:
	"""Return columns, rows, no message, chart and summary, as Frappe's query report wants them.

	:param filters: grid_level, under (a grid), gap (one of GAPS)
	"""
	filters = frappe._dict(filters or {})
	rows = [row for row in _rows(filters) if row.gap_kinds and filters.gap in (None, "", *row.gap_kinds)]
	return _columns(), rows, None, _chart(rows), _summary(rows)


def _rows(filters) -> list[dict]:
	leaders, members, limits = _leaders(), _members(), size_limits()
	rows = _grids(filters)
	for row in rows:
		row.leader, row.members = leaders.get(row.grid), members[row.grid]
		problems = size_problems(row, limits)
		row.gap_kinds = list(_gaps(row, problems))
		row.gaps = listing([*(_(gap) for gap in row.gap_kinds if gap != SIZE), *problems])
		row.grid_level, row.unit_type = _(row.grid_level), _(row.unit_type)
	return rows


def _gaps(row, size_problems: list[str]):
	if not row.leader:
		yield NO_LEADER
	if row.grid_level == LEVELS[-1] and not row.members:
		yield NO_MEMBER
	if not row.has_boundary:
		yield NO_BOUNDARY
	if size_problems:
		yield SIZE


def _grids(filters) -> list[dict]:
	grid, parent = frappe.qb.DocType("Grid"), frappe.qb.DocType("Grid").as_("parent")
	query = (
		frappe.qb.from_(grid)
		.inner_join(parent)
		.on(parent.name == grid.parent_grid)
		.select(grid.name.as_("grid"), grid.grid_name, grid.grid_level, grid.unit_type)
		.select(parent.grid_name.as_("parent_name"), grid.households, grid.population)
		.select((Coalesce(grid.boundary, "") != "").as_("has_boundary"))
		.where(grid.is_active == 1)
		.orderby(grid.lft)
	)
	if filters.grid_level:
		query = query.where(grid.grid_level == filters.grid_level)
	if filters.under:
		path = frappe.db.get_value("Grid", filters.under, "grid_path")
		query = query.where(grid.grid_path.like(f"{path}%"))
	scope = scope_of(frappe.session.user)
	if not scope.sees_all:
		query = query.where(any_of(scope.under(grid.grid_path)))
	return query.run(as_dict=True)


def _in_office():
	member = frappe.qb.DocType("Grid Member")
	return frappe.qb.from_(member).where((member.is_active == 1) & in_term(member))


def _leaders() -> dict[str, str]:
	member = frappe.qb.DocType("Grid Member")
	return dict(_in_office().select(member.grid, member.member_name).where(member.post == LEADER).run())


def _members() -> Counter:
	"""Count who is in office in each grid, by the post or as a further grid."""
	member, further = frappe.qb.DocType("Grid Member"), frappe.qb.DocType("Grid Member Grid")
	by_post = _in_office().select(member.grid).run(pluck=True)
	bound = _in_office().inner_join(further).on(further.parent == member.name).select(further.grid)
	return Counter(by_post) + Counter(bound.run(pluck=True))


def _columns() -> list[dict]:
	return [
		{
			"fieldname": "grid",
			"label": _("Grid"),
			"fieldtype": "Link",
			"options": "Grid",
			"width": 200,
			"align": "left",
		},
		{"fieldname": "grid_level", "label": _("Grid Level"), "fieldtype": "Data", "width": 90},
		{"fieldname": "unit_type", "label": _("Unit Type"), "fieldtype": "Data", "width": 100},
		{"fieldname": "parent_name", "label": _("Parent Grid"), "fieldtype": "Data", "width": 140},
		{"fieldname": "leader", "label": _("Grid Leader"), "fieldtype": "Data", "width": 90},
		{"fieldname": "members", "label": _("Members and Bound"), "fieldtype": "Int", "width": 110},
		{"fieldname": "households", "label": _("Households"), "fieldtype": "Int", "width": 80},
		{"fieldname": "population", "label": _("Population"), "fieldtype": "Int", "width": 80},
		{"fieldname": "gaps", "label": _("Gaps"), "fieldtype": "Data", "width": 330},
	]


def _counts(rows: list[dict]) -> Counter:
	return Counter(gap for row in rows for gap in row.gap_kinds)


def _summary(rows: list[dict]) -> list[dict]:
	counts = _counts(rows)
	first = {"label": _("Grids with Gaps"), "value": len(rows), "datatype": "Int"}
	return [first] + [
		{
			"label": _(gap),
			"value": counts[gap],
			"datatype": "Int",
			"indicator": "Red" if counts[gap] else "Green",
		}
		for gap in GAPS
	]


def _chart(rows: list[dict]) -> dict | None:
	if not rows:
		return None
	levels = [_(level) for level in LEVELS[1:]]
	datasets = [
		{
			"name": _(gap),
			"values": [
				sum(gap in row.gap_kinds for row in rows if row.grid_level == level) for level in levels
			],
		}
		for gap in GAPS
	]
	return {"data": {"labels": levels, "datasets": datasets}, "type": "bar", "height": 220}
