"""Corrections that the demo city's member proposed: some wait for the leader, one is decided."""

import frappe
from frappe.utils import now_datetime

from yumen_governance.demo.dataset import mail_of, phone
from yumen_governance.field_work.collecting import taking
from yumen_governance.field_work.collecting.proposals import deciding, states
from yumen_governance.field_work.sync.items import Item
from yumen_governance.permissions import scope

LOADED = "governance_demo_corrections_loaded"
MEMBER, LEADER = "grid_member", "grid_leader"
# field and value of the resident with that number in the member's grids, and why
PROPOSED = (
	({"phone": phone(7001)}, "本人换了手机号，当面核对"),
	({"occupation": "个体经营", "workplace": "玉关路便利店"}, "入户走访时了解"),
	({"relation_to_head": "kinship-1", "phone": phone(7003)}, "户口簿上关系登记有误"),
)
NOTE = "已电话核实"


def ensure_corrections() -> None:
	"""Make the proposals once; a second call finds the mark that was set in the same transaction."""
	if frappe.db.get_default(LOADED):
		return
	user = frappe.session.user
	try:
		_speak_as(MEMBER)
		made = [_propose(name, *row) for name, row in zip(_residents(), PROPOSED, strict=False)]
		_speak_as(LEADER)
		for name in made[-1:]:
			_adopt(name)
	finally:
		frappe.set_user(user)
		scope.forget()
	frappe.db.set_default(LOADED, "1")


def _speak_as(key: str) -> None:
	frappe.set_user(mail_of(key))
	scope.forget()


def _residents() -> list[str]:
	return frappe.get_list(
		"Resident",
		{"status": "Active", "phone": ["is", "set"], "household": ["is", "set"]},
		pluck="name",
		order_by="name",
		limit=len(PROPOSED),
	)


def _propose(resident: str, values: dict, reason: str) -> str:
	sent = {"_doctype": "Resident", "_record": resident, "_reason": reason, "_propose": 1, **values}
	now = now_datetime()
	item = Item(f"demo-{resident}", "collect", sent, None, now)
	return taking.take(item, frappe.session.user, now).name


def _adopt(name: str) -> None:
	proposal = states.locked(name)
	fields = frozenset(row.fieldname for row in proposal.changes)
	decision = deciding.Decision(fields, None, NOTE)
	deciding.decide(proposal, decision, frappe.session.user, now_datetime())
