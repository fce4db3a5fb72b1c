"""B6: import a city's residents from a csv with every check, against Data Import and against raw inserts of the same rows.

Ours reads the file, checks and derives, looks for doubles in file and table, seals, inserts the residents with their
search keys, and writes the report and what an undo needs. Raw inserts the very rows that ours left, 2,000 in a statement,
and nothing else. Stock is Frappe's Data Import of the same residents, on 2,000 and 5,000 rows.
"""

import csv
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import frappe
from frappe.core.doctype.data_import.importer import Importer

from yumen_governance.demo import import_file
from yumen_governance.registry import search_keys
from yumen_governance.registry.importing import storage
from yumen_governance.registry.importing.columns import columns_of
from yumen_governance.registry.importing.files.table import rows_of
from yumen_governance.registry.importing.grids import grids_for
from yumen_governance.registry.importing.intake import plan_of
from yumen_governance.registry.importing.reading import Reader
from yumen_governance.registry.importing.runner import Runner
from yumen_governance.registry.sealing.envelope import unseal

from .city import ensure_city
from .outcome import Outcome, Scale
from .ratios import Measure, at_least, at_most, ratio

NAME = "B6"
TITLE = "Import of residents, 30 columns, all checks"
TARGETS = {
	"vs_stock": at_least(30),
	"vs_raw": at_least(0.4),
	"memory": at_most(1.15),
}
RESIDENT, IMPORT = "Resident", "Registry Import"
CHUNK = 2000
MISTAKES = 37
STOCK_TURNS = 3
TABLES = (f"tab{RESIDENT}", search_keys.TABLE)
# Households are made by ours alone; the family's phone keeps the columns at thirty
OTHER_HEADER = {"户号": "家属电话"}
HEADER = tuple(OTHER_HEADER.get(header, header) for header in import_file.HEADER)


def run(scale: Scale) -> Outcome:
	"""Time side by side at a tenth of the size, and once at the whole size with its memory."""
	size, large = scale.pick(full=(20_000, 200_000), small=(600, 2_400))
	stock_sizes = scale.pick(full=(2_000, 5_000), small=(60, 150))
	outcome = Outcome(scale.rounds)
	ensure_city()
	with tempfile.TemporaryDirectory() as folder, emptied(*TABLES), language("zh"):
		path = written(Path(folder) / "people.csv", size)
		bench = _Bench(path, size)
		_check(outcome, bench)
		bench.keep_rows()
		compared = outcome.compare(
			f"{size} rows", ours=bench.ours, raw=bench.raw, residents=bench.raw_residents
		)
		outcome.measures["vs_raw"] = ratio(compared.seconds["raw"], compared.seconds["ours"])
		outcome.measures["vs_raw_residents"] = ratio(compared.seconds["residents"], compared.seconds["ours"])
		_stock(outcome, bench, compared.seconds["ours"], stock_sizes)
		_large(outcome, Path(folder), size, large)
	return outcome


