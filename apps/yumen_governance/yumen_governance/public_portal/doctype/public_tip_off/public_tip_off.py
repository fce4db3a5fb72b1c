"""A tip-off of a resident: who sent it, sealed and apart from the event that those who handle it see."""

from yumen_governance.grid_management.code_written import CodeWritten
from yumen_governance.public_portal import guesses
from yumen_governance.registry.sealed_document import SealedDocument


class PublicTipoff(SealedDocument, CodeWritten):
	def validate(self):
		super().validate()
		self.seal(self.plain_values())


def on_doctype_update():
	"""Make the table in which wrong tracking codes are counted."""
	guesses.create_table()
