"""Privacy Settings in tests: what a rollback undoes in the database must be forgotten in memory too."""

import frappe

SETTINGS = "Privacy Settings"


def change_privacy_settings(**values) -> None:
	"""Set values of the Privacy Settings until the test is rolled back; call forget_privacy_settings after it."""
	frappe.get_doc(SETTINGS).update(values).save()


def forget_privacy_settings() -> None:
	"""Drop what this process remembers of the Privacy Settings."""
	frappe.clear_document_cache(SETTINGS, SETTINGS)
	frappe.db.value_cache.pop(SETTINGS, None)
