"""After the end and its retention nothing of a person is left in any table, and it can't come back."""

import secrets
from pathlib import Path
from unittest.mock import patch

import frappe
from frappe.utils import add_days, getdate

from yumen_governance.permissions.care import CARE_DOCTYPES, VISIT
from yumen_governance.registry.care import erasure, tasks
from yumen_governance.tests.care import (
	KINDS,
	MENTAL,
	RESETTLEMENT,
	YOUTH,
	CareTestCase,
	helper_row,
	officer,
)
from yumen_governance.tests.factories import actor

MARKER = "独特印记"
TEXT_TYPES = ("char", "varchar", "tinytext", "text", "mediumtext", "longtext")
LOG = "Sensitive Access Log"
LONG_AGO = "2026-02-01"


def tables_with(marker: str) -> set[str]:
	"""Return every table of the database in whose texts a marker stands."""
	columns = frappe.db.sql(
		"""select table_name, group_concat(concat('`', column_name, '`')) from information_schema.columns
		where table_schema = database() and data_type in %s group by table_name""",
		(TEXT_TYPES,),
	)
	return {table for table, names in columns if _stands_in(table, names, marker)}


def _stands_in(table: str, columns: str, marker: str) -> bool:
	texts = f"convert(concat_ws(' ', {columns}) using utf8mb4)"
	return bool(frappe.db.sql(f"select 1 from `{table}` where {texts} like %s limit 1", f"%{marker}%"))


