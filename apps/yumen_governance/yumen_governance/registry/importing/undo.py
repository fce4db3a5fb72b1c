"""Undoing an import: what it inserted goes, what it changed comes back, unless somebody has worked with it since.

Chunks are undone from the last to the first, each in one transaction, so that an undo which is killed goes on where it
was. A record that was changed or that others refer to by now is kept, and told of.
"""

import json
from collections.abc import Callable, Iterable, Sequence

import frappe
from frappe import _
from frappe.utils import now

from yumen_governance.registry.importing.companions import companions_of
from yumen_governance.registry.importing.journal import IMPORT, PIECE, before_of, report
from yumen_governance.registry.importing.references import Own, release_heads, who_refer_to
from yumen_governance.registry.importing.stored import Records, delete_rows
from yumen_governance.registry.sealing.envelope import unseal

PIECE_FIELDS = ("name", "first_row", "stamp", "inserted", "sealed")

# Names of records with the number of their row, 0 without one
Rows = dict[str, int]


def undo(doc, commit: Callable[[], None], tell: Callable[[dict], None]) -> None:
	"""Undo what an import wrote, as far as nobody needs it."""
	while piece := _last_piece(doc.name):
		undone, kept = _undo_piece(doc, piece)
		_advance(doc.name, piece.name, undone, kept)
		commit()
		tell({"undone": undone, "kept": kept})
	frappe.db.set_value(IMPORT, doc.name, {"status": "Undone", "finished_on": now()}, update_modified=False)
	doc.status = "Undone"
	commit()
	tell({"status": "Undone"})


def _last_piece(name: str):
	wanted = {"registry_import": name, "is_undone": 0}
	pieces = frappe.get_all(PIECE, wanted, PIECE_FIELDS, order_by="stamp desc", limit=1)
	return pieces[0] if pieces else None


def _undo_piece(doc, piece) -> tuple[int, int]:
	"""Undo one chunk; return how many records are as they were, and how many are kept."""
	before, inserted = before_of(piece), json.loads(piece.inserted)
	stays = _restore(doc.reference_doctype, before, str(piece.stamp))
	_tell_of(doc, {name: row for name, (row, _values) in before.items()}, stays)
	kept, records = len(stays), len(before)
	for doctype, pairs in inserted.items():
		rows = {name: row for row, name in pairs}
		stays = _delete(doctype, list(rows), str(piece.stamp), doc.name)
		_tell_of(doc, rows, stays)
		kept, records = kept + len(stays), records + len(rows)
	return records - kept, kept


def _restore(doctype: str, before: dict[str, tuple[int, dict]], stamp: str) -> dict[str, str]:
	"""Bring back what records had before; return why some stay as they are, by name."""
	records, stored = Records(doctype), {}
	if before:
		stored = records.read(before)
	changed = {name for name, record in stored.items() if str(record["modified"]) != stamp}
	old = [{**stored[name], **before[name][1]} for name in stored if name not in changed]
	records.renew(old)
	plain = {record["name"]: unseal(doctype, record["name"], record.get("sealed")) for record in old}
	for companion in companions_of(doctype):
		companion.renew(old, plain)
	return dict.fromkeys(changed, _("Not undone: it was changed since."))


def _delete(doctype: str, names: Sequence[str], stamp: str, registry_import: str) -> dict[str, str]:
	"""Delete records that nobody has touched or refers to; return why some stay, by name."""
	if not names:
		return {}
	stored = _times_of(doctype, names)
	changed = {name for name, modified in stored.items() if str(modified) != stamp}
	untouched = [name for name in stored if name not in changed]
	needed = who_refer_to(doctype, untouched, Own(registry_import))
	free = [name for name in untouched if name not in needed]
	for companion in companions_of(doctype):
		companion.remove(free)
	release_heads(doctype, free, Own(registry_import))
	delete_rows(doctype, free)
	return {
		**dict.fromkeys(changed, _("Not undone: it was changed since.")),
		**{name: _("Not undone: {0} refers to it.").format(_(other)) for name, other in needed.items()},
	}


def _times_of(doctype: str, names: Iterable[str]) -> dict:
	table = frappe.qb.DocType(doctype)
	query = frappe.qb.from_(table).select(table.name, table.modified).where(table.name.isin(list(names)))
	return dict(query.for_update().run())


def _tell_of(doc, rows: Rows, stays: dict[str, str]) -> None:
	report(doc.name, [(rows[name], name, message) for name, message in stays.items()])


def _advance(name: str, piece: str, undone: int, kept: int) -> None:
	table = frappe.qb.DocType(IMPORT)
	(
		frappe.qb.update(table)
		.set(table.undone, table.undone + undone)
		.set(table.kept, table.kept + kept)
		.where(table.name == name)
	).run()
	frappe.db.set_value(PIECE, piece, "is_undone", 1, update_modified=False)
