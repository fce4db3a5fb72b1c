"""A code list: the values that one kind of coded field may have, and who set them."""

import re

import frappe
from frappe import _
from frappe.model.document import Document


class CodeList(Document):
	def validate(self):
		if not re.fullmatch(r"[a-z][a-z0-9_]*", self.list_code):
			frappe.throw(_("A list code consists of small letters, digits and underscores."))
