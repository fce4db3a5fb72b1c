"""Correction proposals as a phone and the desk show them."""

from datetime import timedelta

import frappe
from frappe import _
from frappe.utils import now_datetime

from yumen_governance.field_work.collecting.kinds import STORES
from yumen_governance.field_work.collecting.proposals.states import DOCTYPE, OPEN, may_decide, may_withdraw
from yumen_governance.field_work.collecting.texts import text_of
from yumen_governance.field_work.doctype.correction_proposal.correction_proposal_shape import FIELDS
from yumen_governance.grid_management.related_rows import child_rows, titles_of
from yumen_governance.permissions.scope import Scope

KEPT_DAYS = 30
COLUMNS = (
	"reference_doctype",
	"reference_name",
	"title",
	"grid",
	"grid_path",
	"status",
	"reason",
	"proposed_by",
	"proposed_on",
	"decided_by",
	"decided_on",
	"decision_note",
	*FIELDS.values(),
)


def today_of(proposal) -> dict[str, str]:
	"""Return what the record says today of each field that would change, as people may read it."""
	if not proposal.reference_name:
		return {row.fieldname: "" for row in proposal.changes}
	record = frappe.get_doc(proposal.reference_doctype, proposal.reference_name)
	return {
		row.fieldname: text_of(record.doctype, row.fieldname, record.get(row.fieldname))
		for row in proposal.changes
	}


def current(proposal, scope: Scope) -> dict:
	"""Return one proposal as a phone shows it, with what its record says now."""
	stored = {key: proposal.get(key) for key in ("name", "modified", *COLUMNS)}
	row = finish([stored], scope)[0]
	today = today_of(proposal)
	row["modified"] = str(row["modified"])
	row["changes"] = [{**change, "old_value": today[change["fieldname"]]} for change in row["changes"]]
	return row


def is_kept(table):
	"""The criterion for proposals that a phone keeps: open ones, and those decided in the last month."""
	return (table.status == OPEN) | (table.decided_on > now_datetime() - timedelta(days=KEPT_DAYS))


def finish(rows: list[dict], scope: Scope) -> list[dict]:
	"""Return proposals with their changes, photos and people by name."""
	names = [row["name"] for row in rows]
	changes, photos = _changes_of(names), _photos_of(names)
	people = titles_of(
		"User", "full_name", {row[key] for row in rows for key in ("proposed_by", "decided_by") if row[key]}
	)
	return [
		{
			**{key: value for key, value in row.items() if value},
			"store": STORES.get(row["reference_doctype"], ""),
			"kind_label": _(row["reference_doctype"]),
			"status_label": _(row["status"]),
			"proposed_by_name": people.get(row["proposed_by"], ""),
			"decided_by_name": people.get(row["decided_by"], ""),
			"changes": changes.get(row["name"], []),
			"pictures": photos.get(row["name"], []),
			"is_mine": int(row["proposed_by"] == scope.user),
			"may_decide": int(may_decide(frappe._dict(row), scope.user)),
			"may_withdraw": int(may_withdraw(frappe._dict(row), scope.user)),
		}
		for row in rows
	]


def _changes_of(names: list[str]) -> dict[str, list[dict]]:
	columns = ("fieldname", "field_label", "old_value", "new_value", "decision")
	return child_rows("Correction Proposal Row", DOCTYPE, names, columns)


def _photos_of(names: list[str]) -> dict[str, list[dict]]:
	found: dict[str, list[dict]] = {}
	for row in frappe.get_all(
		"File",
		filters={"attached_to_doctype": DOCTYPE, "attached_to_name": ["in", names or [""]], "is_folder": 0},
		fields=["attached_to_name", "file_name", "file_url"],
		order_by="creation",
	):
		found.setdefault(row.attached_to_name, []).append({"name": row.file_name, "url": row.file_url})
	return found
