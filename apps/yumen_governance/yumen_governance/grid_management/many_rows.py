"""Many rows in one statement, where a document for each would take too long. Nothing is validated: code made them."""

import frappe
from frappe.utils import now


def insert_rows(doctype: str, rows: list[dict]) -> list[dict]:
	"""Insert rows with the same columns, giving each a name and what the framework wants of every row.

	:return: the rows as stored
	"""
	if not rows:
		return []
	moment, user = now(), frappe.session.user
	stamp = {"creation": moment, "modified": moment, "owner": user, "modified_by": user}
	rows = [{"name": frappe.generate_hash(length=20), **stamp, **row} for row in rows]
	_write(doctype, rows)
	return rows


def update_rows(doctype: str, rows: list[dict]) -> None:
	"""Write columns of stored rows; each names its row, and all have the same columns."""
	if rows:
		changed = [column for column in rows[0] if column != "name"]
		_write(
			doctype, rows, "on duplicate key update " + ", ".join(f"`{c}` = values(`{c}`)" for c in changed)
		)


def _write(doctype: str, rows: list[dict], otherwise: str = "") -> None:
	columns = ", ".join(f"`{column}`" for column in rows[0])
	places = ", ".join([f"({', '.join(['%s'] * len(rows[0]))})"] * len(rows))
	frappe.db.sql(
		f"insert into `tab{doctype}` ({columns}) values {places} {otherwise}",
		[value for row in rows for value in row.values()],
	)
