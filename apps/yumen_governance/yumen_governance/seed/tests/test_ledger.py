"""Seeds are planted once; what somebody changed or deleted stays as they left it."""

from unittest.mock import patch

import frappe

from yumen_governance.install import seed
from yumen_governance.seed.ledger import ensure, ensure_many, fingerprint
from yumen_governance.tests.case import GovernanceTestCase

OLD, NEW = {"category_name": "Old", "time_limit": 3}, {"category_name": "New", "time_limit": 5}
CODE = "seed-test"
SEEDED = (
	"Workflow",
	"Event Category",
	"Role",
	"Grid",
	"Functional Unit",
	"Custom Field",
	"Custom DocPerm",
	"Number Card",
	"Workspace",
	"Seeded Record",
)


class TestLedger(GovernanceTestCase):
	def plant(self, values, code=CODE):
		return ensure("Event Category", code, {"category_code": code, **values})

	def ledger(self, code=CODE):
		return frappe.get_doc(
			"Seeded Record", {"reference_doctype": "Event Category", "reference_name": code}
		)

	def stored(self):
		return frappe.db.get_value("Event Category", CODE, ["category_name", "time_limit"])

	def test_absent_record_is_inserted_and_remembered(self):
		self.assertEqual(self.plant(OLD), "insert")
		self.assertEqual(self.stored(), ("Old", 3))
		self.assertEqual(self.ledger().fingerprint, fingerprint({"category_code": CODE, **OLD}))

	def test_second_run_changes_nothing(self):
		self.plant(OLD)
		before = frappe.db.get_value("Event Category", CODE, "modified")
		self.assertEqual(self.plant(OLD), "keep")
		self.assertEqual(frappe.db.get_value("Event Category", CODE, "modified"), before)

	def test_untouched_record_is_renewed_by_a_newer_app(self):
		self.plant(OLD)
		self.assertEqual(self.plant(NEW), "renew")
		self.assertEqual(self.stored(), ("New", 5))
		self.assertEqual(self.ledger().status, "Current")

	def test_untouched_record_is_renewed_when_the_app_seeds_another_field(self):
		self.plant(OLD)
		self.assertEqual(self.plant({**OLD, "default_urgency": "Urgent"}), "renew")

	def test_changed_record_is_left_and_the_difference_kept(self):
		self.plant(OLD)
		frappe.get_doc("Event Category", CODE).update({"category_name": "Ours"}).save()
		self.assertEqual(self.plant(NEW), "leave")
		self.assertEqual(self.stored(), ("Ours", 3))
		self.assertEqual(self.ledger().status, "Changed Here")
		self.assertIn('- "category_name": "Ours"', self.ledger().difference.replace("-  ", "- "))
		self.assertIn('"category_name": "New"', self.ledger().difference)

	def test_change_of_a_field_that_the_app_does_not_seed_is_nobodys_business(self):
		self.plant(OLD)
		frappe.get_doc("Event Category", CODE).update({"is_active": 0}).save()
		self.assertEqual(self.plant(NEW), "renew")

	def test_record_changed_back_is_current_again(self):
		self.plant(OLD)
		frappe.db.set_value("Event Category", CODE, "category_name", "Ours")
		self.plant(OLD)
		frappe.db.set_value("Event Category", CODE, "category_name", "Old")
		self.assertEqual(self.plant(OLD), "keep")
		self.assertEqual(self.ledger().status, "Current")
		self.assertFalse(self.ledger().difference)

	def test_record_that_is_already_what_a_newer_app_wants_is_current(self):
		"""As when an upgrade was broken off after the record's own definition of columns was committed."""
		self.plant(OLD)
		frappe.db.set_value("Event Category", CODE, {"category_name": "New", "time_limit": 5})
		self.plant(NEW)
		self.assertEqual(self.ledger().status, "Current")
		self.assertEqual(self.plant({**NEW, "time_limit": 7}), "renew")

	def test_deleted_record_stays_deleted(self):
		self.plant(OLD)
		frappe.delete_doc("Event Category", CODE)
		self.assertEqual(self.plant(NEW), "gone")
		self.assertFalse(frappe.db.exists("Event Category", CODE))
		self.assertEqual(self.ledger().status, "Removed Here")

	def test_record_that_was_there_before_the_app_is_left(self):
		frappe.get_doc({"doctype": "Event Category", "category_code": CODE, "category_name": "Ours"}).insert()
		self.assertEqual(self.plant(OLD), "adopt")
		self.assertEqual(self.plant(NEW), "leave")
		self.assertEqual(self.stored()[0], "Ours")
		self.assertEqual(self.ledger().status, "Changed Here")


