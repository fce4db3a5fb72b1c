"""Revealing one sealed value: who may, how often, and written down before it is told."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.query_builder.functions import Count

from yumen_governance.permissions import dispute, service
from yumen_governance.permissions.case import CASE_DOCTYPES
from yumen_governance.registry.reveal_rights import allows, rights_of
from yumen_governance.registry.sealing.envelope import unseal
from yumen_governance.registry.sensitive_access import LOG, Case, record_access
from yumen_governance.registry.shape import Seal, sealing_doctypes, shape_of

SHORTEST_NOTE = 4
# Beyond this many times the limit a refusal isn't even written down: nobody floods the log
FLOOD = 10


@dataclass(frozen=True)
class Wish:
	"""What somebody wants to see, and why."""

	doctype: str
	name: str
	fieldname: str
	purpose: str
	note: str = ""
	case: Case | None = None

	@property
	def way(self) -> Seal | None:
		"""How the field is sealed; None when it isn't."""
		known = self.doctype in sealing_doctypes()
		return shape_of(self.doctype).seals.get(self.fieldname) if known else None

	@property
	def label(self) -> str:
		"""What the field is called, in English; its name where there is no such field."""
		df = frappe.get_meta(self.doctype).get_field(self.fieldname) if self.way else None
		return df.label if df else self.fieldname


@dataclass(frozen=True)
class Answer:
	"""The value, or why it isn't told."""

	value: str = ""
	refusal: str | None = None
	is_limit: bool = False


# What may be named as the case in whose handling somebody looks
NAMED_CASES = (*CASE_DOCTYPES, dispute.CASE, service.REQUEST)


def case_of(doctype: str, name: str) -> Case | None:
	"""Return the dispute to which a record belongs: whoever looks at it looks in its handling. A request is its own case."""
	if doctype == service.REQUEST:
		return Case(doctype, name)
	if doctype not in dispute.BELONGING:
		return None
	case = frappe.db.get_value(doctype, name, "dispute_case")
	return Case(dispute.CASE, case) if case else None


def has_permission(wish: Wish) -> bool:
	"""Tell whether the person of the session may read the record and the (masked) field at all."""
	if not wish.way or not frappe.db.exists(wish.doctype, wish.name):
		return False
	levels = frappe.get_meta(wish.doctype).get_permlevel_access("read")
	level = frappe.get_meta(wish.doctype).get_field(wish.fieldname).permlevel
	return level in levels and frappe.has_permission(wish.doctype, "read", wish.name)


def tell(wish: Wish, user: str, now: datetime) -> Answer:
	"""Tell one value to a person who may read the record, or refuse; either is written down first.

	:param now: the limits count the hour before it; the caller lets one request of a person come after another
	"""
	answer = _over_limit(user, now)
	if not answer.refusal:
		answer = replace(answer, refusal=refusal_of(wish, user))
	_record(wish, answer.refusal)
	return answer if answer.refusal else Answer(value=_value_of(wish))


def refuse(wish: Wish, user: str, now: datetime) -> Answer:
	"""Refuse a person who may not read the record; it isn't said whether there is such a record.

	:raises frappe.PermissionError: this was tried so often that it isn't written down any more
	"""
	answer = Answer(refusal=_("You may not see this value."))
	if _count(user, now, "Refused") >= FLOOD * _limit("refusals_per_hour"):
		frappe.throw(answer.refusal, frappe.PermissionError)
	_record(wish, answer.refusal)
	return answer


def refusal_of(wish: Wish, user: str) -> str | None:
	"""Say why a person may not be told a value of a record that they may read; None when they may."""
	if not allows(rights_of(user).get(wish.way.kind, frozenset()), wish.doctype, wish.name, wish.case, user):
		return _("Your role may not see this value here. A Privacy Officer keeps these rights.")
	purpose = frappe.db.get_value(
		"Access Purpose",
		{"name": wish.purpose, "is_active": 1, "for_reveal": 1},
		["name", "requires_note", "requires_case"],
		as_dict=True,
	)
	if not purpose or wish.purpose not in purposes_of(user):
		return _("Choose a purpose that your role may name.")
	if purpose.requires_note and len((wish.note or "").strip()) < SHORTEST_NOTE:
		return _("Say in the note why you need this value.")
	if purpose.requires_case and not wish.case:
		return _("Name the case in whose handling you need this value.")
	if wish.case and not _may_name(wish.case):
		return _("Name a case that you may read.")
	return None


def purposes_of(user: str, kind: str = "for_reveal") -> list[str]:
	"""Return the purposes that a person may name, in their order.

	:param kind: for_reveal or for_export
	"""
	held = set(frappe.get_roles(user))
	purposes = frappe.get_all(
		"Access Purpose", {"is_active": 1, kind: 1}, pluck="name", order_by="sort_order, name"
	)
	rows = frappe.get_all(
		"Access Purpose Role", {"parenttype": "Access Purpose"}, ["parent", "role"], as_list=True
	)
	roles = {purpose: {role for parent, role in rows if parent == purpose} for purpose in purposes}
	return [purpose for purpose in purposes if not roles[purpose] or roles[purpose] & held]


def _may_name(case: Case) -> bool:
	known = case.doctype in NAMED_CASES and frappe.db.exists(case.doctype, case.name)
	return bool(known) and frappe.has_permission(case.doctype, "read", case.name)


def _value_of(wish: Wish) -> str:
	sealed = frappe.db.get_value(wish.doctype, wish.name, "sealed")
	return unseal(wish.doctype, wish.name, sealed).get(wish.fieldname) or ""


def _over_limit(user: str, now: datetime) -> Answer:
	if _count(user, now, "Refused") >= _limit("refusals_per_hour"):
		return Answer(refusal=_("Too many refused attempts. Please try again in an hour."), is_limit=True)
	limit = _limit("reveals_per_hour")
	if _count(user, now, "Allowed") >= limit:
		message = _("You have seen {0} values in an hour, which is the limit. Please try again later.")
		return Answer(refusal=message.format(limit), is_limit=True)
	return Answer()


def _count(user: str, now: datetime, outcome: str) -> int:
	log = frappe.qb.DocType(LOG)
	found = (
		frappe.qb.from_(log)
		.select(Count("*"))
		.where((log.user == user) & (log.logged_on > now - timedelta(hours=1)))
		.where((log.action == "Reveal") & (log.outcome == outcome))
	)
	return found.run()[0][0]


def _limit(name: str) -> int:
	return frappe.db.get_single_value("Privacy Settings", name)


def _record(wish: Wish, refusal: str | None) -> None:
	known = wish.doctype in sealing_doctypes()
	record_access(
		wish.doctype if known else None,
		wish.name,
		wish.label,
		wish.purpose,
		action="Reveal",
		note=wish.note,
		case=wish.case if not refusal or (wish.case and wish.case.doctype in NAMED_CASES) else None,
		refusal=refusal,
	)
