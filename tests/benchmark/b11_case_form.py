"""B11: the form of a dispute with its guide, 12 steps and 40 rows in the timeline, against a stock form of as many fields."""

from unittest.mock import patch

import frappe
from frappe.desk.form.load import getdoc

from yumen_governance.dispute_resolution import acts, guide, steps
from yumen_governance.permissions.roles import CENTRE_DIRECTOR
from yumen_governance.seed.grids import CITY_CODE
from yumen_governance.time_limits import effects
from yumen_governance.time_limits.stages import workflow_of

from .city import ensure_centre_person, ensure_city
from .outcome import Outcome, Scale
from .ratios import at_most, ratio
from .statements import statements_of
from .stock import stock_frappe

NAME = "B11"
TITLE = "The form of a dispute, with its guide"
CASE, STEP, STOCK = "Dispute Case", "Resolution Step", "Benchmark Stock Form"
STEPS, ENTRIES = 12, 40
LAYOUT = ("Section Break", "Column Break", "HTML")

TARGETS = {"guide_adds": at_most(1.2), "vs_stock": at_most(3.0)}


def run(scale: Scale) -> Outcome:
	"""Time loading the form with and without its guide; the guide asks as often whatever the number of steps."""
	outcome = Outcome(scale.rounds)
	ensure_city()
	director = ensure_centre_person("form-director", CENTRE_DIRECTOR)
	bare, full = _case(0), _case(STEPS)
	stock = _stock_record()
	frappe.db.commit()
	frappe.set_user(director)
	try:
		outcome.facts["queries_without_steps"] = len(statements_of(lambda: _guide(bare), STEP))
		outcome.facts["queries_with_12_steps"] = len(statements_of(lambda: _guide(full), STEP))
		outcome.check(
			"the guide asks as often for 12 steps as for none",
			outcome.facts["queries_without_steps"] == outcome.facts["queries_with_12_steps"],
		)
		outcome.check(
			"the form brings its guide", len(_load(CASE, full).get("__onload").guide["attempts"]) == STEPS
		)
		seconds = outcome.compare(
			"form load",
			ours=lambda: _load(CASE, full),
			without=lambda: _without_guide(full),
			stock=lambda: _as_stock(stock),
		).seconds
	finally:
		frappe.set_user("Administrator")
	outcome.measures["guide_adds"] = ratio(seconds["ours"], seconds["without"])
	outcome.measures["vs_stock"] = ratio(seconds["ours"], seconds["stock"])
	return outcome


def _load(doctype: str, name: str):
	"""What opening a form asks the server for."""
	frappe.local.response = frappe._dict(docs=[])
	getdoc(doctype, name)
	return frappe.response.docs[0]


def _without_guide(name: str):
	with patch.object(guide, "show_on"):
		return _load(CASE, name)


def _as_stock(name: str):
	with stock_frappe():
		return _load(STOCK, name)


def _guide(name: str):
	return guide.guide(frappe.get_doc(CASE, name))


def _case(count: int) -> str:
	"""A case with so many ended steps, and its timeline filled up."""
	values = {
		"title": "benchmark",
		"dispute_type": "邻里纠纷",
		"case_source": "当事人申请",
		"grid": CITY_CODE,
	}
	case = frappe.get_doc({"doctype": CASE, **values, "facts": "benchmark"}).insert()
	_register(case)
	now = frappe.utils.now_datetime()
	for _number in range(count):
		step = steps.open_step(case.name, "人民调解", "Administrator", now)
		steps.conclude(step.name, effects.STEP_WITHDRAWN, now, outcome_note="benchmark")
	case.reload()
	for _row in range(ENTRIES - frappe.db.count("Timeline Entry", {"reference_name": case.name})):
		acts.note(case, "Open Step", "Administrator", now, "benchmark")
	return case.name


def _register(case) -> None:
	"""Set the case to where steps may be opened."""
	state = next(row for row in workflow_of(CASE).states if row.stage == "Triage")
	case.db_set({"workflow_state": state.state, "stage": state.stage})


def _stock_record() -> str:
	"""A record of a DocType with as many fields, of the same kinds, which the app knows nothing of."""
	if not frappe.db.exists("DocType", STOCK):
		fields = [
			{
				"fieldname": f"field_{number}",
				"label": f"Field {number}",
				"fieldtype": df.fieldtype,
				"options": df.options,
			}
			for number, df in enumerate(frappe.get_meta(CASE).fields)
			if df.fieldtype not in (*LAYOUT, "Dynamic Link")
		]
		permissions = [{"role": CENTRE_DIRECTOR, "read": 1, "write": 1}]
		doctype = {"doctype": "DocType", "name": STOCK, "module": "Custom", "custom": 1}
		frappe.get_doc({**doctype, "fields": fields, "permissions": permissions}).insert()
	name = frappe.db.get_value(STOCK, {})
	return name or frappe.get_doc({"doctype": STOCK}).insert(ignore_mandatory=True).name
