"""A mediation to test with: a case of two neighbours, its step, its mediators, its agreement."""

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, now_datetime, today

from yumen_governance.dispute_resolution import sessions, steps
from yumen_governance.dispute_resolution.agreements import drafting, performance
from yumen_governance.seed.grids import CITY_CODE
from yumen_governance.tests.factories import (
	actor,
	fresh,
	make_committee,
	make_dispute,
	make_mediator,
	make_party,
	put_in_state,
)

STEP = "Resolution Step"
METHOD = "人民调解"


def make_mediation(**values):
	"""Open a people's mediation of two neighbours, under way, led by the mediator of the tests."""
	case = make_dispute(CITY_CODE)
	make_party(case.name, side="Applicant", party_name="申请甲")
	make_party(case.name, side="Respondent", party_name="被申请乙")
	mediator = (
		frappe.db.get_value("Mediator", {"user": actor("mediator")}) or make_mediator(actor("mediator")).name
	)
	committee = make_committee(mediator)
	rows = [{"mediator": mediator, "user": actor("mediator"), "is_lead": 1}]
	step = steps.open_step(
		case.name,
		METHOD,
		"Administrator",
		now_datetime(),
		{"committee": committee.name, "mediators": rows, **values},
	)
	return put_in_state(fresh(step), "Under Way", accepted_on=today())


def party(step, side: str) -> str:
	"""Return the party of a side of a step's case."""
	return frappe.db.get_value("Dispute Party", {"dispute_case": step.dispute_case, "side": side})


def held(step, **values):
	"""Return the draft of a session that is complete and signed by everybody."""
	session = sessions.begin(step, "Administrator", now_datetime())
	session.update({"held_on": add_days(now_datetime(), -1), "ended_on": add_days(now_datetime(), -1)})
	session.update({"place": "第一调解室", "told_rights": 1, "statements": "双方各自陈述。"})
	session.update({"result": "To Be Continued", **values})
	for row in (*session.attendees, *session.mediators):
		row.has_signed = 1
	return session.save()


def drafted(step, days: int = 0, plan: bool = True, count: int = 3, first_on=None, **values):
	"""Return the draft of an agreement that is complete: signed and sealed so many days ago, three instalments."""
	agreement = drafting.draft(step, "Administrator")
	day = add_days(today(), -days)
	texts = {"facts": "事实", "disputed_items": "争议", "terms": "协议内容", "performance_method": "转账"}
	agreement.update(texts)
	agreement.update({"mediator_signed_on": day, "committee_sealed_on": day, **values})
	for row in agreement.signatures:
		row.update({"signed_on": day, "how": "Signature and Fingerprint"})
	agreement.save()
	if plan:
		liable = party(step, "Respondent")
		values = {"liable_party": liable, "what": "赔偿款", "amount": 3000, "count": count}
		performance.plan(agreement, values | {"first_on": first_on or add_days(today(), 30)})
	return fresh(agreement)


def sign(agreement):
	"""Take the transition by which an agreement takes effect, as its mediator."""
	frappe.set_user(actor("mediator"))
	try:
		apply_workflow(fresh(agreement), "Sign Agreement")
	finally:
		frappe.set_user("Administrator")
	return fresh(agreement)


def instalments(agreement) -> list:
	"""Return the instalments of an agreement in their order."""
	names = frappe.get_all(
		"Performance Instalment", {"agreement": agreement.name}, pluck="name", order_by="number"
	)
	return [frappe.get_doc("Performance Instalment", name) for name in names]
