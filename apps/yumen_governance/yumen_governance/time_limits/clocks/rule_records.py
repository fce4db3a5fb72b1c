"""Time Limit Rules as they are stored: the records, their tables, and their earlier versions; a few queries for all."""

import json

import frappe

RULE, VERSION = "Time Limit Rule", "Time Limit Rule Version"
TABLES = {
	"stages": "Time Limit Rule Stage",
	"steps": "Escalation Step",
	"exclusions": "Time Limit Rule Exclusion",
}


def every() -> list[frappe._dict]:
	"""Return all rules with their tables, each followed by its earlier versions, newest first."""
	earlier = _grouped(
		frappe.get_all(
			VERSION, fields=["rule", "version", "valid_from", "content"], order_by="version desc", limit=0
		),
		"rule",
	)
	found = []
	for rule in current():
		found += [rule, *(_read(row, rule) for row in earlier.get(rule.name, ()))]
	return found


def current() -> list[frappe._dict]:
	"""Return all rules with their tables as they read now."""
	rules = frappe.get_all(RULE, fields=["*"], order_by="rule_order, name", limit=0)
	tables = {table: _rows(table, doctype) for table, doctype in TABLES.items()}
	for rule in rules:
		rule.update({table: rows.get(rule.name, []) for table, rows in tables.items()})
	return rules


def _rows(table: str, doctype: str) -> dict[str, list]:
	of_rules = {"parenttype": RULE, "parentfield": table}
	return _grouped(frappe.get_all(doctype, of_rules, ["*"], order_by="parent, idx"), "parent")


def _grouped(rows: list, key: str) -> dict[str, list]:
	groups: dict[str, list] = {}
	for row in rows:
		groups.setdefault(row[key], []).append(row)
	return groups


def _read(row, rule) -> frappe._dict:
	"""An earlier version; whether a rule counts at all, and who has checked it, is said once for all its versions."""
	content = json.loads(row.content)
	tables = {table: [frappe._dict(each) for each in content.get(table, ())] for table in TABLES}
	own = {"version": row.version, "valid_from": row.valid_from}
	kept = {key: rule.get(key) for key in ("name", "title", "is_active", "rule_order", "verification")}
	return frappe._dict(content | tables | kept | own)