class TestErasure(CareTestCase):
	def setUp(self):
		super().setUp()
		# Its table knows no transactions
		self.addCleanup(frappe.db.delete, "Error Log", {"error": ["like", f"%{MARKER}%"]})
		self.retention = frappe.db.get_value("Legal Purpose", "0101", "retention_days")

	def run_once(self, today=None) -> int:
		return erasure.make_due_anonymous(today or getdate())

	def make_full(self, doctype: str = RESETTLEMENT, **values):
		"""A record with something of the person in every place that there is."""
		record = self.make_record(
			doctype,
			goals=f"{MARKER}目标",
			needs=f"{MARKER}困难",
			contact_phone="19900007788",
			helpers=[
				helper_row(doctype, actor("member")),
				helper_row(doctype, None, member_name=f"{MARKER}母亲", phone="19900007799"),
			],
			measures=[{"measure": f"{MARKER}措施"}],
			services=[{"service": "care_service-03", "provided_on": "2026-01-05", "note": f"{MARKER}备注"}],
			**values,
		)
		said = {key: f"{MARKER}{key}" for key in ("purpose", "findings", "follow_up")}
		visit = self.make_visit(record, actor("member"), **said)
		for doc in (record, visit):
			self.hang_things_on(doc)
			with self.as_user(officer(doctype)):
				frappe.get_doc(doc.doctype, doc.name).apply_fieldlevel_read_permissions()
		return record

	def hang_things_on(self, doc):
		"""What stock Frappe would keep of a record, written past the rules that forbid most of it."""
		file = self.attach(doc)
		for values in (
			{"doctype": "Comment", "comment_type": "Info", "content": MARKER},
			{"doctype": "Communication", "subject": MARKER, "content": MARKER},
			{"doctype": "Activity Log", "subject": MARKER},
		):
			self.insert({**values, "reference_doctype": doc.doctype, "reference_name": doc.name})
		for values in (
			{
				"doctype": "Version",
				"ref_doctype": doc.doctype,
				"docname": doc.name,
				"data": f'{{"x": "{MARKER}"}}',
			},
			{
				"doctype": "ToDo",
				"reference_type": doc.doctype,
				"reference_name": doc.name,
				"description": MARKER,
			},
			{"doctype": "Tag Link", "document_type": doc.doctype, "document_name": doc.name, "title": MARKER},
			{
				"doctype": "Notification Log",
				"document_type": doc.doctype,
				"document_name": doc.name,
				"subject": MARKER,
			},
			{
				"doctype": "Deleted Document",
				"deleted_doctype": doc.doctype,
				"deleted_name": doc.name,
				"data": MARKER,
			},
			{
				"doctype": "Deleted Document",
				"deleted_doctype": "File",
				"deleted_name": "gone",
				"data": f"{MARKER} {doc.name}",
			},
			{"doctype": "Error Log", "method": "x", "error": f"{MARKER} {doc.name}"},
		):
			self.insert(values)
		frappe.db.sql(
			"insert into `__global_search` (doctype, name, title, content) values (%s, %s, %s, %s)",
			(doc.doctype, doc.name, MARKER, MARKER),
		)
		return file

	def insert(self, values):
		is_numbered = "int" in frappe.db.get_column_type(values["doctype"], "name")
		name = 10**9 + secrets.randbelow(10**9) if is_numbered else frappe.generate_hash(length=10)
		frappe.get_doc({"name": name, **values}).db_insert()

	def attach(self, doc):
		file = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": f"{MARKER}.txt",
				"content": f"{MARKER} {doc.name}",
				"attached_to_doctype": doc.doctype,
				"attached_to_name": doc.name,
				"is_private": 1,
			}
		).insert()
		place = Path(file.get_full_path())
		self.addCleanup(place.unlink, missing_ok=True)
		self.places = [*getattr(self, "places", []), place]
		return file

	def test_nothing_of_the_person_is_left_in_any_table_or_folder(self):
		for doctype in CARE_DOCTYPES:
			with self.subTest(doctype):
				record = self.make_full(doctype)
				visits = frappe.get_all(VISIT, {"care_record": record.name}, pluck="name")
				self.end(record, LONG_AGO, end_note=f"{MARKER}结束")
				self.assertGreater(len(tables_with(MARKER)), 10)
				self.assertEqual(self.run_once(), 1)
				self.assertEqual(tables_with(MARKER), set())
				self.assertEqual(tables_with(record.name), {f"tab{LOG}"})
				self.assertLessEqual(tables_with(visits[0]), {f"tab{LOG}"})
				self.assertEqual(tables_with(record.sealed[-40:]), set())
		self.assertFalse([place for place in self.places if place.exists()])

	def test_resident_stays_and_nothing_in_it_tells_of_care(self):
		resident, number = self.make_person()
		record = self.end(self.make_record(id_number=number), LONG_AGO)
		before = frappe.db.get_value("Resident", resident.name, "*", as_dict=True)
		self.run_once()
		self.assertEqual(frappe.db.get_value("Resident", resident.name, "*", as_dict=True), before)
		self.assertFalse(frappe.db.exists(RESETTLEMENT, record.name))

	def test_only_a_count_stays(self):
		township = frappe.db.get_value("Grid", self.grid, "parent_grid")
		for _number in range(3):
			self.end(self.make_record(), LONG_AGO)
		self.assertEqual(self.run_once(), 3)
		rows = frappe.get_all(
			erasure.STATISTIC, fields=["record_type", "grid", "year", "end_reason", "persons"]
		)
		self.assertEqual(
			[tuple(row.values()) for row in rows], [(RESETTLEMENT, township, 2026, "care_end-01", 3)]
		)

	def test_counts_add_up_over_runs(self):
		for _run in range(2):
			self.end(self.make_record(), LONG_AGO)
			self.run_once()
		self.assertEqual(frappe.db.get_value(erasure.STATISTIC, {"record_type": RESETTLEMENT}, "persons"), 2)

	def test_running_again_changes_nothing(self):
		self.end(self.make_record(), LONG_AGO)
		self.assertEqual(self.run_once(), 1)
		before = frappe.get_all(erasure.STATISTIC, fields=["*"])
		self.assertEqual(self.run_once(), 0)
		self.assertEqual(frappe.get_all(erasure.STATISTIC, fields=["*"]), before)

	def test_retention_of_the_purpose_is_kept_to_the_day(self):
		record = self.end(self.make_record(), LONG_AGO)
		last = add_days(getdate(LONG_AGO), self.retention)
		self.assertEqual(self.run_once(last), 0)
		self.assertTrue(frappe.db.exists(RESETTLEMENT, record.name))
		self.assertEqual(self.run_once(add_days(last, 1)), 1)

	def test_changed_retention_counts_for_what_is_still_there(self):
		self.end(self.make_record(), str(add_days(getdate(), -20)))
		self.assertEqual(self.run_once(), 0)
		frappe.db.set_value("Legal Purpose", "0101", "retention_days", 10)
		self.assertEqual(self.run_once(), 1)

	def test_record_in_care_or_taken_back_is_left_alone(self):
		open_record, back = self.make_record(), self.end(self.make_record(), LONG_AGO)
		with self.as_user(officer(RESETTLEMENT)):
			frappe.get_doc(RESETTLEMENT, back.name).take_back_end()
		self.assertEqual(self.run_once(), 0)
		for record in (open_record, back):
			self.assertTrue(frappe.db.exists(RESETTLEMENT, record.name))

	def test_others_keep_their_things(self):
		kept = self.make_full()
		gone = self.end(self.make_full(), LONG_AGO)
		before = {table for table in tables_with(MARKER) if table != "tabError Log"}
		self.run_once()
		self.assertEqual(tables_with(MARKER) - {"tabError Log"}, before)
		self.assertTrue(frappe.get_all("File", {"attached_to_name": kept.name}))
		self.assertTrue(frappe.get_all(VISIT, {"care_record": kept.name}))
		self.assertFalse(frappe.get_all(VISIT, {"care_record": gone.name}))

	def test_file_used_elsewhere_stays_on_disk(self):
		record = self.make_record()
		file = self.attach(record)
		other = frappe.copy_doc(file).update({"attached_to_doctype": None, "attached_to_name": None})
		other.name = frappe.generate_hash()
		other.db_insert()
		self.end(record, LONG_AGO)
		self.run_once()
		self.assertTrue(self.places[0].exists())

	def test_erasure_is_written_down_without_the_person(self):
		resident, number = self.make_person(resident_name=MARKER)
		record = self.end(self.make_record(id_number=number), LONG_AGO)
		self.run_once()
		row = frappe.get_last_doc(LOG, {"action": "Erase"})
		self.assertEqual((row.reference_doctype, row.reference_name), (RESETTLEMENT, record.name))
		self.assertNotIn(resident.name, frappe.as_json(row.as_dict()))
		self.assertNotIn(MARKER, frappe.as_json(row.as_dict()))

	def test_what_was_searched_for_in_the_list_is_forgotten(self):
		record = self.end(self.make_record(YOUTH), LONG_AGO)
		for doctype, user in ((YOUTH, "a"), (RESETTLEMENT, "a")):
			data = (user, doctype, f'{{"filters": "{MARKER}"}}')
			frappe.db.sql("insert into `__UserSettings` (user, doctype, data) values (%s, %s, %s)", data)
			frappe.cache.hset("_user_settings", f"{doctype}::{user}", MARKER)
		self.addCleanup(frappe.cache.hdel, "_user_settings", f"{RESETTLEMENT}::a")
		self.run_once()
		self.assertFalse(frappe.db.exists(YOUTH, record.name))
		left = frappe.db.sql(
			"select doctype from `__UserSettings` where data like %s", f"%{MARKER}%", pluck=True
		)
		self.assertEqual(left, [RESETTLEMENT])
		self.assertIsNone(frappe.cache.hget("_user_settings", f"{YOUTH}::a"))
		self.assertEqual(frappe.cache.hget("_user_settings", f"{RESETTLEMENT}::a"), MARKER)

	def test_job_works_in_batches_until_nothing_is_due(self):
		for doctype in (RESETTLEMENT, RESETTLEMENT, MENTAL):
			self.end(self.make_record(doctype), LONG_AGO)
		with patch.object(erasure, "BATCH", 1), patch.object(frappe.db, "commit") as commit:
			self.assertEqual(tasks.make_ended_records_anonymous(), 3)
			self.assertEqual(tasks.make_ended_records_anonymous(), 0)
		self.assertEqual(commit.call_count, 3)

	def test_statistic_cannot_be_read_or_written_by_anybody(self):
		self.end(self.make_record(), LONG_AGO)
		self.run_once()
		for person in ("auditor", "administrator", KINDS[RESETTLEMENT][0], "privacy_officer", "technician"):
			with self.subTest(person), self.as_user(actor(person)):
				self.assertRefused(frappe.PermissionError, frappe.get_list, erasure.STATISTIC)
				self.assertFalse(frappe.has_permission(erasure.STATISTIC, "write"))
