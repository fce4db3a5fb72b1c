"""An item of the dossier: its place in the catalogue, whether it must be there, and where its content comes from."""

import frappe
from frappe import _
from frappe.model.document import Document

from yumen_governance.dispute_resolution.dossier import contents


class DossierItemType(Document):
	def validate(self):
		self.refuse_a_second_of_its_content()

	def refuse_a_second_of_its_content(self):
		"""Papers that the system makes belong to one item; only attached papers may have several."""
		if self.content == contents.ATTACHED or not self.is_active:
			return
		filters = {"content": self.content, "is_active": 1, "name": ["!=", self.name]}
		if other := frappe.db.get_value("Dossier Item Type", filters):
			frappe.throw(_("{0} has this content already; choose Attached Papers.").format(other))
