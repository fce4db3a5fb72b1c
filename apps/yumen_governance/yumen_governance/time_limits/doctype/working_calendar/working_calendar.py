"""One year's holidays, make-up working days and office hours. A change counts the running clocks again."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, getdate

from yumen_governance.time_limits.clocks import calendars

FIRST_YEAR, LAST_YEAR = 1990, 2100
SATURDAY = 5


class CalendarError(frappe.ValidationError):
	pass


class WorkingCalendar(Document):
	def validate(self):
		if not FIRST_YEAR <= cint(self.year) <= LAST_YEAR:
			frappe.throw(_("{0} is not a year that is recorded here.").format(self.year), CalendarError)
		self.validate_days()
		self.validate_hours()
		self.note_change()

	def validate_days(self):
		seen = set()
		for row in [*self.holidays, *self.workdays]:
			day = getdate(row.day)
			if day.year != cint(self.year):
				self.refuse(row, _("{0} lies in another year.").format(row.day))
			if day in seen:
				self.refuse(row, _("{0} stands there twice.").format(row.day))
			seen.add(day)
		for row in self.workdays:
			if getdate(row.day).weekday() < SATURDAY:
				self.refuse(
					row, _("{0} is worked anyway: it is neither Saturday nor Sunday.").format(row.day)
				)

	def validate_hours(self):
		shifts = [(row, calendars.shift_of(row)) for row in self.shifts]
		for row, shift in shifts:
			if shift.closes <= shift.opens:
				self.refuse(row, _("The office must close after it opens."))
			if bool(row.first_day) != bool(row.last_day) or (shift.seasonal and shift.last < shift.first):
				self.refuse(row, _("A season needs its first and its last day, in this order."))
		if not any(not shift.seasonal for _row, shift in shifts):
			frappe.throw(_("Please give the usual office hours, without dates."), CalendarError)
		for number, (row, shift) in enumerate(shifts):
			if any(_overlap(shift, other) for _row, other in shifts[:number]):
				self.refuse(row, _("These hours overlap with others."))

	def refuse(self, row, words: str):
		frappe.throw(_("Row {0}: {1}").format(row.idx, words), CalendarError)

	def note_change(self):
		"""Mark that clocks are to be counted again, so that a lost job is found."""
		if self.is_new() or self.has_changed():
			self.recount_pending = 1

	def has_changed(self) -> bool:
		before = self.get_doc_before_save()
		return any(
			_told(before.get(table)) != _told(self.get(table)) for table in ("holidays", "workdays", "shifts")
		)

	def on_update(self):
		if self.recount_pending:
			calendars.recount_later()

	def on_trash(self):
		calendars.recount_later()


def _told(rows) -> list[tuple]:
	names = ("day", "opens", "closes", "first_day", "last_day")
	return [tuple(str(row.get(name) or "") for name in names) for row in rows]


def _overlap(one, other) -> bool:
	same_days = (
		one.first <= other.last and other.first <= one.last
		if one.seasonal and other.seasonal
		else one.seasonal == other.seasonal
	)
	return same_days and one.opens < other.closes and other.opens < one.closes
