"""Reading the app's own sources, for the tests that hold its shape."""

import ast
import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
JS_STRING = re.compile(r"""\b__\(\s*(["'`])((?:\\.|(?!\1).)+)\1""")
SPOKEN_KEYS = ("label", "description")


def python_files() -> Iterator[Path]:
	"""Every Python file of the app."""
	return PACKAGE.rglob("*.py")


def product_files() -> Iterator[Path]:
	"""Every Python file that is not a test or a helper of tests."""
	return (
		path for path in python_files() if not path.name.startswith("test_") and "tests" not in path.parts
	)


def parse(path: Path) -> ast.Module:
	"""Return the syntax tree of a file."""
	return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef]:
	"""Every function and method of a file."""
	return (node for node in ast.walk(parse(path)) if isinstance(node, ast.FunctionDef))


def imports(path: Path) -> Iterator[str]:
	"""Every module name that a file imports, also inside functions."""
	for node in ast.walk(parse(path)):
		if isinstance(node, ast.ImportFrom) and node.module:
			yield node.module
		elif isinstance(node, ast.Import):
			yield from (alias.name for alias in node.names)


def relative(path: Path) -> str:
	"""A file's place inside the package, for messages."""
	return path.relative_to(PACKAGE).as_posix()


def spoken_in_python(path: Path) -> Iterator[str]:
	"""The source strings that a Python file gives to _()."""
	for node in ast.walk(parse(path)):
		if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "_" and node.args:
			yield from _constants(node.args[0])


def _constants(node: ast.expr) -> Iterator[str]:
	if isinstance(node, ast.Constant) and isinstance(node.value, str):
		yield node.value


def spoken_in_javascript(path: Path) -> Iterator[str]:
	"""The source strings that a JavaScript file gives to __()."""
	for match in JS_STRING.finditer(path.read_text(encoding="utf-8")):
		yield match.group(2).replace("\\'", "'").replace('\\"', '"')


def script_files() -> Iterator[Path]:
	"""Every script that somebody wrote: of the desk, and of the apps for phones beside the package."""
	for path in PACKAGE.rglob("*.js"):
		if not {"dist", "frontend"} & set(path.relative_to(PACKAGE).parts):
			yield path
	for kind in ("*.vue", "*.ts"):
		yield from (PACKAGE.parent / "frontend/src").rglob(kind)


def spoken_in_doctype(path: Path) -> Iterator[str]:
	"""What a DocType shows: its name, labels, descriptions and the options of Select fields."""
	doctype = json.loads(path.read_text(encoding="utf-8"))
	yield doctype["name"]
	for field in doctype["fields"]:
		yield from (field[key] for key in SPOKEN_KEYS if field.get(key))
		if field["fieldtype"] == "Select":
			yield from filter(None, field.get("options", "").split("\n"))


def doctype_files() -> Iterator[Path]:
	"""The JSON of every DocType of the app."""
	return (path for path in PACKAGE.glob("*/doctype/*/*.json") if path.stem == path.parent.name)


def spoken_in_app() -> dict[str, str]:
	"""Every user-visible string of the sources, with the place where it stands."""
	found = {}
	for path in product_files():
		found.update(dict.fromkeys(spoken_in_python(path), relative(path)))
	for path in script_files():
		found.update(dict.fromkeys(spoken_in_javascript(path), path.name))
	for path in doctype_files():
		found.update(dict.fromkeys(spoken_in_doctype(path), relative(path)))
	modules = (PACKAGE / "modules.txt").read_text(encoding="utf-8").split("\n")
	return found | dict.fromkeys(filter(None, modules), "modules.txt")


def translations() -> list[list[str]]:
	"""The rows of zh.csv."""
	with (PACKAGE / "translations" / "zh.csv").open(encoding="utf-8", newline="") as file:
		return list(csv.reader(file))