class TestSeeds(GovernanceTestCase):
	def test_nothing_that_the_app_just_seeded_counts_as_changed(self):
		seed()
		changed = frappe.get_all("Seeded Record", {"status": ["!=", "Current"]}, pluck="reference_name")
		self.assertFalse(changed)

	def test_seeding_twice_changes_nothing(self):
		before = self.state()
		seed()
		self.assertEqual(self.state(), before)

	def state(self):
		return {
			doctype: frappe.get_all(doctype, fields=["name", "modified"], order_by="name")
			for doctype in SEEDED
		}

	def test_workflow_edited_by_an_administrator_survives_the_next_migrate(self):
		workflow = frappe.get_doc("Workflow", "Governance Event")
		workflow.transitions[0].asks_for = "reporter_phone"
		workflow.save()
		seed()
		self.assertEqual(
			frappe.get_doc("Workflow", "Governance Event").transitions[0].asks_for, "reporter_phone"
		)
		entry = frappe.get_doc("Seeded Record", {"reference_doctype": "Workflow"})
		self.assertEqual(entry.status, "Changed Here")
		self.assertIn("reporter_phone", entry.difference)

	def test_scheduler_never_goes_to_sleep(self):
		self.assertEqual(int(frappe.db.get_single_value("System Settings", "dormant_days")), 36500)


class TestManyRecords(GovernanceTestCase):
	def setUp(self):
		super().setUp()
		self.records = {
			f"sex-9{number}": {"code_list": "sex", "code": f"9{number}", "label": "Old"}
			for number in range(3)
		}
		ensure_many("Code Value", self.records)

	def label(self, name="sex-91"):
		return frappe.db.get_value("Code Value", name, "label")

	def status(self, name="sex-91"):
		row = {"reference_doctype": "Code Value", "reference_name": name}
		return frappe.db.get_value("Seeded Record", row, "status")

	def test_new_records_are_inserted_validated_and_remembered(self):
		self.assertEqual((self.label(), self.status()), ("Old", "Current"))
		self.assertEqual(frappe.db.get_value("Code Value", "sex-91", "pinyin_initials"), "o")
		self.assertEqual(frappe.db.get_value("Code Value", "sex-91", "owner"), "Administrator")

	def test_untouched_changed_and_deleted_records_are_told_apart_by_a_newer_app(self):
		frappe.get_doc("Code Value", "sex-91").update({"label": "Ours"}).save()
		frappe.delete_doc("Code Value", "sex-92")
		ensure_many("Code Value", {name: {**row, "label": "New"} for name, row in self.records.items()})
		self.assertEqual([self.label(name) for name in self.records], ["New", "Ours", None])
		self.assertEqual(
			[self.status(name) for name in self.records], ["Current", "Changed Here", "Removed Here"]
		)

	def test_second_run_changes_nothing(self):
		before = frappe.db.get_value("Code Value", "sex-91", "modified")
		with patch("yumen_governance.seed.ledger.ensure") as ensured:
			ensure_many("Code Value", self.records)
		self.assertFalse(ensured.called)
		self.assertEqual(frappe.db.get_value("Code Value", "sex-91", "modified"), before)
