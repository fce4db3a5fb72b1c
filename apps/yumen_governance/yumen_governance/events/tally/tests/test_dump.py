"""What the tally needs of the events' table goes through a dump and comes back, hidden and generated columns too."""

import os
import shutil
import subprocess

import frappe
from frappe.database import get_db

from yumen_governance.events.tally import layout
from yumen_governance.events.tally.layout import COUNTED, COUNTED_DUE, EVENT, NOW, NOW_DUE, UNCOUNTED
from yumen_governance.tests.case import GovernanceTestCase

SOURCE, RESTORED = "dump_test_source", "dump_test_restored"
COLUMNS = (
	f"name, stage, workflow_state, due_on, `{COUNTED}`, `{COUNTED_DUE}`, `{NOW}`, `{NOW_DUE}`, `{UNCOUNTED}`"
)
# As the framework's backup calls it
FLAGS = ("--single-transaction", "--quick", "--lock-tables=false")


class TestDump(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		# A connection of its own: making tables would commit what the test's transaction holds
		self.db = get_db()
		self.addCleanup(self.db.close)
		for table in (SOURCE, RESTORED):
			self.addCleanup(self.db.sql_ddl, f"drop table if exists `{table}`")
			self.db.sql_ddl(f"drop table if exists `{table}`")
		self.db.sql_ddl(f"create table `{SOURCE}` like `tab{EVENT}`")
		self.fill()

	def fill(self):
		"""One event that is counted as what it is, one that moved since, one that was never counted."""
		for name in ("counted", "moved", "new"):
			self.db.sql(
				f"""insert into `{SOURCE}` (name, stage, workflow_state, due_on, grid_path)
				values (%s, 'Handling', 'In Progress', '2026-03-02 09:30:00', '1.2.')""",
				name,
			)
		self.db.sql(
			f"update `{SOURCE}` set `{COUNTED}` = `{NOW}`, `{COUNTED_DUE}` = `{NOW_DUE}` where name <> 'new'"
		)
		self.db.sql(f"update `{SOURCE}` set stage = 'Closed', workflow_state = 'Closed' where name = 'moved'")
		self.db.commit()

	def run_client(self, program: str, *arguments: str, **options) -> str:
		conf = frappe.conf
		path = shutil.which(f"mariadb{program}") or shutil.which("mysqldump" if program else "mysql")
		if not path:
			self.skipTest("no client of the database on this machine")
		command = [
			path,
			"-u",
			conf.db_name,
			"-h",
			self.db.host,
			"-P",
			str(self.db.port),
			*arguments,
			conf.db_name,
		]
		command += options.pop("tables", [])
		environment = {**os.environ, "MYSQL_PWD": conf.db_password}
		done = subprocess.run(command, env=environment, capture_output=True, text=True, **options)
		self.assertEqual(done.returncode, 0, done.stderr)
		return done.stdout

	def rows(self, table: str) -> tuple:
		self.db.commit()
		return self.db.sql(f"select {COLUMNS} from `{table}` order by name")

	def restored(self) -> tuple:
		dump = self.run_client("-dump", *FLAGS, tables=[SOURCE])
		self.run_client("", input=dump.replace(f"`{SOURCE}`", f"`{RESTORED}`"))
		return self.rows(RESTORED)

	def test_what_was_counted_comes_back_and_what_is_generated_is_again(self):
		before = self.rows(SOURCE)
		self.assertEqual([row[-1] for row in before], [0, 1, 1])
		self.assertEqual(self.restored(), before)

	def test_restored_columns_still_follow_the_event(self):
		self.restored()
		self.db.sql(
			f"update `{RESTORED}` set stage = 'Closed', workflow_state = 'Closed' where name = 'counted'"
		)
		self.assertEqual([row[-1] for row in self.rows(RESTORED)], [1, 1, 1])

	def test_the_restored_table_is_defined_as_it_was(self):
		self.restored()
		one, other = (
			self.db.sql(f"show create table `{table}`")[0][1].replace(table, "")
			for table in (SOURCE, RESTORED)
		)
		self.assertEqual(other, one)
		for name in (COUNTED, COUNTED_DUE, NOW, NOW_DUE, UNCOUNTED):
			line = next(line for line in other.splitlines() if f"`{name}` " in line)
			self.assertIn("INVISIBLE", line)
		self.assertIn(layout.version(), other)
