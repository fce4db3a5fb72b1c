"""Routing: which unit or grid a new event goes to, by the first Routing Rule that it meets.

`load_rules` and `matters` read; `route` decides without reading or writing anything, and says of every rule why it
matched or not.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import frappe
from frappe import _

from yumen_governance.grid_management.grid_rules import LEVELS
from yumen_governance.time_limits import memo

RULE = "Routing Rule"


class Check(NamedTuple):
	"""One condition of a rule: what it asks, with its English label, and whether it is met."""

	condition: str
	wanted: str
	is_met: bool


@dataclass(frozen=True)
class Matter:
	"""What rules look at in an event. `category` is the place of its category in the tree (lft)."""

	category: int = 0
	grid_path: str = ""
	source: str = ""
	urgency: str = ""
	text: str = ""


@dataclass(frozen=True)
class Rule:
	"""A Routing Rule, ready to be tried; a condition left empty is None or empty."""

	name: str
	title: str
	category: tuple[int, int] | None = None
	category_title: str = ""
	grid_path: str = ""
	grid_title: str = ""
	source: str = ""
	source_title: str = ""
	urgency: str = ""
	keywords: tuple[str, ...] = ()
	lead_unit: str = ""
	unit_title: str = ""
	unit_in_use: bool = True
	grid_level: str = ""
	at_once: bool = False
	opinion: str = ""


@dataclass(frozen=True)
class Trial:
	"""A rule tried on an event."""

	rule: Rule
	checks: tuple[Check, ...]

	@property
	def matches(self) -> bool:
		return all(check.is_met for check in self.checks)


@dataclass(frozen=True)
class Decision:
	"""Where an event goes; without a rule to the dispatchers."""

	rule: Rule | None = None
	lead_unit: str | None = None
	lead_grid: str | None = None
	trials: tuple[Trial, ...] = ()

	@property
	def at_once(self) -> bool:
		return bool(self.rule and self.rule.at_once)

	@property
	def opinion(self) -> str:
		"""What the lead is told of the dispatch."""
		if not self.rule:
			return ""
		return self.rule.opinion or _("Dispatched by the rule {0}.").format(self.rule.title)


def route(matter: Matter, rules: Iterable[Rule], explains: bool = False) -> Decision:
	"""Find the first rule that an event meets.

	:param rules: active rules in their order
	:param explains: try the rules after the first match as well, to tell of each
	"""
	trials, first = [], None
	for rule in rules:
		trial = Trial(rule, tuple(checks(rule, matter)))
		trials.append(trial)
		first = first or (rule if trial.matches else None)
		if first and not explains:
			break
	if not first:
		return Decision(trials=tuple(trials))
	unit = first.lead_unit or None
	grid = None if unit else lead_grid(matter.grid_path, first.grid_level)
	return Decision(first, unit, grid, tuple(trials))


def proposal(decision: Decision) -> dict:
	"""Return the fields of an event that say what its rule proposes."""
	return {
		"routing_rule": decision.rule.name if decision.rule else None,
		"proposed_lead_grid": decision.lead_grid,
		"proposed_lead_unit": decision.lead_unit,
	}


def checks(rule: Rule, matter: Matter) -> Iterator[Check]:
	"""Try every condition that a rule has."""
	if rule.category:
		met = rule.category[0] <= matter.category <= rule.category[1]
		yield Check("Category", rule.category_title, met)
	if rule.grid_path:
		yield Check("Territory", rule.grid_title, matter.grid_path.startswith(rule.grid_path))
	if rule.source:
		yield Check("Source", rule.source_title, matter.source == rule.source)
	if rule.urgency:
		yield Check("Urgency", rule.urgency, matter.urgency == rule.urgency)
	if rule.keywords:
		yield Check("Keywords", "、".join(rule.keywords), any(word in matter.text for word in rule.keywords))
	if rule.lead_unit and not rule.unit_in_use:
		yield Check("Lead Unit", rule.unit_title, False)


def lead_grid(grid_path: str, level: str) -> str | None:
	"""Return the grid of a level in which an event lies; the deepest above it where there is none of that level."""
	names = [name for name in grid_path.split(".") if name]
	return names[min(LEVELS.index(level), len(names) - 1)] if names and level else None


def matter_of(event: Mapping, category: Mapping | None, grid_path: str | None) -> Matter:
	"""Return what rules look at.

	:param event: an event, or the values of one
	:param category: its category, with lft
	"""
	text = "\n".join(filter(None, (event.get("title"), event.get("description"))))
	return Matter(
		category=(category or {}).get("lft") or 0,
		grid_path=grid_path or "",
		source=event.get("source") or "",
		urgency=event.get("urgency") or "",
		text=text,
	)


def load_rules() -> tuple[Rule, ...]:
	"""Return the active rules in their order; kept in the process while nothing that they name changes."""
	named = ("Event Category", "Grid", "Event Source", "Functional Unit")
	return memo.of(RULE, _load_rules, also=named)


def _load_rules() -> tuple[Rule, ...]:
	rows = frappe.db.sql(
		"""select rule.name, rule.rule_name, category.lft, category.rgt, category.category_name, grid.grid_path,
			grid.grid_name, rule.source, source.source_name, rule.urgency, rule.keywords, rule.lead_unit,
			unit.unit_name, unit.is_active unit_in_use, rule.grid_level, rule.dispatches_at_once, rule.opinion
		from `tabRouting Rule` rule
		left join `tabEvent Category` category on category.name = rule.category
		left join tabGrid grid on grid.name = rule.grid
		left join `tabEvent Source` source on source.name = rule.source
		left join `tabFunctional Unit` unit on unit.name = rule.lead_unit
		where rule.is_active = 1 order by rule.sort_order, rule.rule_name""",
		as_dict=True,
	)
	return tuple(map(_rule, rows))


def proposed_assisting(event) -> list[dict]:
	"""Return the units in use that the rule of an event under triage lets assist, with their names."""
	if event.stage != "Triage" or not event.routing_rule:
		return []
	units = assisting_units(event.routing_rule)
	filters = {"name": ["in", units or [""]], "is_active": 1}
	titles = dict(frappe.get_all("Functional Unit", filters, ["name", "unit_name"], as_list=True))
	return [{"unit": unit, "title": titles[unit]} for unit in units if unit in titles]


def assisting_units(rule: str) -> list[str]:
	"""Return the units that assist by a rule, in their order."""
	rows = {"parenttype": RULE, "parent": rule}
	return frappe.get_all("Routing Rule Unit", rows, pluck="unit", order_by="idx")


def _rule(row: Mapping) -> Rule:
	return Rule(
		name=row.name,
		title=row.rule_name,
		category=(row.lft, row.rgt) if row.lft else None,
		category_title=row.category_name or "",
		grid_path=row.grid_path or "",
		grid_title=row.grid_name or "",
		source=row.source or "",
		source_title=row.source_name or "",
		urgency=row.urgency or "",
		keywords=tuple(word.strip() for word in (row.keywords or "").splitlines() if word.strip()),
		lead_unit=row.lead_unit or "",
		unit_title=row.unit_name or "",
		unit_in_use=bool(row.unit_in_use),
		grid_level=row.grid_level or "",
		at_once=bool(row.dispatches_at_once),
		opinion=row.opinion or "",
	)
