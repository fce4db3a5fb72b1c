"""Every scheduled job may run twice: the second run finds nothing left to do. New jobs are covered by themselves."""

import frappe

from yumen_governance.tests import jobs
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor, make_event, make_grid, make_grid_member, put_in_state
from yumen_governance.tests.outbox import make_notice
from yumen_governance.time_limits import outbox


class TestEveryJob(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		community = make_grid(make_grid().name).name
		grid = make_grid(community).name
		make_grid_member(community, "Grid Leader", actor("leader"))
		for state in ("Draft", "Reported", "Dispatched", "In Progress"):
			put_in_state(make_event(grid), state, lead_grid=community, due_on="2026-01-05 09:00:00")
		make_notice(outbox.users(actor("leader")))

	def test_there_are_jobs(self):
		self.assertIn("yumen_governance.time_limits.outbox.tasks.deliver_messages", jobs.scheduled_jobs())

	def test_no_two_jobs_have_the_same_name_for_the_scheduler(self):
		names = [".".join(path.split(".")[-2:]) for path in jobs.scheduled_jobs()]
		self.assertEqual(sorted(names), sorted(set(names)))

	def test_a_second_run_changes_nothing(self):
		for path in jobs.scheduled_jobs():
			with self.subTest(path):
				job = frappe.get_attr(path)
				with jobs.one_transaction():
					job()
					once = jobs.stored()
					job()
					twice = jobs.stored()
				changed = {
					table: (once.get(table), twice.get(table))
					for table in {*once, *twice}
					if once.get(table) != twice.get(table)
				}
				self.assertFalse(changed)

	def test_jobs_leave_the_person_of_the_session_as_it_was(self):
		for path in jobs.scheduled_jobs():
			with self.subTest(path), self.as_user(actor("leader")), jobs.one_transaction():
				frappe.get_attr(path)()
				self.assertEqual(frappe.session.user, actor("leader"))
