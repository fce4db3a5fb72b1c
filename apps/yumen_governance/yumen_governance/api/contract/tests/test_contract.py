"""The contract says what the code does: every function, its verbs, its arguments, and what it refuses with."""

import json

import frappe
import jsonschema_rs
from werkzeug.exceptions import HTTPException
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from yumen_governance.api.contract import docstrings, operations, serving
from yumen_governance.api.contract.document import document
from yumen_governance.api.contract.functions import endpoints
from yumen_governance.tests.case import GovernanceTestCase


def asked(path: str, verb: str = "GET", **headers) -> Request:
	return Request(EnvironBuilder(path, method=verb, headers=headers).get_environ())


class TestContract(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.addCleanup(setattr, frappe.local, "request", None)

	def answer(self, *args, **headers):
		frappe.local.request = asked(*args, **headers)
		with self.assertRaises(HTTPException) as raised:
			serving.serve()
		return raised.exception.response

	def test_every_function_of_the_api_stands_in_it_under_its_verbs(self):
		found = {each.path: {verb.lower() for verb in each.verbs} for each in endpoints()}
		self.assertEqual({path: set(item) for path, item in document()["paths"].items()}, found)
		self.assertGreater(len(found), 100)

	def test_it_tells_which_need_a_session(self):
		paths = document()["paths"]
		for each in endpoints():
			for item in paths[each.path].values():
				self.assertEqual(bool(item["security"]), not each.is_open, each.name)
		self.assertEqual(paths["/api/method/yumen_governance.api.portal.tip_off"]["post"]["security"], [])

	def test_arguments_are_those_of_the_functions(self):
		for each in endpoints():
			names = {name for name, value in each.signature.parameters.items() if value.kind.value < 4}
			for verb, item in document()["paths"][each.path].items():
				if verb == "get":
					told = {parameter["name"] for parameter in item["parameters"]}
				else:
					(content, *_other) = item.get("requestBody", {"content": {"": {}}})["content"].values()
					files = docstrings.read(each.function.__doc__).files
					told = set(content.get("schema", {}).get("properties", ())) - set(files)
				self.assertEqual(told, names, each.name)

	def test_every_function_says_what_it_does(self):
		silent = [each.name for each in endpoints() if not docstrings.read(each.function.__doc__).summary]
		self.assertFalse(silent)

	def test_every_reason_to_refuse_is_an_exception_with_a_status_of_the_request(self):
		for each in endpoints():
			for name in docstrings.read(each.function.__doc__).raises:
				with self.subTest(endpoint=each.name, raises=name):
					status = getattr(operations.refusing(name, each.module), "http_status_code", 500)
					self.assertTrue(400 <= status < 500 or status == 503, status)

	def test_documented_arguments_exist(self):
		for each in endpoints():
			told = docstrings.read(each.function.__doc__)
			with self.subTest(each.name):
				self.assertLessEqual(set(told.params), set(each.signature.parameters))

	def test_names_of_operations_are_unique_and_the_schema_is_one(self):
		items = [item for path in document()["paths"].values() for item in path.values()]
		names = [item["operationId"] for item in items]
		self.assertEqual(len(names), len(set(names)))
		for item in items:
			for content in item.get("requestBody", {"content": {}})["content"].values():
				jsonschema_rs.validator_for(content["schema"])

	def test_everybody_may_read_it(self):
		with self.as_user("Guest"):
			response = self.answer("/api/openapi.json")
		self.assertEqual(response.status_code, 200)
		self.assertEqual(response.mimetype, "application/json")
		self.assertEqual(json.loads(response.get_data())["openapi"], "3.1.0")

	def test_it_is_not_sent_twice(self):
		mark = self.answer("/api/openapi.json").headers["ETag"]
		self.assertEqual(self.answer("/api/openapi.json", "GET", If_None_Match=mark).status_code, 304)

	def test_other_paths_go_on(self):
		for path, verb in (("/api/method/ping", "GET"), ("/api/openapi.json", "POST"), ("/", "GET")):
			frappe.local.request = asked(path, verb)
			self.assertIsNone(serving.serve())


class TestDocstrings(GovernanceTestCase):
	def test_docstring_is_read(self):
		told = docstrings.read(
			"""Do it
			at once.

			More of it.

			:param a: one
				and more
			:files pictures: photos
			:return: what was done
			:raises TooManyError: 429, too often
			:answers 503: late
			"""
		)
		self.assertEqual((told.summary, told.description), ("Do it at once.", "More of it."))
		self.assertEqual((told.params, told.files), ({"a": "one and more"}, {"pictures": "photos"}))
		self.assertEqual((told.returned, told.answers), ("what was done", {"503": "late"}))
		self.assertEqual(told.raises, {"TooManyError": "429, too often"})
