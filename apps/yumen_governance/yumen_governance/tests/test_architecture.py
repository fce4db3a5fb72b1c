"""The shape of the app, held: who imports whom, what is wired, guarded, translated and how long."""

import ast
import re
from pathlib import Path

import frappe
from frappe.tests.utils import FrappeTestCase
from frappe.translate import get_all_translations

from yumen_governance import hooks
from yumen_governance.seed import custom_fields, workflows
from yumen_governance.tests import sources

ORDER = (
	"grid_management",
	"registry",
	"time_limits",
	"events",
	"dispute_resolution",
	"service_centre",
	"field_work",
	"assessment",
)
RIM = ("data_exchange", "public_portal", "api")
MAY_COMMIT = re.compile(r"(^|/)tasks\.py$|^time_limits/as_system\.py$|^(patches|demo|commands)/")
LONGEST_FUNCTION = 30
LONGEST_FILE = 400
ASCII_WORD = re.compile(r"[A-Za-z]{3,}")
# Endpoints for people without login have no permission to ask for; they are limited in number instead
GUARDS = ("check_permission", "has_permission", "only_for", "get_list", "requires_role", "rate_limit")


def lines_of(node: ast.FunctionDef) -> int:
	"""The lines of a function but for its docstring."""
	described = node.body[0] if ast.get_docstring(node) else None
	docstring = described.end_lineno - described.lineno + 1 if described else 0
	return node.end_lineno - node.lineno + 1 - docstring


def endpoints():
	for path in sources.product_files():
		for function in sources.functions(path):
			for decorator in function.decorator_list:
				if "whitelist" in ast.dump(decorator):
					yield sources.relative(path), function, decorator


def is_guarded(function: ast.FunctionDef, path: Path) -> bool:
	"""Whether an endpoint asks for a permission, itself or through a function of its own file that it calls."""
	called = {
		ast.unparse(node.func).split(".")[-1] for node in ast.walk(function) if isinstance(node, ast.Call)
	}
	beside = [other for other in sources.functions(path) if other.name in called]
	return any(guard in ast.dump(each) for each in (function, *beside) for guard in GUARDS)


def dotted_paths(value):
	if isinstance(value, str):
		if value.startswith("yumen_governance."):
			yield value
	elif isinstance(value, dict):
		for item in value.values():
			yield from dotted_paths(item)
	elif isinstance(value, list | tuple):
		for item in value:
			yield from dotted_paths(item)


class TestShape(FrappeTestCase):
	def test_modules_import_inwards_only(self):
		for path in sources.product_files():
			room = sources.relative(path).split("/")[0]
			for name in sources.imports(path):
				if name.startswith("yumen_governance."):
					with self.subTest(file=sources.relative(path), imports=name):
						self.assertTrue(self.may_import(room, name.split(".")[1]))

	def may_import(self, room, other):
		if other in RIM:
			return room in (other, "api")
		if room in ORDER and other in ORDER:
			return ORDER.index(other) <= ORDER.index(room)
		return not (room in ORDER and other in ("install", "demo", "tests"))

	def test_every_hook_resolves(self):
		for name, value in vars(hooks).items():
			for path in dotted_paths(value if not name.startswith("_") else None):
				with self.subTest(hook=name, path=path):
					self.assertTrue(callable(frappe.get_attr(path)))

	def test_every_patch_resolves(self):
		for line in (sources.PACKAGE / "patches.txt").read_text().splitlines():
			if line.startswith("yumen_governance."):
				self.assertTrue(callable(frappe.get_attr(f"{line.split()[0]}.execute")))

	def test_only_jobs_patches_and_demo_commit(self):
		for path in sources.product_files():
			calls = [n for n in ast.walk(sources.parse(path)) if isinstance(n, ast.Call)]
			commits = [n for n in calls if ast.unparse(n.func).endswith("db.commit")]
			if commits and not MAY_COMMIT.search(sources.relative(path)):
				self.fail(f"{sources.relative(path)}:{commits[0].lineno} commits")

	def test_skipped_permissions_give_their_reason(self):
		for path in sources.product_files():
			for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
				if re.search(r"ignore_permissions\s*=\s*True", line):
					self.assertIn("#", line, f"{sources.relative(path)}:{number}")

	def test_functions_are_short_and_files_small(self):
		for path in sources.product_files():
			with self.subTest(file=sources.relative(path)):
				self.assertLessEqual(len(path.read_text(encoding="utf-8").splitlines()), LONGEST_FILE)
			for function in sources.functions(path):
				with self.subTest(file=sources.relative(path), function=function.name):
					self.assertLessEqual(lines_of(function), LONGEST_FUNCTION)


