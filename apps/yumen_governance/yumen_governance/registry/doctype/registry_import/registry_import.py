"""An import of a file into the registry: its file, its columns, its choices, and where it stands."""

import frappe
from frappe import _
from frappe.model.document import Document

from yumen_governance.permissions.registry import REGISTRY_DOCTYPES
from yumen_governance.registry.importing import journal, storage
from yumen_governance.registry.importing.intake import plan_of, take_in
from yumen_governance.registry.importing.states import HALTED, RUNNING, STARTABLE, UNDOABLE

CHOICES = ("existing_records", "empty_cells", "create_missing")


class ImportStateError(frappe.ValidationError):
	pass


class RegistryImport(Document):
	def validate(self):
		self.refuse_strange_doctype()
		self.refuse_change_under_way()
		self.forget_stale_check()

	def on_trash(self):
		if frappe.db.exists(journal.PIECE, {"registry_import": self.name, "is_undone": 0}):
			frappe.throw(_("Undo the import before you delete it."), ImportStateError)
		journal.forget(self.name)
		storage.remove(self.name)

	def refuse_strange_doctype(self):
		if self.reference_doctype not in REGISTRY_DOCTYPES:
			frappe.throw(_("Choose what the rows of the file are."))
		frappe.new_doc(self.reference_doctype).check_permission("create")

	def refuse_change_under_way(self):
		before = self.get_doc_before_save()
		if before and before.status not in ("Draft", *STARTABLE):
			frappe.throw(
				_("This import has been started; its choices can't be changed any more."), ImportStateError
			)
		if before and before.file_hash and before.reference_doctype != self.reference_doctype:
			frappe.throw(_("Start a new import for another kind of record."), ImportStateError)

	def forget_stale_check(self):
		"""A check holds for the choices that it was made with."""
		if self.status == "Checked" and (
			any(self.has_value_changed(name) for name in CHOICES) or self.mapping_changed()
		):
			self.status = "Uploaded"

	def mapping_changed(self) -> bool:
		before = self.get_doc_before_save()
		return [row.target for row in self.columns] != [row.target for row in before.columns]

	def take_file(self, file_name: str) -> None:
		"""Read the head of the file that was uploaded.

		:raises FileProblem: the file is none that can be imported
		"""
		self.require(*STARTABLE, "Draft")
		self.file_name = frappe.utils.strip_html(file_name)[:140]
		take_in(self)
		self.save()

	def start(self, check: bool) -> None:
		"""Begin: only check the file, or import it.

		:raises FileProblem: the columns can't be imported as they are
		"""
		self.require(*STARTABLE)
		plan_of(self, frappe.session.user, writes=not check)
		journal.clear(self.name)
		self.move(
			"Queued", is_check=int(check), started_by=frappe.session.user, started_on=frappe.utils.now()
		)

	def resume(self) -> None:
		"""Go on with an import that was stopped or failed."""
		self.require(*HALTED)
		if self.undone:
			frappe.throw(_("Its undo has begun; finish that."), ImportStateError)
		self.move("Queued", stop_wanted=0, failure=None)

	def stop(self) -> None:
		"""Ask whoever is at work on it to stop after the chunk in hand."""
		self.require(*RUNNING)
		self.db_set("stop_wanted", 1, update_modified=False)

	def undo(self) -> None:
		"""Begin to take back what was written."""
		self.require(*UNDOABLE)
		if self.is_check:
			frappe.throw(_("Nothing was written, so there is nothing to undo."), ImportStateError)
		if not frappe.db.exists(journal.PIECE, {"registry_import": self.name, "is_undone": 0}):
			frappe.throw(_("What an undo needs isn't kept any more."), ImportStateError)
		self.move("Undoing", started_by=frappe.session.user, failure=None, undone=0, kept=0)

	def move(self, status: str, **values) -> None:
		self.db_set({"status": status, "finished_on": None, **values}, update_modified=False)

	def require(self, *states: str) -> None:
		"""Refuse what can't be done in the state that the import is in.

		:raises ImportStateError: another state
		"""
		self.check_permission("write")
		if self.status not in states:
			frappe.throw(
				_("This can't be done now: the import is in state {0}.").format(_(self.status)),
				ImportStateError,
			)
