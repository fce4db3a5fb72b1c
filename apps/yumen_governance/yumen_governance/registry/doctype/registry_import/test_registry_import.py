"""The page of an import: who may use it, in which state what can be done, and that runs go on and stop."""

import os
from io import BytesIO
from unittest.mock import patch

import frappe
import pymysql
from openpyxl import load_workbook
from werkzeug.datastructures import FileStorage

from yumen_governance.api import registry_import as api
from yumen_governance.registry.doctype.registry_import.registry_import import ImportStateError
from yumen_governance.registry.importing import storage, tasks
from yumen_governance.registry.importing.files.problem import FileProblem
from yumen_governance.registry.importing.journal import IMPORT
from yumen_governance.registry.importing.runner import Runner, Stopped
from yumen_governance.registry.importing.states import is_alive, lock, unlock
from yumen_governance.registry.importing.stored import Records
from yumen_governance.registry.importing.tests.case import ImportTestCase, population
from yumen_governance.tests.factories import actor


class TestRights(ImportTestCase):
	def test_only_keepers_of_the_registry_import_and_the_auditor_reads(self):
		doc = self.prepared([self.row()])
		for person, rights in (
			("registry_clerk", {"read", "write", "create"}),
			("administrator", {"read", "write", "create"}),
			("auditor", {"read"}),
			("leader", set()),
			("member", set()),
			("dispatcher", set()),
			("handler", set()),
		):
			with self.subTest(person), self.as_user(actor(person)):
				held = {right for right in ("read", "write", "create", "delete") if doc.has_permission(right)}
				self.assertEqual(held, rights)

	def test_every_endpoint_refuses_who_may_not(self):
		doc = self.prepared([self.row()])
		calls = (
			(api.download_template, "Resident"),
			(api.add_piece, doc.name, 0),
			(api.take_file, doc.name, "x.csv"),
			(api.preview, doc.name),
			(api.start, doc.name, True),
			(api.progress, doc.name),
			(api.stop, doc.name),
			(api.resume, doc.name),
			(api.undo, doc.name),
			(api.report, doc.name),
			(api.report_summary, doc.name),
			(api.download_report, doc.name),
		)
		for person in ("leader", "dispatcher", "handler"):
			for method, *arguments in calls:
				with self.subTest(person, method=method.__name__), self.as_user(actor(person)):
					self.assertRefused(frappe.PermissionError, method, *arguments)
		with self.as_user(actor("auditor")):
			api.progress(doc.name)
			for method in (api.start, api.undo, api.stop, api.resume):
				arguments = (doc.name, True) if method is api.start else (doc.name,)
				self.assertRefused(frappe.PermissionError, method, *arguments)

	def test_stored_pieces_and_reports_are_written_by_the_import_alone(self):
		for doctype in ("Registry Import Chunk", "Registry Import Problem"):
			for person in ("administrator", "registry_clerk"):
				for right in ("write", "create", "delete", "export", "share"):
					self.assertFalse(
						frappe.has_permission(doctype, right, user=actor(person)), (doctype, right)
					)


class TestUpload(ImportTestCase):
	def upload(self, doc, content: bytes, piece: int = 10) -> None:
		for offset in range(0, len(content), piece):
			self.send(doc, offset, content[offset : offset + piece])

	def send(self, doc, offset: int, content: bytes) -> int:
		files = {"piece": FileStorage(BytesIO(content))}
		with patch.object(frappe.local, "request", frappe._dict(files=files), create=True):
			return api.add_piece(doc.name, offset)

	def new(self):
		doc = frappe.get_doc({"doctype": IMPORT, "reference_doctype": "Resident"}).insert()
		self.addCleanup(storage.remove, doc.name)
		return doc

	def test_file_comes_in_pieces_and_one_sent_twice_counts_once(self):
		doc, content = self.new(), f"姓名,人员类别,网格\n甲,户籍人口,{self.grid}\n".encode()
		self.upload(doc, content)
		self.send(doc, 10, content[10:])
		answer = api.take_file(doc.name, "名单.csv")
		self.assertEqual(
			(answer["status"], answer["file_name"], answer["file_size"]),
			("Uploaded", "名单.csv", len(content)),
		)
		self.assertEqual(storage.upload_of(doc.name).read_bytes(), content)
		self.assertEqual(storage.upload_of(doc.name).stat().st_mode & 0o077, 0)

	def test_gap_and_excess_are_refused(self):
		doc = self.new()
		self.assertRefused(FileProblem, self.send, doc, 10, b"x")
		with patch.object(storage, "limits", lambda: storage.Limits(size=15)):
			self.send(doc, 0, b"x" * 10)
			self.assertRefused(FileProblem, self.send, doc, 10, b"x" * 10)

	def test_bad_file_leaves_the_good_one_in_place(self):
		doc = self.prepared([self.row()])
		good = storage.upload_of(doc.name).read_bytes()
		self.send(doc, 0, b"%PDF")
		self.assertRefused(FileProblem, api.take_file, doc.name, "x.pdf")
		self.assertEqual(storage.upload_of(doc.name).read_bytes(), good)

	def test_preview_masks_what_is_sensitive(self):
		row = self.row(备注列="990000199001011234")
		doc = self.prepared([row])
		shown = str(api.preview(doc.name))
		for text in (row["身份证号"], row["手机号"], "990000199001011234"):
			self.assertNotIn(text, shown)
		self.assertIn(row["姓名"], shown)

	def test_file_of_a_finished_import_is_gone(self):
		doc = self.prepared([self.row()])
		doc.start(False)
		with patch.object(frappe.db, "commit"):
			tasks.run(doc.name)
		self.assertFalse(storage.upload_of(doc.name).exists())

	def test_unused_files_are_forgotten(self):
		doc = self.prepared([self.row()])
		frappe.db.set_value(IMPORT, doc.name, "modified", "2020-01-01", update_modified=False)
		stray = storage.upload_of("RI-0000-00000")
		stray.write_bytes(b"x")
		os.utime(stray, (0, 0))
		tasks.forget_files()
		self.assertFalse(storage.upload_of(doc.name).exists() or stray.exists())


