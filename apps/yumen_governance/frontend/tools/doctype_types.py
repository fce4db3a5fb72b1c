"""TypeScript types of the DocTypes that the front end shows, from the app's own DocType files.

python3 tools/doctype_types.py           writes src/types/doctypes.ts
python3 tools/doctype_types.py --check   tells by its exit code whether that file is as it would be written
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

FRONTEND = Path(__file__).resolve().parents[1]
PACKAGE = FRONTEND.parent / "yumen_governance"
TARGET = FRONTEND / "src/types/doctypes.ts"
SHOWN = (
	"Correction Proposal",
	"Entry Day Plan",
	"Entry Day Summary",
	"Event Category",
	"Governance Event",
	"Grid",
	"Hazard",
	"Household Visit",
	"Patrol",
	"Patrol Checklist",
	"Patrol Place",
	"Patrol Task",
	"Planned Activity",
	"Planned Visit",
	"Publicity Talk",
)
HEAD = "// Written by tools/doctype_types.py from the DocType files; change those, not this.\n"
NUMBERS = frozenset({"Int", "Float", "Currency", "Percent", "Duration", "Rating"})
WITHOUT_VALUE = frozenset({"Section Break", "Column Break", "Tab Break", "HTML", "Button", "Heading", "Fold"})
TABLES = frozenset({"Table", "Table MultiSelect"})
# Sealed values, their traces, and paths stay on the server
OPEN_LEVELS = range(9)


def main() -> None:
	text = source()
	if "--check" in sys.argv:
		sys.exit(0 if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == text else 1)
	TARGET.write_text(text, encoding="utf-8")


def source() -> str:
	"""Return the whole file of types."""
	return "\n".join([HEAD, *(interface(doctype) for doctype in SHOWN)])


def interface(name: str) -> str:
	"""Return the TypeScript interface of one DocType."""
	lines = [f"export interface {name.replace(' ', '').replace('-', '')} {{", "\tname: string;"]
	return "\n".join([*lines, *fields_of(name), "}\n"])


def fields_of(name: str) -> Iterator[str]:
	"""Yield a line for every field that holds a value which a person may be shown."""
	folder = name.lower().replace(" ", "_").replace("-", "_")
	(path,) = PACKAGE.glob(f"*/doctype/{folder}/{folder}.json")
	for field in json.loads(path.read_text(encoding="utf-8"))["fields"]:
		kind = field["fieldtype"]
		if kind not in WITHOUT_VALUE | TABLES and field.get("permlevel", 0) in OPEN_LEVELS:
			optional = "" if field.get("reqd") else "?"
			yield f"\t{field['fieldname']}{optional}: {type_of(field)};"


def type_of(field: dict) -> str:
	"""Return the TypeScript type of a field's value."""
	kind = field["fieldtype"]
	if kind == "Check":
		return "0 | 1"
	if kind == "Select":
		return " | ".join(json.dumps(option) for option in field.get("options", "").split("\n")) or "string"
	return "number" if kind in NUMBERS else "string"


if __name__ == "__main__":
	main()
