"""The Routing Rules tried on one event, told in words."""

from collections.abc import Mapping

import frappe
from frappe import _

from yumen_governance.events.routing import routes as routing
from yumen_governance.grid_management.grid_paths import path_of


def explain(event: Mapping) -> dict:
	"""Try every active rule on an event and say of each condition whether it is met.

	:param event: an event, or the values of one: category, grid, source, urgency, title, description
	"""
	category = frappe.db.get_value("Event Category", event.get("category"), ["lft"], as_dict=True)
	matter = routing.matter_of(event, category, path_of(event.get("grid")))
	decision = routing.route(matter, routing.load_rules(), explains=True)
	return {
		"rule": decision.rule.name if decision.rule else None,
		"lead": lead_in_words(decision),
		"trials": [_trial(trial, decision) for trial in decision.trials],
	}


def lead_in_words(decision: routing.Decision) -> str:
	"""Say where an event goes."""
	if not decision.rule:
		return _("No rule matches: the event waits for a dispatcher.")
	if decision.lead_unit:
		lead = frappe.db.get_value("Functional Unit", decision.lead_unit, "unit_name")
	else:
		lead = frappe.db.get_value("Grid", decision.lead_grid, "grid_name")
	if decision.at_once:
		return _("The rule {0} dispatches it at once to {1}.").format(decision.rule.title, lead)
	return _("The rule {0} proposes {1} as its lead.").format(decision.rule.title, lead)


def _trial(trial: routing.Trial, decision: routing.Decision) -> dict:
	return {
		"rule": trial.rule.name,
		"title": trial.rule.title,
		"matches": trial.matches,
		"decides": trial.rule is decision.rule,
		"checks": [[_(check.condition), _(check.wanted), check.is_met] for check in trial.checks],
	}
