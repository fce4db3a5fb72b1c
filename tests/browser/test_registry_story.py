"""The registry from file to door: an administrator imports, a grid member finds and reveals, an auditor sees it, and
a member of another community finds nobody by any path."""

import csv
import io
import re
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.desk import SCREEN
from yumen_governance.demo.import_file import AT, Mistake, people, with_mistakes, write_xlsx
from yumen_governance.registry.pinyin import initials

RESIDENTS, MISTAKES = 2000, 37
COMPOUNDS = ("620981001001001", "620981001001002", "620981001001003")
LONG = 120_000
# A site that heard the story before may know some of the people
BROUGHT_IN = [re.compile(rf"^\s*\d+\s*{label}$") for label in ("新增", "更新", "无变化")]
PURPOSE = "入户核实"


@dataclass
class File:
	"""A file to import, what is wrong in it, and somebody in it about whom nothing is wrong."""

	path: Path
	mistakes: list[Mistake]
	person: list[str]

	def value(self, header: str) -> str:
		return self.person[AT[header]]

	@property
	def asked(self) -> str:
		"""What is typed to find the person: initials, and the last four of the phone."""
		return f"{initials(self.value('姓名'))} {self.value('手机号')[-4:]}"


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> File:
	# Other people each time, so that the story can be told again on the same site
	rows = list(people(RESIDENTS, COMPOUNDS, number=int(time.time()) // 60 % 29))
	person = list(rows[0])
	mistakes = with_mistakes(rows, MISTAKES)
	path = tmp_path_factory.mktemp("import") / "居民登记表.xlsx"
	write_xlsx(path, iter(rows))
	return File(path, mistakes, person)


def test_a_file_of_residents_reaches_the_door_and_nobody_else(file, desk_of, person, pictures):
	import_file(desk_of("governance_administrator"), file, pictures)
	name = find_and_reveal(desk_of("grid_member"), file, pictures)
	see_in_log(desk_of("auditor"), name)
	find_nobody(desk_of("other_grid_member"), file)
	be_refused_everywhere(person("other_grid_member"), file, name)


def import_file(desk, file: File, pictures) -> None:
	desk.open("registry-import/new")
	desk.fill({"reference_doctype": "居民"})
	desk.page.locator(f"{SCREEN} .registry-import-input").set_input_files(file.path)
	expect(desk.page.locator(f"{SCREEN} .registry-import-columns")).to_be_visible(timeout=LONG)
	desk.page.locator(f"{SCREEN} input[data-fieldname=create_missing]").check()
	press(desk, "检查文件")
	expect(count_of(desk, "有误行")).to_have_text(str(MISTAKES), timeout=LONG)
	desk.picture(pictures / "import-checked.png", height=1600)
	assert {(row["row"], row["header"]) for row in report_of(desk)} >= {
		(mistake.row, mistake.header) for mistake in file.mistakes
	}
	press(desk, "开始导入")
	desk.dialog().locator(".btn-primary:visible, .btn-modal-primary:visible").first.click()
	desk.expect_state("已导入")
	brought_in = sum(
		int(count_of(desk, label).inner_text()) for label in BROUGHT_IN if count_of(desk, label).count()
	)
	assert brought_in == RESIDENTS - MISTAKES


def press(desk, label: str) -> None:
	desk.page.locator(f"{SCREEN} .page-actions button:visible").filter(has_text=label).first.click(
		timeout=LONG
	)
	desk.idle()


def count_of(desk, label):
	box = desk.page.locator(f"{SCREEN} .registry-import-count").filter(has_text=label)
	return box.locator("b")


def report_of(desk) -> list[dict]:
	with desk.page.expect_download() as download:
		desk.page.locator(f"{SCREEN} a[href*='download_report'][href*='csv']").click()
	text = Path(download.value.path()).read_text(encoding="utf-8-sig")
	rows = list(csv.reader(io.StringIO(text)))
	return [{"row": int(row[0]), "header": row[1], "message": row[3]} for row in rows[1:] if row[0].isdigit()]


def find_and_reveal(desk, file: File, pictures) -> str:
	desk.open("find-resident")
	desk.page.locator(f"{SCREEN} .resident-finder-box").press_sequentially(file.asked, delay=30)
	found = desk.page.locator(f"{SCREEN} .resident-finder-row").filter(has_text=file.value("姓名"))
	expect(found.first).to_be_visible()
	desk.picture(pictures / "find-resident.png")
	desk.page.keyboard.press("Enter")
	phone = desk.page.locator(f"{SCREEN} .frappe-control[data-fieldname=phone]")
	expect(phone).to_contain_text("*")
	phone.locator(".reveal-eye").click()
	desk.dialog().locator("[data-fieldname=purpose] select").select_option(PURPOSE)
	desk.dialog().locator(".btn-primary:visible, .btn-modal-primary:visible").first.click()
	expect(phone.locator(".revealed-value")).to_have_text(file.value("手机号"))
	desk.picture(pictures / "reveal.png")
	return desk.page.url.rsplit("/", 1)[1]


def see_in_log(desk, name: str) -> None:
	desk.open(f"sensitive-access-log?reference_name={name}")
	row = desk.page.locator(f"{SCREEN} .list-row").filter(has_text=PURPOSE)
	expect(row.first).to_be_visible()


def find_nobody(desk, file: File) -> None:
	desk.open("find-resident")
	desk.page.locator(f"{SCREEN} .resident-finder-box").press_sequentially(file.asked, delay=30)
	expect(desk.page.locator(f"{SCREEN} .resident-finder-results")).to_contain_text("没有找到")
	expect(desk.page.locator(f"{SCREEN} .resident-finder-row")).to_have_count(0)


def be_refused_everywhere(person, file: File, name: str) -> None:
	filters = [["Resident", "name", "=", name]]
	method = "/api/method/"
	assert person.list("Resident", filters=filters) == []
	assert person.get(f"/api/resource/Resident/{name}").status_code == 403
	for text in (file.value("身份证号"), file.value("手机号"), file.value("姓名"), file.asked):
		answer = person.post(f"{method}yumen_governance.api.residents.find_residents", text=text)
		assert person.ok(answer).json()["message"] == []
	count = person.ok(person.post(f"{method}frappe.client.get_count", doctype="Resident", filters=filters))
	assert count.json()["message"] == 0
	for cmd, arguments in (
		(
			"frappe.desk.reportview.export_query",
			{"file_format_type": "CSV", "title": "x", "fields": '["name"]'},
		),
		("frappe.desk.form.load.getdoc", {"name": name}),
		("frappe.client.get", {"name": name}),
	):
		answer = person.post(f"{method}{cmd}", doctype="Resident", filters=filters, **arguments)
		assert answer.status_code == 403, (cmd, answer.status_code, answer.text[:300])
	answer = person.post(
		f"{method}yumen_governance.api.reveal.reveal",
		doctype="Resident",
		name=name,
		fieldname="phone",
		purpose=PURPOSE,
	)
	assert file.value("手机号") not in answer.text
