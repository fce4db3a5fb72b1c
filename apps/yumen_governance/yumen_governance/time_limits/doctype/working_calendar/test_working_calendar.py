"""A calendar is refused with its reason when it makes no sense, and a missing one is told of."""

from datetime import date
from unittest.mock import patch

import frappe

from yumen_governance.api.clocks import missing_calendar
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor
from yumen_governance.time_limits import tasks
from yumen_governance.time_limits.clocks import calendars
from yumen_governance.time_limits.doctype.working_calendar.working_calendar import CalendarError

SHIFT = {"opens": "08:30:00", "closes": "12:00:00"}


def make_calendar(**values):
	calendar = {"doctype": "Working Calendar", "year": 2051, "shifts": [SHIFT]}
	return frappe.get_doc({**calendar, **values}).insert()


class TestWorkingCalendar(GovernanceTestCase):
	def test_a_calendar_counts_as_soon_as_it_is_recorded(self):
		make_calendar(
			holidays=[{"day": "2051-01-02", "day_name": "元旦"}],
			workdays=[{"day": "2051-01-07", "day_name": "调休"}],
		)
		calendar = calendars.calendar()
		self.assertFalse(calendar.is_working_day(date(2051, 1, 2)))
		self.assertTrue(calendar.is_working_day(date(2051, 1, 7)))
		self.assertEqual(len(calendar.shifts_of(date(2051, 1, 7))), 1)

	def test_what_makes_no_sense_is_refused(self):
		day = {"day": "2051-01-02", "day_name": "元旦"}
		season = {**SHIFT, "first_day": "2051-05-01", "last_day": "2051-09-30"}
		for values in (
			{"year": 51},
			{"holidays": [{"day": "2052-01-01", "day_name": "元旦"}]},
			{"holidays": [day, day]},
			{"holidays": [day], "workdays": [day]},
			{"workdays": [day]},
			{"shifts": [{"opens": "12:00:00", "closes": "08:30:00"}]},
			{"shifts": [SHIFT, {"opens": "11:00:00", "closes": "18:00:00"}]},
			{"shifts": [season]},
			{"shifts": [SHIFT, {**season, "last_day": "2051-04-01"}]},
			{"shifts": [SHIFT, {**season, "last_day": None}]},
		):
			with self.subTest(values):
				self.assertRefused(CalendarError, make_calendar, **values)

	def test_only_a_change_of_days_or_hours_has_clocks_counted_again(self):
		calendar = make_calendar()
		calendar.db_set("recount_pending", 0)
		calendar.reload()
		calendar.basis = "国办发明电"
		calendar.save()
		self.assertFalse(calendar.recount_pending)
		calendar.append("holidays", {"day": "2051-01-02", "day_name": "元旦"})
		calendar.save()
		self.assertTrue(calendar.recount_pending)

	def test_known_years_are_seeded_with_their_make_up_days(self):
		calendar = calendars.calendar()
		self.assertTrue(set(range(2004, 2027)) <= set(calendar.years))
		self.assertTrue(calendar.is_working_day(date(2026, 2, 14)))
		self.assertFalse(calendar.is_working_day(date(2026, 2, 16)))
		self.assertFalse(calendar.is_working_day(date(2026, 10, 1)))


class TestMissingYear(GovernanceTestCase):
	def test_the_next_year_is_missed_from_november_on(self):
		frappe.db.delete("Working Calendar", {"year": [">", 2050]})
		make_calendar()
		self.assertIsNone(calendars.missing_year(date(2051, 10, 31)))
		self.assertEqual(calendars.missing_year(date(2051, 11, 1)), 2052)
		self.assertEqual(calendars.missing_year(date(2052, 3, 1)), 2052)

	def test_administrators_are_told_once(self):
		with (
			patch.object(frappe.db, "commit"),
			patch.object(tasks, "getdate", return_value=date(2052, 11, 2)),
		):
			for _ in range(2):
				self.assertEqual(tasks.check_calendars(), 2052)
		self.assertEqual(frappe.db.count("Outgoing Notice", {"notice_key": "calendar missing 2052"}), 1)

	def test_the_desk_is_told_of_a_missing_year_by_who_may_see_calendars(self):
		with patch("yumen_governance.api.clocks.getdate", return_value=date(2051, 12, 1)):
			for year in (2051, 2052, None):
				with self.as_user(actor("dispatcher")):
					self.assertEqual(missing_calendar(), year)
				if year:
					make_calendar(year=year)
			with self.as_user(actor("leader")):
				self.assertRefused(frappe.PermissionError, missing_calendar)
