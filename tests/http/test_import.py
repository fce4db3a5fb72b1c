"""An import over HTTP, as the page does it: upload in pieces, check, import, report, undo; refused to everybody else."""

import csv
import io
import time

import pytest

from tests.people import server_message
from yumen_governance.demo import import_file

API = "/api/method/yumen_governance.api.registry_import."
ROWS, MISTAKES = 60, 9
PIECE = 4096
PATIENCE = 90  # seconds for a job in the background


@pytest.fixture(scope="module")
def clerk(person):
	return person("registry_clerk")


@pytest.fixture(scope="module")
def population(person, tmp_path_factory) -> tuple[bytes, list[import_file.Mistake]]:
	grid = person("dispatcher").list("Grid", filters={"grid_level": "Level 3", "is_active": 1})[0]["name"]
	rows = list(import_file.people(ROWS, [grid], 17))
	mistakes = import_file.with_mistakes(rows, MISTAKES, 17)
	path = tmp_path_factory.mktemp("import") / "people.xlsx"
	import_file.write_xlsx(path, rows)
	return path.read_bytes(), mistakes


@pytest.fixture(scope="module")
def uploaded(clerk, population) -> str:
	"""An import with its file, checked."""
	name = new(clerk)
	upload(clerk, name, population[0])
	doc = clerk.ok(call(clerk, "take_file", name=name, file_name="名单.xlsx")).json()["message"]
	assert all(column["target"] for column in doc["columns"])
	return name


def test_check_reports_and_writes_nothing(clerk, uploaded, population):
	before = count(clerk)
	clerk.ok(call(clerk, "start", name=uploaded, check=1))
	state = finished(clerk, uploaded)
	assert (state["status"], state["inserted"], state["wrong"]) == ("Checked", ROWS - MISTAKES, MISTAKES)
	assert count(clerk) == before
	lines = look(clerk, "report", name=uploaded, length=100)
	assert [(line["file_row"], line["header"]) for line in lines] == [
		(one.row, one.header) for one in population[1]
	]


def test_import_then_undo(clerk, uploaded):
	before = count(clerk)
	clerk.ok(call(clerk, "start", name=uploaded, check=0))
	assert finished(clerk, uploaded)["inserted"] == ROWS - MISTAKES
	assert count(clerk) == before + ROWS - MISTAKES
	report = clerk.ok(clerk.get(f"{API}download_report", name=uploaded, file_type="csv")).content
	assert len(list(csv.reader(io.StringIO(report.decode("utf-8-sig"))))) == MISTAKES + 1
	clerk.ok(call(clerk, "undo", name=uploaded))
	assert finished(clerk, uploaded)["undone"] >= ROWS - MISTAKES
	assert count(clerk) == before


def test_template_is_a_workbook(clerk):
	answer = clerk.ok(clerk.get(f"{API}download_template", doctype="Resident", file_type="xlsx"))
	assert answer.content.startswith(b"PK")
	assert "attachment" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
	("content", "word"),
	[
		(b"", "空"),
		(b"%PDF-1.7", "PDF"),
		("姓名\n张三\n".encode() + "李四\n".encode("gb18030"), "3"),
		(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xlsx"),
	],
)
def test_file_that_is_none_is_refused_in_chinese(clerk, content, word):
	name = new(clerk)
	upload(clerk, name, content)
	answer = call(clerk, "take_file", name=name, file_name="x.csv")
	assert answer.status_code == 417
	assert word in server_message(answer)


def test_uploaded_file_is_not_served(clerk, uploaded):
	for path in (
		f"/private/registry-imports/{uploaded}.upload",
		f"/private/files/../registry-imports/{uploaded}.upload",
	):
		assert clerk.get(path).status_code in (403, 404)


@pytest.mark.parametrize(
	"role", ["grid_leader", "grid_member", "dispatcher", "department_handler", "auditor"]
)
def test_others_neither_start_nor_undo(person, uploaded, role):
	somebody = person(role)
	for method in ("start", "undo", "stop", "resume"):
		assert call(somebody, method, name=uploaded, check=1).status_code == 403
	if role != "auditor":
		assert somebody.get(f"{API}report", name=uploaded).status_code == 403
		assert somebody.get(f"{API}preview", name=uploaded).status_code == 403


def new(someone) -> str:
	answer = someone.post("/api/resource/Registry Import", reference_doctype="Resident", create_missing=1)
	return someone.ok(answer).json()["data"]["name"]


def upload(someone, name: str, content: bytes) -> None:
	for offset in range(0, max(1, len(content)), PIECE):
		piece = {"piece": content[offset : offset + PIECE]}
		values = {"name": name, "offset": offset}
		someone.ok(someone.session.post(f"{someone.base}{API}add_piece", data=values, files=piece))


def call(someone, method: str, **values):
	return someone.post(f"{API}{method}", **values)


def look(someone, method: str, **values):
	return someone.ok(someone.get(f"{API}{method}", **values)).json()["message"]


def finished(someone, name: str) -> dict:
	"""Wait until no process is at work on an import; return how it stands."""
	end = time.monotonic() + PATIENCE
	while time.monotonic() < end:
		state = look(someone, "progress", name=name)
		if state["status"] not in ("Queued", "Reading", "Checking", "Importing", "Undoing"):
			return state
		time.sleep(0.5)
	raise AssertionError(
		f"still {state['status']} after {PATIENCE} s: is a worker of the queue long running?"
	)


def count(someone) -> int:
	answer = someone.get("/api/method/frappe.client.get_count", doctype="Resident")
	return someone.ok(answer).json()["message"]
