"""Whoever opens a workspace finds something under each heading, and the administrator finds what an office tunes."""

import json

import frappe

from yumen_governance.permissions.matrix import MATRIX
from yumen_governance.seed import desk
from yumen_governance.tests.case import GovernanceTestCase

ADMINISTRATOR = "Governance Administrator"


class TestWorkspaces(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.pages = json.loads((desk.DATA / "workspaces.json").read_text(encoding="utf-8"))

	def each_role(self):
		return [(page, role) for page in self.pages for role in page["roles"]]

	def may_read(self, doctype: str, role: str) -> bool:
		if doctype in MATRIX:
			return "R" in MATRIX[doctype].get(role, "")
		filters = {"parent": doctype, "role": role, "permlevel": 0, "read": 1}
		return bool(frappe.db.exists("Custom DocPerm", filters) or frappe.db.exists("DocPerm", filters))

	def shows(self, item: str | dict, role: str) -> bool:
		if isinstance(item, str):
			return self.may_read(item, role)
		return bool(frappe.db.exists("Has Role", {"parent": item["report"], "role": role}))

	def test_each_card_of_links_has_something_for_each_role(self):
		for page, role in self.each_role():
			empty = [
				card["card"]
				for card in page["links"]
				if not any(self.shows(item, role) for item in card["items"])
			]
			with self.subTest(page=page["name"], role=role):
				self.assertEqual(empty, [])

	def test_the_administrator_finds_what_an_office_tunes(self):
		page = next(page for page in self.pages if page["name"] == "Governance Settings")
		linked = {item for card in page["links"] for item in card["items"] if isinstance(item, str)}
		settings = {
			"name": [
				"in",
				[doctype for doctype, rights in MATRIX.items() if "W" in rights.get(ADMINISTRATOR, "")],
			],
			"module": ["in", ["Time Limits", "Events"]],
			"document_type": "Setup",
		}
		tuned = frappe.get_all("DocType", settings, pluck="name")
		self.assertGreater(len(tuned), 5)
		self.assertEqual(sorted(set(tuned) - linked), [])
