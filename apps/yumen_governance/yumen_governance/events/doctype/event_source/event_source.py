"""Where events come from: what each source must say, and who may report from it."""

from frappe.model.document import Document
from frappe.model.naming import make_autoname


class EventSource(Document):
	def autoname(self):
		self.source_code = self.source_code or make_autoname("ES-.##")
		self.name = self.source_code
