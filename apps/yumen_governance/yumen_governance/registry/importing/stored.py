"""Stored records: read, inserted and renewed many at a time."""

from collections.abc import Iterable, Mapping, Sequence

import frappe

MOST_VALUES = 60_000
SYSTEM_FIELDS = ("name", "owner", "creation", "modified", "modified_by", "docstatus", "idx")
KEPT_FIELDS = frozenset(("name", "owner", "creation", "docstatus", "idx"))


class Records:
	"""The table of a DocType."""

	def __init__(self, doctype: str):
		self.doctype = doctype
		self.columns = frozenset(frappe.get_meta(doctype).get_valid_columns())
		self._numbers = {
			field.fieldname: 0
			for field in frappe.get_meta(doctype).fields
			if field.fieldtype in ("Int", "Float", "Currency", "Check", "Percent", "Rating")
		}

	def read(self, names: Iterable[str]) -> dict[str, dict]:
		"""Return these records, locked until the end of the transaction."""
		table, wanted = frappe.qb.DocType(self.doctype), list(names)
		if not wanted:
			return {}
		rows = (
			frappe.qb.from_(table).select("*").where(table.name.isin(wanted)).for_update().run(as_dict=True)
		)
		return {row.name: row for row in rows}

	def insert(self, records: Sequence[Mapping]) -> None:
		"""Insert records; what a record doesn't have gets the column's default."""
		self._write(records, self._columns_of(records), "")

	def renew(self, records: Sequence[Mapping]) -> None:
		"""Write over the records of the same names, which exist and are locked."""
		columns = self._columns_of(records)
		changed = [f"`{column}` = values(`{column}`)" for column in columns if column not in KEPT_FIELDS]
		# Were another record in the way of a unique value, its name would be set to null, which is refused.
		same = "`name` = if(`name` = values(`name`), `name`, null)"
		self._write(records, columns, f" on duplicate key update {', '.join([same, *changed])}")

	def _columns_of(self, records: Sequence[Mapping]) -> list[str]:
		return sorted(self.columns & set().union(*records)) if records else []

	def _write(self, records: Sequence[Mapping], columns: list[str], ending: str) -> None:
		defaults = [self._numbers.get(column) for column in columns]
		size = max(1, MOST_VALUES // max(1, len(columns)))
		pairs = list(zip(columns, defaults, strict=True))
		for start in range(0, len(records), size):
			batch = records[start : start + size]
			values = [
				default if (value := record.get(column)) is None else value
				for record in batch
				for column, default in pairs
			]
			insert_rows(f"tab{self.doctype}", columns, values, len(batch), ending)


def difference(stored: Mapping, record: Mapping, columns: Iterable[str]) -> dict:
	"""Return what a record changes of a stored one: the columns, with their stored values as texts."""
	return {
		column: None if stored[column] is None else str(stored[column])
		for column in columns
		if column in stored and not _same(stored[column], record.get(column))
	}


def _same(one, other) -> bool:
	return one == other or (not one and not other) or str(one) == str(other)


def insert_rows(table: str, columns: Sequence[str], values: list, rows: int, ending: str = "") -> None:
	"""Insert rows in one statement.

	:param values: row after row, one value per column
	:param ending: what follows the rows in the statement
	"""
	names = ", ".join(f"`{column}`" for column in columns)
	row = f"({', '.join(['%s'] * len(columns))})"
	frappe.db.sql(f"insert into `{table}` ({names}) values {', '.join([row] * rows)}{ending}", values)


def delete_rows(doctype: str, names: Sequence[str]) -> None:
	"""Delete records in one statement."""
	if names:
		table = frappe.qb.DocType(doctype)
		frappe.qb.from_(table).delete().where(table.name.isin(list(names))).run()


def new_record(doctype: str, user: str) -> dict:
	"""Return what a new record has before anything is filled in, without its name."""
	defaults = frappe.new_doc(doctype).as_dict(no_default_fields=True, no_nulls=True)
	columns = frappe.get_meta(doctype).get_valid_columns()
	values = {key: value for key, value in defaults.items() if key in columns}
	return {**values, "owner": user, "modified_by": user, "docstatus": 0, "idx": 0}
