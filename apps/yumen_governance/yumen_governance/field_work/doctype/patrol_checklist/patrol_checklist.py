"""What is looked at in a place of a kind, item by item; the office keeps it."""

import frappe
from frappe import _
from frappe.model.document import Document

KIND_FIELD = {"Public Facility": "facility_kind", "Key Area": "area_kind"}


class PatrolChecklist(Document):
	def validate(self):
		self.leave_out_other_kind()
		self.refuse_second()

	def leave_out_other_kind(self):
		for place_type, fieldname in KIND_FIELD.items():
			if place_type != self.place_type:
				self.set(fieldname, None)

	def refuse_second(self):
		"""A kind has one checklist in use, so that nobody wonders which one counts."""
		if not self.is_active:
			return
		kind = KIND_FIELD[self.place_type]
		asked = self.get(kind) or ["is", "not set"]
		filters = {"place_type": self.place_type, "is_active": 1, kind: asked, "name": ["!=", self.name]}
		if other := frappe.db.get_value("Patrol Checklist", filters):
			frappe.throw(
				_(
					"{0} is the checklist of this kind already. Change that one, or take it out of use."
				).format(other)
			)
