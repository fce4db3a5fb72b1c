"""A job that is nowhere holds nothing up, and one that is tried again stays its person's."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from unittest.mock import patch

import frappe
from frappe.utils.background_jobs import execute_job, get_job, get_queue
from rq.job import Job, JobStatus
from rq.registry import StartedJobRegistry

from yumen_governance.hardening import jobs
from yumen_governance.hardening.jobs import keep_person, speak_as_the_site
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import actor

SWEEP = "yumen_governance.time_limits.tasks.sweep"


class TestStuckJobs(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.type = frappe.get_doc("Scheduled Job Type", {"method": SWEEP})
		self.type.method = f"test.{frappe.generate_hash(length=8)}"
		self.enterContext(patch.object(jobs, "SECOND_LOOK", 0))
		self.addCleanup(self.forget)

	def forget(self):
		job = get_job(self.type.rq_job_id)
		if job:
			job.delete()

	def record(self, status, age=timedelta(minutes=10)):
		queue = get_queue("long")
		name = f"{frappe.local.site}::{self.type.rq_job_id}"
		job = Job.create(execute_job, id=name, connection=queue.connection, origin=queue.name)
		job.enqueued_at = datetime.utcnow() - age
		job.set_status(status)
		job.save()
		return job

	def test_a_job_without_a_record_is_not_in_the_queue(self):
		self.assertFalse(self.type.is_job_in_queue())

	def test_a_record_that_no_list_and_no_worker_holds_is_removed(self):
		for status in (JobStatus.QUEUED, JobStatus.STARTED):
			with self.subTest(status=status):
				self.record(status)
				self.assertFalse(self.type.is_job_in_queue())
				self.assertIsNone(get_job(self.type.rq_job_id))

	def test_a_job_on_its_way_into_the_queue_is_left_alone(self):
		self.record(JobStatus.QUEUED, age=timedelta(seconds=1))
		self.assertTrue(self.type.is_job_in_queue())

	def test_a_job_that_a_living_worker_holds_is_left_alone(self):
		job = self.record(JobStatus.STARTED)
		registry = StartedJobRegistry(job.origin, connection=job.connection)
		registry.add(job, 60)
		self.assertTrue(self.type.is_job_in_queue())
		job.connection.zadd(registry.key, {job.id: 1})
		self.assertFalse(self.type.is_job_in_queue())


class TestPersonOfAJob(GovernanceTestCase):
	def test_a_job_goes_on_as_whoever_asked_for_it(self):
		person = actor("clerk")
		for kwargs, expected in (({"user": person}, person), ({}, "Administrator"), (None, "Administrator")):
			with self.subTest(kwargs=kwargs):
				frappe.set_user("Administrator")
				with patch.object(jobs, "get_current_job", return_value=SimpleNamespace(kwargs=kwargs)):
					keep_person()
				self.assertEqual(frappe.session.user, expected)

	def test_outside_a_worker_nobody_changes(self):
		with patch.object(jobs, "get_current_job", return_value=None):
			keep_person()
		self.assertEqual(frappe.session.user, "Administrator")


class TestLanguageOfAJob(GovernanceTestCase):
	def test_a_job_speaks_as_the_site_and_a_request_as_its_person(self):
		for job, expected in ((SimpleNamespace(kwargs={}), frappe.db.get_default("lang")), (None, "de")):
			with self.subTest(job=job), self.in_language("de"):
				with patch.object(jobs, "get_current_job", return_value=job):
					speak_as_the_site()
				self.assertEqual(frappe.local.lang, expected)
