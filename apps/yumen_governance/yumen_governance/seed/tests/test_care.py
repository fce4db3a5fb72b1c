"""What special groups start with; and that no register of a disease which must not be disclosed exists."""

import re

import frappe

from yumen_governance.permissions.care import CARE_DOCTYPES
from yumen_governance.registry.shape import shape_of
from yumen_governance.seed import care
from yumen_governance.tests import sources
from yumen_governance.tests.case import GovernanceTestCase

# 艾滋病防治条例 art. 39: nobody's infection is disclosed; no grid role keeps it
UNNAMED = re.compile(r"\bAIDS\b|\bHIV\b|艾滋", re.ASCII)
KINDS_OF_FILES = (".py", ".js", ".json", ".csv", ".html", ".txt", ".scss")


class TestSeeds(GovernanceTestCase):
	def test_each_group_has_a_legal_purpose_with_law_and_periods(self):
		for doctype in CARE_DOCTYPES:
			rows = frappe.get_all(
				"Legal Purpose",
				{"record_type": doctype},
				["law", "article", "retention_days", "review_days", "verified"],
			)
			with self.subTest(doctype):
				self.assertTrue(rows)
				for row in rows:
					self.assertTrue(row.law and row.article and row.retention_days and row.review_days)
					self.assertFalse(row.verified)

	def test_seeding_again_changes_nothing(self):
		before = frappe.get_all("Legal Purpose", fields=["*"]), frappe.get_all("Reveal Right", fields=["*"])
		care.seed()
		self.assertEqual(
			(frappe.get_all("Legal Purpose", fields=["*"]), frappe.get_all("Reveal Right", fields=["*"])),
			before,
		)

	def test_every_sealed_choice_has_values_to_choose(self):
		for doctype in CARE_DOCTYPES:
			for fieldname, code_list in shape_of(doctype).choices.items():
				with self.subTest(doctype, field=fieldname):
					self.assertTrue(frappe.db.exists("Code Value", {"code_list": code_list, "is_active": 1}))


class TestWhatIsNotKept(GovernanceTestCase):
	def test_no_source_of_the_app_names_the_disease(self):
		for path in sources.PACKAGE.rglob("*"):
			is_test = "tests" in path.parts or path.name.startswith("test_") or "dist" in path.parts
			if path.suffix in KINDS_OF_FILES and not is_test:
				self.assertFalse(UNNAMED.search(path.read_text(encoding="utf-8")), sources.relative(path))

	def test_no_record_of_the_set_up_names_it(self):
		for doctype, fields in (
			("DocType", ("name", "description")),
			("DocField", ("fieldname", "label", "options", "description")),
			("Code List", ("name", "title", "note")),
			("Code Value", ("label", "note")),
			("Legal Purpose", ("purpose", "law", "note")),
			("Role", ("name",)),
		):
			filters = {"module": "Registry"} if doctype == "DocType" else {}
			for row in frappe.get_all(doctype, filters, fields, order_by=None):
				self.assertFalse(UNNAMED.search(" ".join(str(value or "") for value in row.values())), row)
