"""Judging rows: what the form's save would refuse, in the same words."""

from collections.abc import Callable, Iterable
from datetime import date

import frappe
from frappe import _
from frappe.utils import cint

from yumen_governance.registry.importing.chunk import Chunk, Row
from yumen_governance.registry.importing.codes import codes_out_of_use
from yumen_governance.registry.settings import switched_off
from yumen_governance.registry.shape import Shape

DATA_LENGTH = 140


class Judge:
	"""The rules of a DocType, looked up once."""

	def __init__(self, shape: Shape, today: date, text_of: Callable[[Row, str], str]):
		""":param text_of: tells what the file has of a field"""
		meta = frappe.get_meta(shape.doctype)
		self.shape, self.today, self.text_of = shape, today, text_of
		self.wanted = [field.fieldname for field in meta.fields if field.reqd]
		self.fixed = [field.fieldname for field in meta.fields if field.set_only_once]
		self.derived = _lengths(field for field in meta.fields if field.read_only or field.hidden)
		self.sealed = _lengths(field for field in meta.fields if field.fieldname in shape.seals)
		self.off = switched_off(shape)
		self.out_of_use = codes_out_of_use()

	def judge(self, chunk: Chunk, row: Row) -> bool:
		"""Complain of everything that is wrong in a row; tell whether it may be stored."""
		told = chunk.complained(row.number)
		for problem in self.shape.every_problem(row.record, self.today, self.off):
			if problem.fieldname not in told:
				self._complain(chunk, row, problem.fieldname, problem.message)
		for name in self.wanted:
			if row.record.get(name) in (None, "") and name not in told:
				self._complain(chunk, row, name, _("Required: please fill it in."))
		self._judge_codes(chunk, row)
		self._judge_lengths(chunk, row)
		if row.stored:
			self._judge_fixed(chunk, row)
		return row.number not in chunk.wrong

	def _judge_codes(self, chunk: Chunk, row: Row) -> None:
		"""A code that is switched off may stay where it is and isn't chosen anew."""
		if not self.out_of_use:
			return
		for name in self.shape.codes:
			value = row.record.get(name)
			if value in self.out_of_use and (row.stored or {}).get(name) != value:
				message = _("This code is no longer used: {0}").format(self.out_of_use[value])
				self._complain(chunk, row, name, message)

	def _judge_lengths(self, chunk: Chunk, row: Row) -> None:
		"""What is stored of derived and sealed texts; the others were read with their length in view."""
		record = row.record
		long = [name for name, most in self.derived.items() if len(record.get(name) or "") > most]
		long += [
			name
			for name, most in self.sealed.items()
			if len(record.get(name) or "") > most and len(self.shape.seals[name].mask(record[name])) > most
		]
		for name in long:
			most = (self.derived | self.sealed)[name]
			message = _("At most {0} characters, this has {1}.").format(most, len(record[name]))
			self._complain(chunk, row, name, message)

	def _judge_fixed(self, chunk: Chunk, row: Row) -> None:
		for name in self.fixed:
			stored = row.stored.get(name)
			if stored and str(stored) != str(row.record.get(name) or ""):
				self._complain(chunk, row, name, _("This can't be changed once it is set."))

	def _complain(self, chunk: Chunk, row: Row, fieldname: str, message: str) -> None:
		chunk.complain(row.number, fieldname, self.text_of(row, fieldname), message)


def _lengths(fields: Iterable) -> dict[str, int]:
	return {
		field.fieldname: cint(field.length) or DATA_LENGTH for field in fields if field.fieldtype == "Data"
	}
