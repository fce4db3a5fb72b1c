"""RegistryRecord: the base of every registry DocType; checks, seals and places a record."""

import frappe
from frappe import _
from frappe.utils import getdate

from yumen_governance.grid_management.grid_paths import keep_paths
from yumen_governance.grid_management.people import people_of
from yumen_governance.permissions.registry import require_grid
from yumen_governance.registry.code_lists import labels_of, no_longer_used
from yumen_governance.registry.names import new_name
from yumen_governance.registry.sealed_document import SealedDocument
from yumen_governance.registry.sealing.blind_index import blind_all
from yumen_governance.registry.settings import switched_off
from yumen_governance.registry.shape import shape_of


class RecordError(frappe.ValidationError):
	pass


class DuplicateRecordError(RecordError):
	pass


class RegistryRecord(SealedDocument):
	"""Needs the fields grid and grid_path."""

	def onload(self):
		self.set_onload("people", people_of(self))

	def autoname(self):
		self.name = new_name()

	def prepare(self, grid_path: str) -> None:
		"""Name, check and seal a new record that is inserted with many others; asks the database nothing.

		:raises RecordError: something is wrong with the record by itself
		"""
		self.name, self.grid_path = new_name(), grid_path
		plain = self.plain_values()
		self.check(plain)
		self.seal(plain)

	def validate(self):
		self.place()
		plain = self.plain_values()
		self.check(plain)
		self.refuse_duplicates()
		self.refuse_codes_out_of_use()
		self.seal(plain)

	def place(self):
		"""Set the territory; who moves a record must be in charge of its new grid as well."""
		if self.is_new() or self.has_value_changed("grid"):
			require_grid(self.doctype, self.grid)
		keep_paths(self, "grid")

	def check(self, plain: dict[str, str]):
		"""Derive, then refuse with every problem at once."""
		shape, today = shape_of(self.doctype), getdate()
		self.update(plain)
		shape.derive(self, today)
		problems = list(shape.every_problem(self, today, switched_off(shape)))
		if problems:
			frappe.throw("<br>".join(self.sentence_of(problem) for problem in problems), RecordError)

	def sentence_of(self, problem) -> str:
		label = _(self.meta.get_label(problem.fieldname))
		return frappe.utils.escape_html(f"{label}: {problem.message}")

	def refuse_duplicates(self):
		"""Refuse a second record of the same person or thing; plain values are in place.

		Where the other record lies is told only to who may read it.
		"""
		for fieldname in shape_of(self.doctype).unique:
			if other := self.twin(fieldname):
				frappe.throw(self.explain_twin(fieldname, other), DuplicateRecordError)

	def twin(self, fieldname: str) -> str | None:
		"""Return the name of another record with the same value in a unique field."""
		value, way = self.get(fieldname), shape_of(self.doctype).seals.get(fieldname)
		if not value:
			return None
		column, values = (f"{fieldname}_index", blind_all(way.kind, value)) if way else (fieldname, [value])
		return frappe.db.get_value(self.doctype, {column: ["in", values], "name": ["!=", self.name]})

	def explain_twin(self, fieldname: str, other: str) -> str:
		label = _(self.meta.get_label(fieldname))
		if not frappe.has_permission(self.doctype, "read", other):
			return _("{0} is registered already; please ask a registry clerk.").format(label)
		title, grid = frappe.db.get_value(self.doctype, other, [self.meta.title_field, "grid"])
		return _("{0} is registered already: {1}, grid {2}.").format(
			label,
			frappe.utils.get_link_to_form(self.doctype, other, frappe.utils.escape_html(title)),
			frappe.db.get_value("Grid", grid, "grid_name"),
		)

	def refuse_codes_out_of_use(self):
		"""Refuse newly chosen codes that are switched off; old records keep theirs."""
		before = self.get_doc_before_save()
		chosen = chosen_codes(self) - (chosen_codes(before) if before else set())
		if closed := no_longer_used(chosen):
			labels = ", ".join(labels_of(closed).values())
			frappe.throw(_("No longer used, please choose another: {0}").format(labels), RecordError)


def chosen_codes(record) -> set[str]:
	"""Return every Code Value that a record and its rows refer to."""
	shape = shape_of(record.doctype)
	rows = [(row, codes) for table, codes in shape.child_codes.items() for row in record.get(table) or ()]
	return {row.get(field) for row, codes in [(record, shape.codes), *rows] for field in codes} - {None, ""}
