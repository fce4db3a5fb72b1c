"""A window of the hall: whose it is, who sits at it, when it is open and what it offers."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, get_time

from yumen_governance.service_centre import windows

LETTER = "W"


class OpeningHoursError(frappe.ValidationError):
	pass


class ServiceWindow(Document):
	def autoname(self):
		self.window_number = cint(self.window_number) or next_number()
		self.name = f"{LETTER}{self.window_number:02}"

	def validate(self):
		self.validate_number_is_kept()
		self.validate_staff()
		self.validate_hours()

	def validate_number_is_kept(self):
		if not self.is_new() and self.has_value_changed("window_number"):
			frappe.throw(_("The number of a window can't be changed. Make a new window."))

	def validate_staff(self):
		users = [row.user for row in self.staff]
		if len(users) != len(set(users)):
			frappe.throw(_("Somebody is listed twice among the staff."))

	def validate_hours(self):
		"""Refuse hours that end before they begin, or that overlap on a day.

		:raises OpeningHoursError: names the row
		"""
		latest = {}
		for row in sorted(self.opening_hours, key=lambda row: (row.weekday, get_time(row.opens))):
			opens, closes = get_time(row.opens), get_time(row.closes)
			if closes <= opens or opens < latest.get(row.weekday, opens):
				frappe.throw(
					_("Row {0}: opening hours must end after they begin, and may not overlap.").format(
						row.idx
					),
					OpeningHoursError,
				)
			latest[row.weekday] = closes

	def on_update(self):
		windows.forget()
		if self.has_value_changed("unit"):
			windows.follow_unit(self.name, self.unit)

	def on_trash(self):
		windows.forget()


def next_number() -> int:
	"""Return the lowest number that stands above no window."""
	taken = set(frappe.get_all("Service Window", pluck="window_number"))
	return next(number for number in range(1, len(taken) + 2) if number not in taken)
