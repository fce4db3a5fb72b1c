"""Load the demo city: `bench --site … load-governance-demo --accounts-file …`."""

import frappe
from frappe.utils.password import update_password

from yumen_governance.demo.care import ensure_care
from yumen_governance.demo.cases import ensure_events
from yumen_governance.demo.collecting import ensure_corrections
from yumen_governance.demo.dataset import accounts
from yumen_governance.demo.disputes import ensure_disputes
from yumen_governance.demo.entry_days import ensure_entry_days
from yumen_governance.demo.funds import ensure_funds
from yumen_governance.demo.grids import ensure_grids
from yumen_governance.demo.hall import ensure_hall
from yumen_governance.demo.mediators import ensure_mediators
from yumen_governance.demo.outlines import ensure_outlines
from yumen_governance.demo.people import ensure_people
from yumen_governance.demo.portal import ensure_portal
from yumen_governance.demo.registry import ensure_registry
from yumen_governance.demo.rounds import ensure_rounds
from yumen_governance.demo.stories import ensure_stories


def load(passwords: dict[str, str] | None = None) -> dict[str, dict[str, str | None]]:
	"""Load what is missing of the demo data, in the caller's transaction, and set passwords.

	Nothing is doubled when it runs again, and nothing stays half when it is killed: the caller commits.

	:param passwords: the password of each demo account by key, such as {"dispatcher": "…"}
	:return: {"dispatcher": {"user": …, "password": …}, …}; the password is None where none was given
	"""
	muted, frappe.flags.mute_emails = frappe.flags.mute_emails, True
	language, frappe.local.lang = frappe.local.lang, "zh"
	try:
		ensure_grids()
		ensure_outlines()
		ensure_people()
		ensure_mediators()
		ensure_registry()
		ensure_care()
		ensure_funds()
		ensure_events()
		ensure_stories()
		ensure_disputes()
		ensure_hall()
		ensure_portal()
		ensure_rounds()
		ensure_corrections()
		ensure_entry_days()
	finally:
		frappe.flags.mute_emails, frappe.local.lang = muted, language
	return _set_passwords(passwords or {})


def _set_passwords(passwords: dict[str, str]) -> dict[str, dict[str, str | None]]:
	for key, user in accounts().items():
		if passwords.get(key):
			update_password(user, passwords[key])
	return {key: {"user": user, "password": passwords.get(key)} for key, user in accounts().items()}