class TestStates(ImportTestCase):
	def run_job(self, name: str) -> str:
		with patch.object(frappe.db, "commit"), patch.object(frappe.db, "rollback"):
			return tasks.run(name, chunk=self.chunk)

	def test_job_runs_as_who_started_it_and_leaves_the_session_as_it_was(self):
		with self.as_user(actor("registry_clerk")):
			doc = self.prepared([self.row(姓名="登记员导入")])
			api.start(doc.name, False)
		self.assertEqual(self.run_job(doc.name), "Imported")
		self.assertEqual(self.resident("登记员导入").owner, actor("registry_clerk"))
		self.assertEqual(frappe.session.user, "Administrator")

	def test_change_of_choices_makes_a_check_stale(self):
		doc = self.run_to_end(self.prepared([self.row()]), check=True)
		self.assertEqual(doc.status, "Checked")
		doc.update({"existing_records": "Skip"}).save()
		self.assertEqual(doc.status, "Uploaded")

	def test_what_a_state_doesnt_allow_is_refused(self):
		doc = self.prepared([self.row()])
		for action in (doc.stop, doc.resume, doc.undo):
			self.assertRefused(ImportStateError, action)
		self.run_to_end(doc)
		self.assertRefused(ImportStateError, doc.start, False)
		self.assertRefused(ImportStateError, doc.save)
		self.assertRefused(ImportStateError, doc.take_file, "x.csv")
		self.assertRefused(ImportStateError, doc.delete)

	def test_stopped_import_goes_on_where_it_was(self):
		self.chunk = 4
		doc = self.prepared(population(10, self.grid), create_missing=1)
		doc.start(False)
		doc.stop()
		doc.reload()
		with self.assertRaises(Stopped):
			Runner(doc, lambda: None, chunk=self.chunk).run()
		doc.reload()
		self.assertEqual((doc.inserted, doc.done_rows), (4, 5))
		doc.db_set("status", "Cancelled")
		doc.resume()
		self.assertEqual(self.run_job(doc.name), "Imported")
		doc.reload()
		self.assertEqual((doc.inserted, doc.done_rows), (10, 11))

	def test_failure_is_told_and_nothing_is_half_written(self):
		doc = self.prepared([self.row()])
		doc.start(False)
		storage.upload_of(doc.name).write_bytes(b"%PDF")
		self.assertEqual(self.run_job(doc.name), "Failed")
		doc.reload()
		self.assertIn("PDF", doc.failure)
		self.assertEqual(doc.inserted, 0)

	def test_chunk_is_taken_again_when_somebody_was_quicker(self):
		doc = self.prepared([self.row(姓名="再试人")])
		doc.start(False)
		doc.reload()
		insert, tried = Records.insert, []

		def once_in_the_way(records, rows):
			tried.append(1)
			if len(tried) == 1:
				raise pymysql.IntegrityError(1062, "Duplicate entry")
			insert(records, rows)

		with patch.object(Records, "insert", once_in_the_way), patch.object(frappe.db, "rollback"):
			Runner(doc, lambda: None).run()
		self.assertTrue(self.resident("再试人"))

	def test_old_runs_are_forgotten_and_cant_be_undone(self):
		doc = self.run_to_end(self.prepared([self.row(), self.row(性别="无此")]))
		doc.db_set("finished_on", "2020-01-01")
		with patch.object(frappe.db, "commit"):
			tasks.forget_old_runs()
		self.assertEqual(self.report(doc), [])
		self.assertRefused(ImportStateError, doc.undo)

	def test_process_that_is_gone_is_noticed(self):
		doc = self.prepared([self.row()])
		doc.start(False)
		with patch.object(tasks, "enqueue") as enqueue, patch.object(frappe.db, "commit"):
			tasks.go_on()
			self.assertIn(((doc.name,), {}), [(call.args, call.kwargs) for call in enqueue.call_args_list])
		self.assertFalse(is_alive(doc.name))
		self.assertTrue(lock(doc.name))
		self.addCleanup(unlock, doc.name)
		self.assertTrue(is_alive(doc.name))


class TestReport(ImportTestCase):
	def setUp(self):
		super().setUp()
		self.doc = self.imported([self.row(性别="=cmd|' /C calc'!A0"), self.row(性别="无此"), self.row()])

	def test_pages(self):
		lines = api.report(self.doc.name)
		self.assertEqual([line.file_row for line in lines], [2, 3])
		self.assertEqual([line.file_row for line in api.report(self.doc.name, start=1, length=1)], [3])

	def test_files_hold_every_line_and_no_formula(self):
		answer = api.download_report(self.doc.name)
		self.assertIn("filename*=UTF-8''", answer.headers["Content-Disposition"])
		rows = list(load_workbook(BytesIO(answer.get_data())).active.iter_rows(values_only=True))
		self.assertEqual([row[0] for row in rows[1:]], [2, 3])
		self.assertTrue(rows[1][2].startswith("'="))
		text = api.download_report(self.doc.name, "csv").get_data().decode("utf-8-sig")
		self.assertIn("'=cmd", text)
		self.assertNotIn(",=cmd", text)