class _Bench:
	"""The arms on one file."""

	def __init__(self, path: Path, size: int):
		self.path, self.size = path, size
		self.rows: dict[str, tuple[list[str], list[tuple]]] = {}

	def ours(self):
		"""The import as a job runs it, from the file's first byte to its last commit."""
		truncate(*TABLES)
		doc = self.prepared()
		Runner(doc, frappe.db.commit).run()
		doc.reload()
		return doc

	def prepared(self):
		doc = {"doctype": IMPORT, "reference_doctype": RESIDENT, "create_missing": 0}
		doc = frappe.get_doc(doc).insert()
		storage.adopt(doc.name, self.path)
		doc.take_file(self.path.name)
		doc.start(False)
		frappe.db.commit()
		doc.reload()
		return doc

	def keep_rows(self) -> None:
		"""Remember what ours left, for raw."""
		for table in TABLES:
			rows = frappe.db.sql(f"select * from `{table}`")
			self.rows[table] = ([column[0] for column in frappe.db.get_description()], list(rows))

	def raw(self) -> None:
		self.insert(*TABLES)

	def raw_residents(self) -> None:
		self.insert(TABLES[0])

	def insert(self, *tables: str) -> None:
		"""Insert the rows with the driver alone, 2,000 in a statement and a transaction."""
		truncate(*TABLES)
		cursor = frappe.db._conn.cursor()
		for table in tables:
			columns, rows = self.rows[table]
			names = ", ".join(f"`{column}`" for column in columns)
			places = f"({', '.join(['%s'] * len(columns))})"
			for start in range(0, len(rows), CHUNK):
				part = rows[start : start + CHUNK]
				values = ", ".join([places] * len(part))
				statement = f"insert into `{table}` ({names}) values {values}"
				cursor.execute(statement, [value for row in part for value in row])
				frappe.db._conn.commit()

	def for_stock(self, path: Path, count: int) -> Path:
		"""The first right rows as Data Import wants them: field names, names of codes, English choices."""
		doc = self.prepared()
		plan = plan_of(doc, "Administrator", writes=False)
		reader = Reader(plan, columns_of(plan, grids_for("Administrator")), lambda _cells: False)
		rows = [row.given for row in reader.read(list(rows_of(self.path, self.path, 1))[:count]).rows]
		fields = list(plan.fields.values())
		with path.open("w", encoding="utf-8", newline="") as file:
			writer = csv.DictWriter(file, fields)
			writer.writeheader()
			writer.writerows(rows)
		frappe.delete_doc(IMPORT, doc.name, force=True)
		return path


