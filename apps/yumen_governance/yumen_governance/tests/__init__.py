import frappe


def before_tests() -> None:
	"""Run once before the app's tests: seeds and people in place, no automatic test records."""
	from yumen_governance.install import seed
	from yumen_governance.tests.factories import ensure_actors

	frappe.flags.skip_test_records = True
	seed()
	ensure_actors()
