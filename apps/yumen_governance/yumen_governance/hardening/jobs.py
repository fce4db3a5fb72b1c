"""Background jobs: one whose worker died holds up no other, each stays its person's and speaks the site's language.

The framework skips a scheduled job while the queue says that its last run waits or is at work. Where a host died, Redis
lost its lists or somebody emptied them, it says so for ever. And it goes on as Administrator with a job that met a
deadlock, whoever had asked for it. Early v15 runs every job in English.
"""

import time
from datetime import datetime, timedelta

import frappe
from frappe.core.doctype.scheduled_job_type.scheduled_job_type import ScheduledJobType
from frappe.utils.background_jobs import get_job, get_queue
from rq import get_current_job
from rq.job import Job, JobStatus
from rq.registry import StartedJobRegistry

# A job on its way from one list to the next is in none for a moment
SECOND_LOOK = 1.0
GRACE = timedelta(minutes=1)


class UnstuckJobType(ScheduledJobType):
	"""A scheduled job that is queued again when its last run is nowhere, whatever its record in Redis says."""

	def is_job_in_queue(self) -> bool:
		"""Tell whether a run waits or is at work; the record of one that is nowhere is removed."""
		if not super().is_job_in_queue():
			return False
		if not (is_nowhere(self.rq_job_id) and _still_nowhere(self.rq_job_id)):
			return True
		frappe.logger("scheduler").warning(
			f"{self.method} was said to be queued or at work, and was nowhere."
		)
		get_job(self.rq_job_id).delete()
		return False


def is_nowhere(job_id: str) -> bool:
	"""Tell whether a job that is said to wait or to be at work is in no list and held by no living worker."""
	job = get_job(job_id)
	status = job and job.get_status()
	if status == JobStatus.QUEUED:
		return _is_old(job.enqueued_at) and job.id not in _queue_of(job).get_job_ids()
	if status == JobStatus.STARTED:
		held_until = job.connection.zscore(_registry_of(job).key, job.id)
		return held_until is None or held_until < time.time()
	return False


def keep_person() -> None:
	"""Go on as the person who asked for the job that is beginning, also when it is tried again (before_job)."""
	job = get_current_job()
	user = job and (job.kwargs or {}).get("user")
	if user and user != frappe.session.user:
		frappe.set_user(user)


def speak_as_the_site() -> None:
	"""Let what the job that is beginning writes be in the language of the site (before_job)."""
	if get_current_job():
		frappe.local.lang = frappe.db.get_default("lang") or frappe.local.lang


def _still_nowhere(job_id: str) -> bool:
	time.sleep(SECOND_LOOK)
	return is_nowhere(job_id)


def _is_old(moment: datetime | None) -> bool:
	return not moment or datetime.utcnow() - moment.replace(tzinfo=None) > GRACE


def _queue_of(job: Job):
	return get_queue(job.origin.rpartition(":")[2])


def _registry_of(job: Job) -> StartedJobRegistry:
	return StartedJobRegistry(job.origin, connection=job.connection)
