"""An import that is killed at twenty random points ends as if nobody had touched it; so does its undoing.

IMPORT_ROWS=200000 makes the file as large as a city's; without it some thousand rows in small transactions.
IMPORT_SEED repeats a run.
"""

import csv
import logging
import os
import random
import time
from pathlib import Path
from subprocess import Popen

import frappe
import pytest

from tests.faults.processes import kill, killed, started
from yumen_governance.demo import import_file

ROWS = int(os.environ.get("IMPORT_ROWS", 5_000))
CHUNKS = 100
CHUNK = ROWS // CHUNKS
KILLS, KILLS_OF_UNDO = 20, 5
MISTAKES = 37
SEED = int(os.environ.get("IMPORT_SEED") or random.SystemRandom().randrange(10**6))
GRID = "620981990990990"

log = logging.getLogger(__name__)


@pytest.fixture(scope="module")
def file(tmp_path_factory, site):
	make_grids()
	rows = list(import_file.people(ROWS, [GRID], SEED % 20 + 3))
	mistakes = import_file.with_mistakes(rows, MISTAKES, SEED)
	path = tmp_path_factory.mktemp("import") / f"people-{SEED}.csv"
	import_file.write_csv(path, rows, "gb18030")
	return path, rows, mistakes


def test_killed_import_ends_as_if_nobody_had_touched_it(site, file):
	path, rows, mistakes = file
	log.info("IMPORT_SEED=%s IMPORT_ROWS=%s", SEED, ROWS)
	kill_often(site, path)
	report = path.with_suffix(".report.csv")
	assert run(site, path, "--report", report) == 0
	wrong = {mistake.row for mistake in mistakes}
	names = [row[0] for number, row in enumerate(rows, import_file.FIRST_ROW) if number not in wrong]
	assert stored() == sorted(names)
	assert households() == len({row[import_file.AT["户号"]] for row in rows})
	assert doubled_numbers() == 0
	assert keys_fit()
	doc = last_import()
	assert (doc.status, doc.inserted, doc.wrong) == ("Imported", ROWS - MISTAKES, MISTAKES)
	assert reported(report) == [(mistake.row, mistake.header) for mistake in mistakes]
	assert written_down(doc.name) == set(frappe.get_all("Resident", {"grid": GRID}, pluck="name"))


def test_same_file_again_adds_nothing(site, file):
	path, _rows, mistakes = file
	before = stored()
	assert run(site, path) == 0
	assert stored() == before
	assert last_import().inserted == 0
	assert last_import().unchanged == ROWS - len(mistakes)


def test_killed_undo_leaves_nothing(site, file):
	first = frappe.get_all(
		"Registry Import",
		{"inserted": [">", 0], "status": "Imported"},
		pluck="name",
		order_by="creation desc",
	)[0]
	doc = frappe.get_doc("Registry Import", first)
	doc.undo()
	frappe.db.commit()
	job = "yumen_governance.registry.importing.tasks.run"
	for _kill in range(KILLS_OF_UNDO):
		killed(site, "execute", job, "--kwargs", repr({"name": first}), within=seconds_of_a_chunk() * 2)
	while fresh("Registry Import", first, "status") != "Undone":
		started(site, "execute", job, "--kwargs", repr({"name": first, "patience": 60})).wait()
	assert (stored(), households(), frappe.db.count("Standard Address", {"grid": GRID})) == ([], 0, 0)
	assert keys_fit()


def kill_often(site: str, path: Path) -> None:
	"""Start the import twenty times and kill it, each time somewhere in the next few chunks."""
	for kill_number in range(1, KILLS + 1):
		process = started(site, "import-registry", path, "--create-missing", "--chunk", CHUNK)
		assert waited_for(process, "Importing", "导入中"), f"ended before kill {kill_number}"
		time.sleep(random.uniform(0, 1.2 * CHUNKS / KILLS * seconds_of_a_chunk()))
		assert process.poll() is None, f"ended before kill {kill_number}"
		kill(process)


def seconds_of_a_chunk() -> float:
	doc = last_import()
	return doc.seconds / doc.done_rows * CHUNK if doc.seconds else 0.2


def waited_for(process: Popen, *words: str) -> bool:
	"""Read what a process prints until one of the words comes; False when it ends before."""
	return any(any(word in line for word in words) for line in process.stdout)


def run(site: str, path: Path, *arguments) -> int:
	process = started(site, "import-registry", path, "--create-missing", "--chunk", CHUNK, *arguments)
	log.info(process.communicate()[0][-1500:])
	return process.returncode


def fresh(*arguments):
	frappe.db.rollback()
	return frappe.db.get_value(*arguments)


def last_import():
	frappe.db.rollback()
	return frappe.get_last_doc("Registry Import")


def stored() -> list[str]:
	frappe.db.rollback()
	return sorted(frappe.get_all("Resident", {"grid": GRID}, pluck="resident_name", limit_page_length=0))


def households() -> int:
	return frappe.db.count("Household", {"grid": GRID})


def doubled_numbers() -> int:
	numbers = frappe.get_all("Resident", {"grid": GRID}, pluck="id_number_index", limit_page_length=0)
	return len(numbers) - len(set(numbers))


def keys_fit() -> bool:
	"""Every resident of the file is found by search keys, and no key points to nobody."""
	found = frappe.db.sql("select distinct resident from registry_search_key where grid = %s", GRID)
	return {row[0] for row in found} == set(
		frappe.get_all("Resident", {"grid": GRID}, pluck="name", limit_page_length=0)
	)


def reported(path: Path) -> list[tuple[int, str]]:
	with path.open(encoding="utf-8-sig", newline="") as file:
		return [(int(row[0]), row[1]) for row in list(csv.reader(file))[1:]]


def written_down(name: str) -> set[str]:
	"""The residents whose insertion is kept for an undo; each once."""
	pieces = frappe.get_all(
		"Registry Import Chunk", {"registry_import": name}, pluck="inserted", limit_page_length=0
	)
	names = [resident for piece in pieces for _row, resident in frappe.parse_json(piece)["Resident"]]
	assert len(names) == len(set(names))
	return set(names)


def make_grids() -> None:
	"""Make the grid of the file and those above it, once."""
	for code, unit_type in ((GRID[:9], "Township"), (GRID[:12], "Community"), (GRID, "Residential Compound")):
		if not frappe.db.exists("Grid", code):
			grid = {"grid_code": code, "grid_name": f"中断测试{code[-3:]}", "unit_type": unit_type}
			frappe.get_doc({"doctype": "Grid", "parent_grid": code[:-3], **grid}).insert()
	frappe.db.commit()
