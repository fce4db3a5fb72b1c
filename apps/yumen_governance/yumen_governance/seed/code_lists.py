"""Code lists of the registry with their values, from data/code_lists.json."""

import json
from pathlib import Path

from yumen_governance.registry.code_lists import code_name
from yumen_governance.seed import ensure_many

FILE = Path(__file__).parent / "data" / "code_lists.json"
LIST_FIELDS = ("title", "standard", "verified", "note")


def seed() -> None:
	"""Make all lists together, then all values."""
	lists = read()
	ensure_many("Code List", {code: _list(code, row) for code, row in lists.items()})
	ensure_many(
		"Code Value", {name: values for code, row in lists.items() for name, values in _values(code, row)}
	)


def read() -> dict[str, dict]:
	"""Return the lists by code: title, standard, verified, note, values by code, and closed codes."""
	return json.loads(FILE.read_text(encoding="utf-8"))


def _list(code: str, row: dict) -> dict:
	return {"list_code": code, **{field: row.get(field) for field in LIST_FIELDS}}


def _values(code_list: str, row: dict):
	for code, label in row["values"].items():
		yield (
			code_name(code_list, code),
			{
				"code_list": code_list,
				"code": code,
				"label": label,
				"verified": row["verified"],
				"is_active": int(code not in row.get("closed", ())),
			},
		)
