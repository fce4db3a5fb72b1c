"""What of publicity is kept on a member's phone: notices to read out, and what was told of late."""

import frappe
from frappe.utils import add_days, getdate

from yumen_governance.field_work.sync.stores import Rows, Store
from yumen_governance.grid_management.related_rows import child_rows, titles_of
from yumen_governance.permissions import field_rounds
from yumen_governance.permissions.scope import Scope

DAYS = 90


def notices() -> Store:
	"""Notices to read out; the phone shows those for its grids while they are out."""
	notice = frappe.qb.DocType("Public Notice")
	return Store(
		"Public Notice",
		(
			*("title", "category", "grid", "grid_path", "issued_by", "publish_on", "take_down_on"),
			*("is_pinned", "content"),
		),
		live=(notice.is_active == 1) & (notice.to_read_out == 1),
		shape=_notices,
		by_territory=False,
	)


def talks() -> Store:
	"""Talks of late, and those that owe an answer."""
	talk = frappe.qb.DocType("Publicity Talk")
	return Store(
		"Publicity Talk",
		(
			*("topic", "grid", "user", "member_name", "told_on", "audience", "household", "group_name"),
			*("people", "place", "question", "answer_owed", "answer", "answered_on"),
		),
		criterion=lambda scope: field_rounds.readable("Publicity Talk", scope),
		live=(talk.told_on >= add_days(getdate(), -DAYS)) | (talk.answer_owed == 1),
		shape=_talks,
	)


def _notices(rows: Rows, scope: Scope) -> Rows:
	grids = titles_of("Grid", "grid_name", (row["grid"] for row in rows))
	return [{**row, "grid_title": grids.get(row["grid"])} for row in rows]


def _talks(rows: Rows, scope: Scope) -> Rows:
	names = [row["name"] for row in rows]
	notices = child_rows("Publicity Talk Notice", "Publicity Talk", names, ["notice"])
	heads = titles_of("Household", "head_name", (row["household"] for row in rows))
	return [
		{
			**row,
			"notices": [notice["notice"] for notice in notices[row["name"]]],
			"household_head": heads.get(row["household"]),
			"is_mine": int(row["user"] == scope.user),
		}
		for row in rows
	]