class TestEndpoints(FrappeTestCase):
	def test_every_endpoint_is_typed(self):
		for path, function, _decorator in endpoints():
			args = [arg for arg in function.args.args + function.args.kwonlyargs if arg.arg != "self"]
			with self.subTest(path=path, endpoint=function.name):
				self.assertTrue(all(arg.annotation for arg in args) and function.returns)

	def test_every_endpoint_states_its_verbs(self):
		for path, function, decorator in endpoints():
			with self.subTest(path=path, endpoint=function.name):
				keywords = [word.arg for word in getattr(decorator, "keywords", [])]
				self.assertIn("methods", keywords)

	def test_every_endpoint_has_a_guard(self):
		for path, function, decorator in endpoints():
			with self.subTest(path=path, endpoint=function.name):
				if "allow_guest" in ast.dump(decorator):
					self.assertIn("rate_limit", ast.dump(function))
				else:
					self.assertTrue(is_guarded(function, sources.PACKAGE / path))


class TestTranslations(FrappeTestCase):
	@classmethod
	def setUpClass(cls):
		super().setUpClass()
		cls.chinese = get_all_translations("zh")

	def assertChinese(self, strings: dict[str, str]):
		missing = {text: place for text, place in strings.items() if not self.is_chinese(text)}
		listing = "\n".join(f"{place}: {text}" for text, place in sorted(missing.items(), key=str))
		self.assertFalse(missing, f"{len(missing)} without Chinese:\n{listing}")

	def is_chinese(self, text: str) -> bool:
		return not ASCII_WORD.search(text) or bool(self.chinese.get(text.strip()))

	def test_every_source_string_has_its_chinese(self):
		self.assertChinese(sources.spoken_in_app())

	def test_everything_seeded_has_its_chinese(self):
		fields = custom_fields.FIELDS
		self.assertChinese(
			{state: "state" for life in workflows.LIVES for state in life.states}
			| {way.action: "action" for life in workflows.LIVES for way in life.ways}
			| {deed: "action" for life in workflows.LIVES for deed in life.deeds}
			| {
				field[key]: "custom field"
				for field in fields
				for key in sources.SPOKEN_KEYS
				if field.get(key)
			}
			| dict.fromkeys(frappe.get_all("Role", {"name": ["in", self.roles()]}, pluck="name"), "role")
		)

	def roles(self):
		from yumen_governance.permissions import roles

		return roles.ALL

	def test_every_name_on_the_desk_has_its_chinese(self):
		desk = {}
		for doctype, fieldname in (
			("Workspace", "title"),
			("Number Card", "label"),
			("Module Profile", "name"),
		):
			seeded = frappe.get_all("Seeded Record", {"reference_doctype": doctype}, pluck="reference_name")
			names = frappe.get_all(doctype, {"name": ["in", seeded or [""]]}, pluck=fieldname)
			desk.update(dict.fromkeys(filter(None, names), doctype))
		self.assertChinese(desk)

	def test_no_string_is_translated_twice(self):
		keys = [(row[0], *row[2:]) for row in sources.translations() if row]
		doubled = sorted({key for key in keys if keys.count(key) > 1})
		self.assertFalse(doubled)

	def test_translations_invent_no_placeholders(self):
		for row in filter(None, sources.translations()):
			with self.subTest(row[0]):
				self.assertLessEqual(set(re.findall(r"{\d*}", row[1])), set(re.findall(r"{\d*}", row[0])))


class TestSources(FrappeTestCase):
	def test_no_test_hides_in_the_package_root(self):
		self.assertFalse(list(Path(sources.PACKAGE).glob("test_*.py")))
