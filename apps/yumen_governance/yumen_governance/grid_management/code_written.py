"""The base of records that only the app's own actions write: logs, requests, tasks, orders, calls."""

import frappe
from frappe import _
from frappe.model.document import Document


class WrittenByActionsOnlyError(frappe.PermissionError):
	pass


class CodeWritten(Document):
	"""Refuses whoever writes it past its actions, the administrator included; it is never deleted."""

	def validate(self):
		if not self.flags.written_by_code:
			self.refuse_change()

	def on_trash(self):
		self.refuse_change()

	def before_rename(self, *args):
		self.refuse_change()

	def refuse_change(self):
		"""Refuse whatever is tried.

		:raises WrittenByActionsOnlyError: always; a subclass may say why in its own words
		"""
		frappe.throw(
			_("{0} is written by its actions only; it can't be edited or deleted.").format(_(self.doctype)),
			WrittenByActionsOnlyError,
		)


class WrittenOnce(CodeWritten):
	"""Is written when it is inserted and never again."""

	def validate(self):
		super().validate()
		if not self.is_new():
			self.refuse_change()


def write(doc: CodeWritten) -> CodeWritten:
	"""Store a record whose action was checked, and return it."""
	doc.flags.written_by_code = True
	if doc.is_new():
		return doc.insert(ignore_permissions=True)  # the action that writes it was checked
	return doc.save(ignore_permissions=True)  # the action that writes it was checked
