"""What the desk is told at its start about revealing and exporting; whoever may do neither is told nothing."""

import frappe

from yumen_governance.permissions.case import CASE_DOCTYPES
from yumen_governance.permissions.registry import REGISTRY_DOCTYPES
from yumen_governance.registry.exporting.columns import may_ask_for
from yumen_governance.registry.reveal import purposes_of
from yumen_governance.registry.reveal_rights import revealable


def extend_bootinfo(bootinfo) -> None:
	"""Tell which masked fields the person may have revealed, for what, and of which lists they may ask an export."""
	user = frappe.session.user
	fields = revealable(user)
	bootinfo.privacy = {
		"reveal": fields,
		"purposes": _purposes(user) if fields else [],
		"case_doctype": CASE_DOCTYPES[0],
		"shown_seconds": frappe.db.get_single_value("Privacy Settings", "shown_seconds") if fields else 0,
		"exports": [doctype for doctype in REGISTRY_DOCTYPES if may_ask_for(doctype)],
	}


def _purposes(user: str) -> list[dict]:
	names = purposes_of(user)
	rows = frappe.get_all(
		"Access Purpose", {"name": ["in", names]}, ["name", "requires_note", "requires_case", "description"]
	)
	return sorted(rows, key=lambda row: names.index(row.name))
