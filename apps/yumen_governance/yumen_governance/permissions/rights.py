"""Rights in the permission matrix: one letter each, and the matrix as a page for people.

`python -m yumen_governance.permissions.rights` prints the page docs/permissions.md.
"""

import csv
import sys
from pathlib import Path

from yumen_governance.permissions import roles
from yumen_governance.permissions.matrix import MATRIX

LETTERS = {
	"L": ("select", "选"),
	"R": ("read", "查"),
	"W": ("write", "改"),
	"C": ("create", "建"),
	"D": ("delete", "删"),
	"P": ("print", "印"),
	"T": ("report", "表"),
	"E": ("export", "导"),
	"S": ("submit", "批"),
	"X": ("cancel", "撤"),
}
TRANSLATIONS = Path(__file__).parent.parent / "translations/zh.csv"
HEAD = """# 权限表

由 `permissions/matrix.py` 生成：`python -m yumen_governance.permissions.rights > docs/permissions.md`，请勿手改。
测试按此表逐项核对角色权限、列表、记录、接口和报表视图。表中是角色在某类单据上最多能做的事；能看到哪些记录，
还取决于所辖网格、承办单位、办理阶段（见“数据范围”）。管理员在“角色权限管理”中的修改以系统内为准。

选=仅可在其他单据中选用，查=查看，改=修改，建=新建，删=删除，印=打印，表=报表视图，导=导出，批=提交审批，撤=撤销，–=无权限。
"""


def rights_of(doctype: str, role: str) -> frozenset[str]:
	"""Return what a role may do with a DocType at all; territory, assignment and stage narrow it."""
	return frozenset(LETTERS[letter][0] for letter in MATRIX[doctype].get(role, ""))


def as_markdown() -> str:
	"""Return the page: DocTypes down, roles across, in Chinese."""
	chinese = _chinese()
	lines = [
		f"| 单据 | {' | '.join(chinese.get(role, role) for role in roles.ALL)} |",
		f"|{' --- |' * (len(roles.ALL) + 1)}",
		*(
			f"| {chinese.get(doctype, doctype)} | {' | '.join(_cells(row))} |"
			for doctype, row in MATRIX.items()
		),
	]
	return "\n".join([HEAD, *lines, ""])


def _cells(row: dict[str, str]) -> list[str]:
	return ["".join(LETTERS[letter][1] for letter in row.get(role, "")) or "–" for role in roles.ALL]


def _chinese() -> dict[str, str]:
	with TRANSLATIONS.open(encoding="utf-8", newline="") as file:
		return {row[0]: row[1] for row in csv.reader(file) if len(row) > 1}


if __name__ == "__main__":
	sys.stdout.write(as_markdown())
