"""Imports in the background: run, undo, go on after a kill, and forget files that nobody imports."""

import time
from collections.abc import Callable

import frappe
from frappe import _
from frappe.utils import add_days, now, now_datetime

from yumen_governance.registry.importing import journal, storage, undo
from yumen_governance.registry.importing.files.problem import FileProblem
from yumen_governance.registry.importing.journal import IMPORT
from yumen_governance.registry.importing.runner import CHUNK, Runner, Stopped
from yumen_governance.registry.importing.states import RUNNING, UNFINISHED, is_alive, lock, unlock

HOURS = 6
TOLD_EVERY = 0.5
EVENT = "registry_import_progress"
JOB = "yumen_governance.registry.importing.tasks.run"


def enqueue(name: str) -> None:
	"""Have an import run in the background after this transaction; twice is once."""
	frappe.enqueue(
		JOB,
		queue="long",
		timeout=HOURS * 3600,
		enqueue_after_commit=True,
		name=name,
	)


def run(name: str, tell: Callable[[dict], None] | None = None, patience: int = 0, chunk: int = CHUNK) -> str:
	"""Bring an import, or its undoing, from where it stands to its end. Does nothing while another process does.

	:param tell: hears of progress; the form unless given
	:param patience: seconds to wait for another process that is at work on it
	:param chunk: rows of one transaction
	:return: the state that the import is in now
	"""
	if not lock(name, patience):
		return frappe.db.get_value(IMPORT, name, "status")
	before = frappe.session.user, frappe.local.lang
	try:
		doc = frappe.get_doc(IMPORT, name)
		if doc.status in RUNNING:
			_act_as(doc.started_by)
			_work(doc, tell or _Announcer(name), chunk)
		return frappe.db.get_value(IMPORT, name, "status")
	finally:
		frappe.set_user(before[0])
		frappe.local.lang = before[1]
		unlock(name)


def go_on() -> None:
	"""Take up every import whose process is gone."""
	for name in frappe.get_all(IMPORT, {"status": ["in", RUNNING]}, pluck="name"):
		if not is_alive(name):
			enqueue(name)
	frappe.db.commit()


def forget_files() -> None:
	"""Remove uploaded files that nobody has imported for days, and those of imports that never came to be."""
	days = frappe.get_cached_doc(storage.SETTINGS).keep_days
	limit = add_days(now_datetime(), -days)
	for name in frappe.get_all(
		IMPORT, {"status": ["in", UNFINISHED], "modified": ["<", limit]}, pluck="name"
	):
		storage.remove(name)
	for name in storage.names_before(limit.timestamp()):
		if not frappe.db.exists(IMPORT, name):
			storage.remove(name)


def forget_old_runs() -> None:
	"""Remove the report and what an undo needs of imports that ended long ago."""
	days = frappe.get_cached_doc(storage.SETTINGS).undo_days
	ended = {"status": ["not in", RUNNING], "finished_on": ["<", add_days(now_datetime(), -days)]}
	for name in frappe.get_all(IMPORT, ended, pluck="name"):
		journal.forget(name)
		frappe.db.commit()


def _work(doc, tell: Callable[[dict], None], chunk: int) -> None:
	commit = frappe.db.commit
	try:
		if doc.status == "Undoing":
			undo.undo(doc, commit, tell)
		else:
			Runner(doc, commit, tell, chunk).run()
	except Stopped:
		_end(doc, tell, status="Cancelled", stop_wanted=0)
	except (FileProblem, frappe.PermissionError) as problem:
		frappe.db.rollback()
		_end(doc, tell, status="Failed", failure=str(problem) or _("Not permitted"))
	except Exception:
		frappe.db.rollback()
		# Without the variables of the traceback, which hold rows of the file
		frappe.log_error(f"Registry Import {doc.name}", frappe.get_traceback(), IMPORT, doc.name)
		message = _(
			"Something unexpected happened. Nothing is half-written; what went wrong is in the error log."
		)
		_end(doc, tell, status="Failed", failure=message)
	if doc.status in ("Imported", "Undone"):
		storage.remove(doc.name)


def _end(doc, tell: Callable[[dict], None], **values) -> None:
	frappe.db.set_value(IMPORT, doc.name, {"finished_on": now(), **values}, update_modified=False)
	doc.update(values)
	frappe.db.commit()
	tell({"status": doc.status})


def _act_as(user: str) -> None:
	frappe.set_user(user)
	language = frappe.db.get_value("User", user, "language")
	frappe.local.lang = language or frappe.db.get_default("lang") or "zh"


class _Announcer:
	"""Tells the form how far an import is, not more often than anybody can read."""

	def __init__(self, name: str):
		self.name, self.told = name, 0.0

	def __call__(self, progress: dict) -> None:
		if "status" not in progress and time.monotonic() - self.told < TOLD_EVERY:
			return
		self.told = time.monotonic()
		frappe.publish_realtime(EVENT, {"name": self.name}, doctype=IMPORT, docname=self.name)
