"""WrittenOnce: the base of rows that code writes once and nobody changes, deletes or renames."""

from frappe.model.document import Document


class WrittenOnce(Document):
	"""The code that inserts a row sets the flag `recorded_by_code`; a subclass says in `refuse_change` why not."""

	def validate(self):
		if not (self.is_new() and self.flags.recorded_by_code):
			self.refuse_change()

	def on_trash(self):
		self.refuse_change()

	def before_rename(self, *args):
		self.refuse_change()

	def refuse_change(self):
		"""Refuse whatever is tried.

		:raises frappe.PermissionError: always
		"""
		raise NotImplementedError
