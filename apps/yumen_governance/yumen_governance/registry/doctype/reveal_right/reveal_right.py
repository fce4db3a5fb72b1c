"""That a role may have one kind of sealed value revealed, and of which records."""

from frappe.model.document import Document

from yumen_governance.registry.reveal_rights import forget_boot


class RevealRight(Document):
	def on_update(self):
		forget_boot()

	def on_trash(self):
		forget_boot()
