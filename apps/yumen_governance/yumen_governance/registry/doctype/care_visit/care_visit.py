"""A visit to the person of a care record, or a talk with them: why, what was found, what is done about it.

Its author may correct it for a day; afterwards nobody changes it. It ends with its record.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime, getdate, now_datetime, time_diff_in_hours

from yumen_governance.permissions.care import CARE_DOCTYPES, IN_CARE, VISIT
from yumen_governance.permissions.case import refusal
from yumen_governance.registry.names import new_name
from yumen_governance.registry.sensitive_access import record_access

HOURS_TO_CORRECT = 24
# Frappe lists the records linked with a user or a care record without asking who may see them
exclude_from_linked_with = True


class VisitIsClosedError(frappe.PermissionError):
	pass


class CareVisit(Document):
	def autoname(self):
		self.name = new_name()

	def validate(self):
		self.refuse_change_after_a_day()
		if self.is_new():
			self.require_open_record()
			self.visited_by = frappe.session.user
		self.visitor_name = frappe.db.get_value("User", self.visited_by, "full_name")
		self.validate_dates()

	def require_open_record(self):
		"""The record is asked here as well as by the permission: it may have been named after that check."""
		if self.care_doctype not in CARE_DOCTYPES:
			frappe.throw(_("A visit belongs to a care record."))
		if not frappe.has_permission(self.care_doctype, "read", self.care_record):
			frappe.throw(refusal(self.care_doctype), frappe.PermissionError)
		if frappe.db.get_value(self.care_doctype, self.care_record, "status") != IN_CARE:
			frappe.throw(_("Care has ended; nothing is added any more."), VisitIsClosedError)

	def refuse_change_after_a_day(self):
		if self.is_new():
			return
		is_late = time_diff_in_hours(now_datetime(), get_datetime(self.creation)) > HOURS_TO_CORRECT
		if is_late or frappe.session.user != self.visited_by:
			frappe.throw(
				_("A visit is corrected by its author within {0} hours. Add another one instead.").format(
					HOURS_TO_CORRECT
				),
				VisitIsClosedError,
			)

	def validate_dates(self):
		if getdate(self.visited_on) > getdate():
			frappe.throw(_("A visit is written down after it took place."))
		if self.next_visit_on and getdate(self.next_visit_on) < getdate(self.visited_on):
			frappe.throw(_("The next visit can't lie before this one."))

	def on_update(self):
		self.tell_record()

	def tell_record(self):
		"""Write into the record when the last visit was, and when the next one is planned."""
		last = frappe.get_all(
			self.doctype,
			filters={"care_doctype": self.care_doctype, "care_record": self.care_record},
			fields=["visited_on", "next_visit_on"],
			order_by="visited_on desc, creation desc",
			limit=1,
		)[0]
		values = {"last_visited_on": last.visited_on, "next_visit_on": last.next_visit_on}
		frappe.db.set_value(self.care_doctype, self.care_record, values, update_modified=False)

	def before_print(self, settings=None):
		frappe.throw(_("A visit isn't printed."), frappe.PermissionError)

	def apply_fieldlevel_read_permissions(self):
		"""Frappe calls this wherever it hands a record out: form, REST and client.get."""
		ground = frappe.db.get_value(self.care_doctype, self.care_record, "legal_purpose")
		purpose = frappe.db.get_value("Legal Purpose", ground, "purpose")
		record_access(self.care_doctype, self.care_record, VISIT, purpose)
		super().apply_fieldlevel_read_permissions()

	def on_trash(self):
		frappe.throw(_("A visit is never deleted."), VisitIsClosedError)


def on_doctype_update():
	"""Index what every reading of the visits of a record asks."""
	frappe.db.add_index("Care Visit", ["care_record", "visited_on"])
