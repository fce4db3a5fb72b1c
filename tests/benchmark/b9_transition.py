"""B9: one transition of an event, with 50, 500 and 5,000 people who may act next."""

from unittest.mock import patch

import frappe
from frappe.model.workflow import apply_workflow

from yumen_governance.permissions.roles import DISPATCHER
from yumen_governance.time_limits.outbox.rows import NOTICE

from .city import community, ensure_centre_person, ensure_city
from .crowd import ensure_crowd
from .outcome import Outcome, Scale
from .ratios import at_least, at_most, ratio
from .stock import stock_frappe

NAME = "B9"
TITLE = "A transition, by the number of people who may act next"
EVENT = "Governance Event"
# Stock takes half a minute for 5,000 people
ROUNDS = 3

TARGETS = {
	"vs_stock_few": at_least(5),
	"vs_stock_most": at_least(100),
	"most_vs_few": at_most(1.2),
	"share_of_raw": at_least(0.25),
}


def run(scale: Scale) -> Outcome:
	"""Time Report, which leaves the event to the dispatchers, at each size of their crowd."""
	outcome, seconds = Outcome(ROUNDS), {}
	ensure_city()
	clerk = ensure_centre_person("reporting-clerk", "Window Clerk")
	sizes = scale.pick(full=(50, 500, 5_000), small=(5, 20, 60))
	for size in sizes:
		ensure_crowd(size, DISPATCHER)
		name = _event(clerk)
		arms = {
			"ours": lambda name=name: _report(name, clerk),
			"stock": lambda name=name: _stock(name, clerk),
			"raw": lambda name=name: _raw(name),
		}
		comparison = outcome.compare(f"transition, {size} people", **arms)
		seconds[size] = comparison.seconds
		_check(outcome, name, clerk, size)
	few, most = seconds[sizes[0]], seconds[sizes[-1]]
	outcome.measures["vs_stock_few"] = ratio(few["stock"], few["ours"])
	outcome.measures["vs_stock_most"] = ratio(most["stock"], most["ours"])
	outcome.measures["most_vs_few"] = ratio(most["ours"], few["ours"])
	outcome.measures["share_of_raw"] = ratio(most["raw"], most["ours"])
	ensure_crowd(0)
	return outcome


def _event(clerk: str) -> str:
	frappe.set_user(clerk)
	values = {"title": "benchmark", "source": "Window", "grid": f"{community(0)}001", "category": _category()}
	name = frappe.get_doc({"doctype": EVENT, **values}).insert().name
	frappe.set_user("Administrator")
	frappe.db.commit()
	return name


def _category() -> str:
	return frappe.get_all("Event Category", {"is_group": 0, "is_active": 1}, pluck="name", limit=1)[0]


def _report(name: str, clerk: str) -> None:
	"""The transition as the desk takes it, rolled back so that the next one finds the event as it was."""
	frappe.set_user(clerk)
	try:
		apply_workflow(frappe.get_doc(EVENT, name), "Report")
	finally:
		frappe.set_user("Administrator")
		frappe.db.rollback()


def _stock(name: str, clerk: str) -> None:
	"""The same with the framework's own search for who may act next, by its own rules, without the e-mails to them."""
	from frappe.workflow.doctype.workflow_action import workflow_action

	with (
		stock_frappe(),
		patch("yumen_governance.time_limits.governed.renew_workflow_action"),
		patch("yumen_governance.time_limits.notifications.tell_next"),
		patch.object(workflow_action, "send_email_alert", return_value=False),
	):
		_report(name, clerk)


def _raw(name: str) -> None:
	"""What has to be written at the least: lock, change, timeline, notice."""
	frappe.db.sql(f"select * from `tab{EVENT}` where name = %s for update", name)
	frappe.db.sql(
		f"update `tab{EVENT}` set workflow_state = 'Reported', stage = 'Triage' where name = %s", name
	)
	frappe.db.sql(
		"insert into `tabTimeline Entry` (name, reference_doctype, reference_name, acted_on) values ('b9', %s, %s, now(6))",
		(EVENT, name),
	)
	frappe.db.sql(
		f"insert into `tab{NOTICE}` (name, notice_key, status, run_at) values ('b9', 'b9', 'Waiting', now(6))"
	)
	frappe.db.rollback()


def _check(outcome: Outcome, name: str, clerk: str, size: int) -> None:
	"""The transition left one open Workflow Action and one notice, whatever the number of people."""
	frappe.set_user(clerk)
	apply_workflow(frappe.get_doc(EVENT, name), "Report")
	frappe.set_user("Administrator")
	about = {"reference_doctype": EVENT, "reference_name": name}
	outcome.check(f"one notice ({size})", frappe.db.count(NOTICE, about) == 1)
	open_actions = frappe.db.count("Workflow Action", {**about, "status": "Open"})
	outcome.check(f"one open Workflow Action ({size})", open_actions == 1)
	frappe.db.rollback()
