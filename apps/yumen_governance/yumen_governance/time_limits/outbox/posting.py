"""Posting: a notice is one row in the transaction of what it tells of; all the rest is the worker's."""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import now_datetime

from yumen_governance.registry.sealing.envelope import seal
from yumen_governance.time_limits.outbox import wake
from yumen_governance.time_limits.outbox.event_types import EVENT_TYPES
from yumen_governance.time_limits.outbox.notice import Notice
from yumen_governance.time_limits.outbox.rows import NOTICE, WAITING, insert, stamped

LONGEST_KEY = 140


class NoticeError(frappe.ValidationError):
	pass


def post(notice: Notice) -> None:
	"""Write one notice in the transaction of the caller; a notice whose key was posted before is none.

	:raises NoticeError: the event type is unknown, or the key is missing or too long
	"""
	post_many([notice])


def post_many(notices: Iterable[Notice]) -> None:
	"""Write notices in the transaction of the caller, many in one statement; see post."""
	now = now_datetime()
	if rows := [_row(notice, now) for notice in notices]:
		insert(NOTICE, rows)
		wake.after_commit()


def _row(notice: Notice, now) -> dict:
	_check(notice)
	urgent = EVENT_TYPES[notice.event_type].urgent if notice.urgent is None else notice.urgent
	row = stamped(
		now,
		{
			"event_type": notice.event_type,
			"reference_doctype": notice.doctype,
			"reference_name": notice.name,
			"audience": frappe.as_json([part.as_dict() for part in notice.audience], indent=None),
			"variables": frappe.as_json(dict(notice.values), indent=None),
			"notice_key": notice.key,
			"actor": frappe.session.user,
			"urgent": int(urgent),
			"status": WAITING,
			"run_at": now,
		},
	)
	return {**row, "sealed": seal(NOTICE, row["name"], {**notice.secrets, **notice.audience.contacts})}


def _check(notice: Notice) -> None:
	if notice.event_type not in EVENT_TYPES:
		frappe.throw(_("There is no kind of message {0}.").format(notice.event_type), NoticeError)
	if not 0 < len(notice.key) <= LONGEST_KEY:
		frappe.throw(_("A message needs a key of at most {0} characters.").format(LONGEST_KEY), NoticeError)
