"""One value of a code list; records refer to it by a name that never changes."""

import re

import frappe
from frappe import _
from frappe.model.document import Document

from yumen_governance.registry.code_lists import code_name
from yumen_governance.registry.pinyin import initials


class CodeValue(Document):
	def autoname(self):
		self.name = code_name(self.code_list, self.code)

	def validate(self):
		if not re.fullmatch(r"[0-9A-Za-z]+", self.code):
			frappe.throw(_("A code consists of digits and letters."))
		self.pinyin_initials = initials(self.label)
