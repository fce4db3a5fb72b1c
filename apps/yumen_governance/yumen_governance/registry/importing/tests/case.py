"""What the tests of imports share: files made on the fly, imports run inside the test's transaction."""

import csv
import tempfile
from pathlib import Path

import frappe

from yumen_governance.demo import import_file
from yumen_governance.registry.importing import storage
from yumen_governance.registry.importing.journal import IMPORT, PROBLEM
from yumen_governance.registry.importing.runner import Runner
from yumen_governance.registry.importing.undo import undo
from yumen_governance.tests.case import GovernanceTestCase
from yumen_governance.tests.factories import invented_id, invented_phone, make_grid, next_number

EVERY_KIND = {
	"Household": {"户主姓名": "张三", "户号": "900000001"},
	"Standard Address": {"乡镇": "测试镇", "村": "测试村", "小区": "测试小区", "门牌": "101室"},
	"Building": {"楼栋名称": "1号楼", "小区名称": "测试小区", "层数": "6", "楼栋长电话": "19900001111"},
	"Rental House": {"房屋名称": "出租房甲", "房主": "张三", "房东电话": "19900001111"},
	"Organization": {"单位名称": "测试企业甲", "单位类别": "非公有制经济组织"},
	"Public Facility": {"设施名称": "测试消火栓", "设施类型": "99", "责任人电话": "19900001111"},
	"Hazard": {"隐患名称": "线路老化", "隐患类型": "02", "隐患等级": "01", "发现日期": "2026-01-05"},
	"Key Area": {"地区名称": "测试市场", "区域类型": "06", "治安突出问题": "01"},
}


class FileTestCase(GovernanceTestCase):
	"""Makes files in a folder that goes away."""

	def setUp(self):
		super().setUp()
		folder = tempfile.TemporaryDirectory()
		self.addCleanup(folder.cleanup)
		self.folder = Path(folder.name)

	def file(self, content: bytes | str, name: str = "file.csv", encoding: str = "utf-8") -> Path:
		path = self.folder / name
		path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
		return path


class ImportTestCase(FileTestCase):
	"""Runs imports as a registry clerk would, speaking Chinese.

	chunk: rows of one transaction.
	"""

	chunk = 2000

	def setUp(self):
		super().setUp()
		language = self.in_language("zh")
		language.__enter__()
		self.addCleanup(language.__exit__, None, None, None)
		community = make_grid(make_grid(grid_name="测试镇").name, grid_name="测试社区").name
		self.grid, self.other_grid = make_grid(community).name, make_grid(community).name

	def row(self, **values) -> dict[str, str]:
		"""Return a row of a residents' file, right unless `values` are wrong."""
		person = {
			"姓名": f"测试{next_number()}",
			"人员类别": "户籍人口",
			"身份证号": invented_id(),
			"手机号": invented_phone(),
			"网格": self.grid,
		}
		return {**person, **values}

	def prepared(self, rows: list[dict], doctype: str = "Resident", **choices):
		"""Return an import of these rows, ready to be started."""
		header = list(dict.fromkeys(key for row in rows for key in row))
		path = self.folder / f"{next_number()}.csv"
		with path.open("w", encoding="utf-8", newline="") as file:
			writer = csv.DictWriter(file, header)
			writer.writeheader()
			writer.writerows(rows)
		return self.prepared_file(path, doctype, **choices)

	def prepared_file(self, path: Path, doctype: str = "Resident", **choices):
		values = {"reference_doctype": doctype, "create_missing": 0, **choices}
		doc = frappe.get_doc({"doctype": IMPORT, **values}).insert()
		self.addCleanup(storage.remove, doc.name)
		storage.adopt(doc.name, path)
		doc.take_file(path.name)
		return doc

	def run_to_end(self, doc, check: bool = False):
		doc.start(check)
		doc.reload()
		Runner(doc, lambda: None, chunk=self.chunk).run()
		doc.reload()
		return doc

	def imported(self, rows: list[dict], doctype: str = "Resident", **choices):
		"""Import rows and return the import."""
		return self.run_to_end(self.prepared(rows, doctype, **choices))

	def undone(self, doc):
		doc.undo()
		undo(doc, lambda: None, lambda _progress: None)
		doc.reload()
		return doc

	def report(self, doc) -> list[tuple[int, str, str]]:
		"""Return row, header and message of everything that is wrong."""
		lines = frappe.get_all(
			PROBLEM,
			{"registry_import": doc.name},
			["file_row", "header", "message"],
			order_by="file_row, name",
		)
		return [(line.file_row, line.header, line.message) for line in lines]

	def counts(self, doc) -> dict[str, int]:
		names = ("inserted", "updated", "unchanged", "skipped", "wrong")
		return {name: doc.get(name) for name in names if doc.get(name)}

	def resident(self, name: str):
		"""Return the one resident of this name."""
		return frappe.get_doc("Resident", {"resident_name": name})

	def assertOneProblem(self, doc, header: str, *words: str):
		lines = self.report(doc)
		self.assertEqual([line[1] for line in lines], [header], lines)
		for word in words:
			self.assertIn(word, lines[0][2])


def population(count: int, grid: str, number: int = 1) -> list[dict]:
	"""Return rows of invented residents, as the demo's file has them."""
	return [
		dict(zip(import_file.HEADER, row, strict=True)) for row in import_file.people(count, [grid], number)
	]
