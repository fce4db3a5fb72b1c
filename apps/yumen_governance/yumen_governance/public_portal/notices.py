"""What the centre tells residents: lists and texts of notices that are out."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_datetime

from yumen_governance.grid_management.grid_paths import path_of
from yumen_governance.public_portal import reading

NOTICE = "Public Notice"
PAGE = 20
PLANNED, OUT, TAKEN_DOWN = "To Be Published", "Out", "Taken Down"


class NoNoticeError(frappe.ValidationError):
	http_status_code = 404


def categories() -> list[str]:
	"""Return the kinds of notices in use, in their order."""
	return frappe.get_all("Notice Category", {"is_active": 1}, pluck="name", order_by="sort_order, name")


def notices(category: str | None, grid: str | None, start: int, now: datetime) -> list[dict]:
	"""Return a page of the notices that are out, those on top first, then the newest.

	:param grid: the community of the reader: notices for it and for what lies above it come along with those for all;
		without one only those for all
	"""
	notice = frappe.qb.DocType(NOTICE)
	query = (
		frappe.qb.from_(notice)
		.select(
			notice.name, notice.title, notice.category, notice.publish_on, notice.issued_by, notice.is_pinned
		)
		.where(_is_out(notice, now))
		.orderby(notice.is_pinned, order=frappe.qb.desc)
		.orderby(notice.publish_on, order=frappe.qb.desc)
		.limit(PAGE)
		.offset(max(start, 0))
	)
	if category:
		query = query.where(notice.category == category)
	path = path_of(grid) or "" if grid else ""
	above = [path[: place + 1] for place, letter in enumerate(path) if letter == "."]
	for_all = notice.grid.isnull() | (notice.grid == "")
	query = query.where(for_all | notice.grid_path.isin([path, *above]) if path else for_all)
	return [_shown(row) for row in query.run(as_dict=True)]


def read(name: str, address: str, now: datetime) -> dict:
	"""Return one notice and count that it was read.

	:param address: the internet address that reads it

	:raises NoNoticeError: it isn't out, or there is none
	"""
	notice = frappe.qb.DocType(NOTICE)
	found = (
		frappe.qb.from_(notice)
		.select(
			notice.name, notice.title, notice.category, notice.publish_on, notice.issued_by, notice.content
		)
		.where((notice.name == name) & _is_out(notice, now))
	).run(as_dict=True)
	if not found:
		frappe.throw(_("This notice isn't out any more."), NoNoticeError)
	reading.count(name, address)
	return _shown(found[0])


def status_of(notice, now: datetime) -> str:
	"""Say how a notice stands by its dates."""
	if not notice.is_active or (notice.take_down_on and get_datetime(notice.take_down_on) <= now):
		return TAKEN_DOWN
	return OUT if get_datetime(notice.publish_on) <= now else PLANNED


def keep_status(now: datetime) -> int:
	"""Bring the status of all notices in line with their dates, in one statement a status; return of how many.

	Readers don't wait for it, for what they see is decided by the dates. Whoever keeps notices on a phone learns of it.
	"""
	notice, changed = frappe.qb.DocType(NOTICE), 0
	is_out, over = _is_out(notice, now), (notice.is_active == 0) | (notice.take_down_on <= now)
	for status, belongs in (
		(OUT, is_out),
		(TAKEN_DOWN, over),
		(PLANNED, (notice.publish_on > now) & over.negate()),
	):
		others = notice.status.isnull() | (notice.status != status)
		frappe.qb.update(notice).set(notice.status, status).set(notice.modified, now).where(
			belongs & others
		).run()
		changed += frappe.db._cursor.rowcount
	return changed


def _is_out(notice, now: datetime):
	ends = notice.take_down_on.isnull() | (notice.take_down_on > now)
	return (notice.is_active == 1) & (notice.publish_on <= now) & ends


def _shown(row: dict) -> dict:
	return {**row, "publish_on": row["publish_on"].strftime("%Y-%m-%d")}
