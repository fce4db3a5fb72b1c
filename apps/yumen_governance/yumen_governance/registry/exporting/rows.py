"""The rows of an export, read as the requester and only what they may see at the time."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

import frappe
from frappe import _
from frappe.utils import format_datetime, formatdate

from yumen_governance.registry.exporting.cells import Cell
from yumen_governance.registry.exporting.columns import Column, columns_of
from yumen_governance.registry.exporting.filters import Filter
from yumen_governance.registry.sealing.envelope import unseal

BATCH = 1000


@dataclass
class Table:
	"""What of a DocType is read: columns, and those of them in plain text."""

	doctype: str
	columns: list[Column]
	plain: frozenset[str]
	filters: list[Filter]
	titles: dict[tuple[str, str], str] = field(default_factory=dict)

	def rows(self, most: int) -> Iterator[list[Cell]]:
		"""Read the rows as the person of the session, in batches by the key.

		:param most: read no more rows than this
		"""
		last, left = "", most
		while left > 0:
			batch = self._read(last, min(BATCH, left))
			self._learn_titles(batch)
			plain = self._plain_values(batch)
			yield from ([self._cell(row, column, plain) for column in self.columns] for row in batch)
			if len(batch) < min(BATCH, left):
				return
			last, left = batch[-1].name, left - len(batch)

	def count(self) -> int:
		"""Return how many rows there are for the person of the session."""
		total = [f"count(`tab{self.doctype}`.`name`) as total"]
		found = frappe.get_list(self.doctype, filters=self.filters, fields=total, order_by=None)
		return found[0].total if found else 0

	def _read(self, after: str, limit: int) -> list[frappe._dict]:
		return frappe.get_list(
			self.doctype,
			filters=[*self.filters, [self.doctype, "name", ">", after]],
			fields=["name", *(column.fieldname for column in self.columns)],
			order_by=f"`tab{self.doctype}`.`name` asc",
			limit_page_length=limit,
		)

	def _learn_titles(self, batch: list[frappe._dict]) -> None:
		"""Read the titles of linked records that this batch names for the first time, one query a DocType."""
		for column in self.columns:
			df = frappe.get_meta(self.doctype).get_field(column.fieldname)
			linked = frappe.get_meta(df.options) if df.fieldtype == "Link" else None
			if not linked or not linked.title_field or not linked.show_title_field_in_link:
				continue
			names = {row[column.fieldname] for row in batch if row[column.fieldname]}
			unknown = [name for name in names if (df.options, name) not in self.titles]
			if unknown:
				found = frappe.get_all(
					df.options, {"name": ["in", unknown]}, ["name", linked.title_field], as_list=True
				)
				self.titles.update({(df.options, name): title for name, title in found})

	def _plain_values(self, batch: list[frappe._dict]) -> dict[str, dict[str, str]]:
		"""Open the envelopes of the rows that the person was just given."""
		if not self.plain or not batch:
			return {}
		names = [row.name for row in batch]
		sealed = frappe.get_all(
			self.doctype, {"name": ["in", names]}, ["name", "sealed"], as_list=True, limit=0
		)
		return {name: unseal(self.doctype, name, text) for name, text in sealed}

	def _cell(self, row: frappe._dict, column: Column, plain: dict[str, dict[str, str]]) -> Cell:
		if column.fieldname in self.plain:
			return plain.get(row.name, {}).get(column.fieldname, "")
		df, value = frappe.get_meta(self.doctype).get_field(column.fieldname), row[column.fieldname]
		if df.fieldtype == "Link":
			return self.titles.get((df.options, value)) or _(value or "")
		return _readable(df.fieldtype, value)


def table_of(request, user: str) -> Table:
	"""Return what an Export Request asks for, less what the person may no longer read or see in plain text.

	:param request: the Export Request
	:param user: the requester, who is also the person of the session
	"""
	asked = {row.fieldname: row.is_plain for row in request.columns}
	allowed = [column for column in columns_of(request.reference_doctype, user) if column.fieldname in asked]
	in_order = sorted(allowed, key=lambda column: list(asked).index(column.fieldname))
	plain = frozenset(
		column.fieldname for column in in_order if column.may_be_plain and asked[column.fieldname]
	)
	return Table(request.reference_doctype, in_order, plain, frappe.parse_json(request.filters or "[]"))


def _readable(fieldtype: str, value) -> Cell:
	if value is None:
		return ""
	if fieldtype == "Check":
		return _("Yes") if value else _("No")
	if fieldtype == "Select":
		return _(value)
	if isinstance(value, datetime.datetime):
		return format_datetime(value, "yyyy-MM-dd HH:mm")
	if isinstance(value, datetime.date):
		return formatdate(value, "yyyy-mm-dd")
	return value
