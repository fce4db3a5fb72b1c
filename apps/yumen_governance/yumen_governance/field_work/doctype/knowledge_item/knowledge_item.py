"""One of the things that are to be known of every grid (三知三清六掌握)."""

from frappe.model.document import Document

from yumen_governance.field_work.knowledge import filling


class KnowledgeItem(Document):
	def on_update(self):
		if self.has_value_changed("stale_after_days") or self.has_value_changed("item_group"):
			filling.reckon_anew(self)