def _stock(outcome: Outcome, bench: _Bench, ours: list[float], sizes: tuple[int, int]) -> None:
	"""Data Import's seconds a row at two sizes; what it would need for more follows from the larger one."""
	seconds: dict[int, list[float]] = {}
	for size in sizes:
		path = bench.for_stock(bench.path.with_name(f"stock-{size}.csv"), size)
		turns = STOCK_TURNS if size == sizes[0] else 1
		seconds[size] = [_stock_turn(outcome, path, size) for _turn in range(turns)]
	small, large = ([each / size for each in seconds[size]] for size in sizes)
	outcome.facts["stock_rows_per_second"] = {
		size: round(1 / min(rates), 1) for size, rates in zip(sizes, (small, large), strict=True)
	}
	outcome.facts["stock_linearity"] = round(large[0] / sorted(small)[len(small) // 2], 3)
	rates = sorted((*small, *large))
	of_ours = sorted(each / bench.size for each in ours)
	middle = rates[len(rates) // 2] / of_ours[len(of_ours) // 2]
	outcome.measures["vs_stock"] = Measure(middle, rates[0] / of_ours[-1], rates[-1] / of_ours[0])


def _stock_turn(outcome: Outcome, path: Path, size: int) -> float:
	truncate(*TABLES)
	job = {"doctype": "Data Import", "reference_doctype": RESIDENT, "import_type": "Insert New Records"}
	job = frappe.get_doc(job).insert()
	file = {"doctype": "File", "file_name": path.name, "content": path.read_bytes(), "is_private": 1}
	job.db_set("import_file", frappe.get_doc(file).insert().file_url)
	frappe.db.commit()
	began = time.perf_counter()
	Importer(RESIDENT, data_import=job).import_data()
	seconds = time.perf_counter() - began
	frappe.flags.in_import = False
	outcome.check(f"stock imports {size} rows", frappe.db.count(RESIDENT) == size)
	return seconds


def _large(outcome: Outcome, folder: Path, size: int, large: int) -> None:
	"""The command in a process of its own, at both sizes: its peak of memory, and what a row costs at the larger one."""
	peaks, pace = {}, {}
	for count in (size, large):
		truncate(*TABLES)
		path = written(folder / f"people-{count}.csv", count)
		peaks[count] = _peak_of_command(path)
		doc = frappe.get_last_doc(IMPORT)
		pace[count] = count / doc.seconds
		outcome.check(
			f"{count} rows: all right ones are in",
			frappe.db.count(RESIDENT) == count - MISTAKES == doc.inserted,
		)
	memory = peaks[large] / peaks[size]
	outcome.measures["memory"] = Measure(memory, memory, memory)
	outcome.facts |= {
		"rows_per_second": {count: round(rate) for count, rate in pace.items()},
		"megabytes": {count: round(peak / 1024) for count, peak in peaks.items()},
		"pace_of_large": round(pace[large] / pace[size], 3),
	}


def _peak_of_command(path: Path) -> int:
	"""The largest resident set of the command that imports a file, in kilobytes.

	The kernel's own mark of the process is read while it lives; what wait4 tells after it includes this process, from
	which it was started.
	"""
	command = ("frappe", "--site", frappe.local.site, "import-registry", str(path), "--only-existing")
	process = subprocess.Popen(
		[sys.executable, "-m", "frappe.utils.bench_helper", *command],
		stdout=subprocess.DEVNULL,
		stderr=subprocess.DEVNULL,
	)
	peak = 0
	while process.poll() is None:
		peak = max(peak, _high_water_mark(process.pid))
		time.sleep(0.05)
	frappe.db.rollback()
	return peak


def _high_water_mark(pid: int) -> int:
	try:
		status = Path(f"/proc/{pid}/status").read_text()
	except OSError:
		return 0
	return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)


def _check(outcome: Outcome, bench: _Bench) -> None:
	"""Every right row is in and opens again, every wrong one is reported, and a second time adds nothing."""
	rows, mistakes = made(bench.size)
	doc = bench.ours()
	wrong = {(mistake.row, mistake.header) for mistake in mistakes}
	reported = frappe.get_all(
		"Registry Import Problem", {"registry_import": doc.name}, ["file_row", "header"]
	)
	outcome.check(
		"the report has every mistake and nothing else",
		{(line.file_row, line.header) for line in reported} == wrong,
	)
	stored = frappe.get_all(RESIDENT, fields=["name", "resident_name", "sealed"], limit_page_length=0)
	outcome.check("all right rows are in", len(stored) == bench.size - MISTAKES)
	numbers = {
		unseal(RESIDENT, row.name, row.sealed)["id_number"] for row in stored[:: max(1, bench.size // 500)]
	}
	outcome.check("sealed values are those of the file", numbers <= {row[2] for row in rows})
	found = frappe.db.sql(f"select count(distinct resident) from `{search_keys.TABLE}`")[0][0]
	outcome.check("everybody has search keys", found == len(stored))
	again = bench.prepared()
	Runner(again, frappe.db.commit).run()
	again.reload()
	outcome.check("a second time adds nothing", (again.inserted, again.unchanged) == (0, len(stored)))


def made(count: int) -> tuple[list[list[str]], list[import_file.Mistake]]:
	"""The rows of a file of this size, the same each time, and the mistakes in them."""
	grids = frappe.get_all("Grid", {"grid_level": "Level 3"}, pluck="name", order_by="name")
	rows = list(import_file.people(count, grids))
	for row in rows:
		row[import_file.AT["户号"]] = row[import_file.AT["手机号"]]
	return rows, import_file.with_mistakes(rows, MISTAKES)


def written(path: Path, count: int) -> Path:
	with path.open("w", encoding="utf-8", newline="") as file:
		writer = csv.writer(file)
		writer.writerow(HEADER)
		writer.writerows(made(count)[0])
	return path


def truncate(*tables: str) -> None:
	for table in tables:
		frappe.db.sql_ddl(f"TRUNCATE TABLE `{table}`")


@contextmanager
def emptied(*tables: str) -> Iterator[None]:
	"""Have empty tables of the same layout in the place of these; the originals come back, also after a kill."""
	for table in tables:
		_put_back(table)
		frappe.db.sql_ddl(f"RENAME TABLE `{table}` TO `{_aside(table)}`")
		frappe.db.sql_ddl(f"CREATE TABLE `{table}` LIKE `{_aside(table)}`")
	try:
		yield
	finally:
		for table in tables:
			_put_back(table)


def _aside(table: str) -> str:
	return f"benchmark import {table} original"


def _put_back(table: str) -> None:
	if frappe.db.sql("show tables like %s", _aside(table)):
		frappe.db.sql_ddl(f"DROP TABLE IF EXISTS `{table}`")
		frappe.db.sql_ddl(f"RENAME TABLE `{_aside(table)}` TO `{table}`")


@contextmanager
def language(code: str) -> Iterator[None]:
	before, frappe.local.lang = frappe.local.lang, code
	try:
		yield
	finally:
		frappe.local.lang = before
