"""A visitor's matter at a window: registered once, answered or sent on the right road."""

import frappe
from frappe.utils import now_datetime

from yumen_governance.grid_management.grid_paths import keep_paths
from yumen_governance.grid_management.year_numbers import YearNumbers
from yumen_governance.permissions.service import may_write
from yumen_governance.registry.sealed_document import SealedDocument
from yumen_governance.service_centre import answers, registering, steps, visitors
from yumen_governance.time_limits.governed import GovernedDocument
from yumen_governance.time_limits.transitions import Step

NUMBERS = YearNumbers("Service Request", "SR")


class ServiceRequest(SealedDocument, GovernedDocument):
	def autoname(self):
		self.name = NUMBERS.take(1, now_datetime().year)[0]

	def validate(self):
		item = registering.item_of(self)
		registering.prepare(self, item, frappe.session.user, now_datetime())
		visitors.identify(self)
		registering.check(self, item)
		answers.check(self, item)
		visitors.remember_earlier(self)
		keep_paths(self, "grid")
		super().validate()

	def onload(self):
		"""Tell the form whether this person may change the request now, and what its item asks."""
		self.set_onload("may_write", may_write(self.name, frappe.session.user))
		self.set_onload("first_responsible_name", frappe.utils.get_fullname(self.first_responsible))
		if self.service_item:
			self.set_onload("item", answers.face_of(frappe.get_cached_doc("Service Item", self.service_item)))

	def after_insert(self):
		registering.note(self, frappe.session.user, now_datetime())

	def on_step(self, step: Step, now):
		"""Keep the dates of the request, and do what the transition says (transfer, becoming another record …)."""
		steps.prepare(self, step, frappe.session.user, now)

	def announce(self, step: Step, user: str, now):
		super().announce(step, user, now)
		steps.follow(self, step, user, now)


def on_doctype_update():
	"""Make room for the numbers of the year, and keep the list of a window quick."""
	NUMBERS.ensure(now_datetime().year)
	frappe.db.add_index("Service Request", ["service_window", "stage", "due_on"], "window_by_due")
	frappe.db.add_index("Service Request", ["first_responsible", "stage", "due_on"], "responsible_by_due")
